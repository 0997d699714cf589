use std::collections::BTreeSet;

use lanbai_assign::{CodeGiven, Enterprise};

use super::folder;

/// What the assigner is given of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    Text,
    Code,
    Both,
}

/// An enterprise and where it belongs; nowhere if `right` is empty.
#[derive(Debug)]
pub struct Label {
    pub enterprise: Enterprise,
    pub right: BTreeSet<String>,
    pub part: String,
    pub stratum: String,
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder("crates/assign/tests/labels").join(file)).expect("labels");
    // No cell of the labels holds a comma or a quotation mark.
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn right(segments: &str) -> BTreeSet<String> {
    segments.split(' ').filter(|id| *id != "none").map(str::to_owned).collect()
}

/// Class titles of GB/T 4754-2017, read as the business scope of an enterprise that does just that.
pub fn classes(given: Given) -> Vec<Label> {
    let label = |row: Vec<String>| {
        let code = CodeGiven { code: row[0].clone(), edition: None };
        Label {
            enterprise: Enterprise {
                scope: if given == Given::Code { String::new() } else { row[1].clone() },
                codes: Vec::from_iter((given != Given::Text).then_some(code)),
                ..Enterprise::default()
            },
            right: right(&row[4]),
            part: row[3].clone(),
            stratum: row[2].clone(),
        }
    };
    rows("classes.csv").into_iter().map(label).collect()
}

/// Named firms, with or without the line of business that the source states.
pub fn firms(with_stated: bool) -> Vec<Label> {
    let label = |row: Vec<String>| Label {
        enterprise: Enterprise {
            name: row[0].clone(),
            scope: if with_stated { row[1].clone() } else { String::new() },
            products: row[2].split('；').filter(|product| !product.is_empty()).map(str::to_owned).collect(),
            ..Enterprise::default()
        },
        right: right(&row[3]),
        part: "firms".to_owned(),
        stratum: "firms".to_owned(),
    };
    rows("firms.csv").into_iter().map(label).collect()
}
