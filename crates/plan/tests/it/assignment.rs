//! The assignment of enterprises to segments, measured on labels that were written before it
//! (crates/assign/tests/labels/README.md).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lanbai_assign::{Assigner, Assignment, Classification, CodeGiven, Enterprise, Standing};
use lanbai_kernel::Place;

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(below)
}

/// The plan's rules with the editions that it names.
pub(crate) fn assigner() -> Assigner {
    let plan = super::loaded("lanbai");
    let editions = plan.raw.assignment.content.edition.iter().map(|edition| {
        let file = edition.file.get_ref();
        let table = std::fs::read(folder("plans/lanbai").join(file)).expect("the plan has the table");
        let (classification, findings) = Classification::read(edition.id.get_ref(), file, &table);
        assert!(findings.is_empty(), "{findings:?}");
        classification.expect("a table of codes and names")
    });
    let editions = editions.collect();
    Assigner::new(plan.assignment.expect("the plan has a rule"), editions)
}

struct Label {
    enterprise: Enterprise,
    right: BTreeSet<String>,
    /// Which measurement it belongs to.
    part: String,
    stratum: String,
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder("crates/assign/tests/labels").join(file)).expect("labels");
    // No cell of the labels holds a comma or a quotation mark.
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn right(segments: &str) -> BTreeSet<String> {
    segments.split(' ').filter(|id| *id != "none").map(str::to_owned).collect()
}

fn classes(with_code: bool) -> Vec<Label> {
    let label = |row: Vec<String>| Label {
        enterprise: Enterprise {
            scope: row[1].clone(),
            codes: Vec::from_iter(with_code.then(|| CodeGiven { code: row[0].clone(), edition: None })),
            ..Enterprise::default()
        },
        right: right(&row[4]),
        part: row[3].clone(),
        stratum: row[2].clone(),
    };
    rows("classes.csv").into_iter().map(label).collect()
}

fn firms(with_stated: bool) -> Vec<Label> {
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

/// Counts from which every figure follows.
#[derive(Debug, Default, PartialEq, Eq)]
struct Measured {
    all: usize,
    /// Labelled with a segment.
    belonging: usize,
    /// Segments assigned for sure, and those of them that are right.
    sure: usize,
    sure_right: usize,
    /// Belonging, and a right segment assigned for sure.
    found: usize,
    /// Belonging, and a right segment assigned for sure or on the review list.
    in_reach: usize,
    /// Belonging, and the best candidate is right.
    top: usize,
    review: usize,
}

fn measure(assigner: &Assigner, labels: &[Label], errors: &mut Vec<String>) -> Measured {
    let mut measured = Measured::default();
    for label in labels {
        let (assignment, _) = assigner.assign(&label.enterprise, &Place::default());
        count(&mut measured, assigner, label, &assignment);
        errors.extend(error(assigner, label, &assignment));
    }
    measured
}

fn id(assigner: &Assigner, candidate: &lanbai_assign::Candidate) -> String {
    assigner.rules().segments[candidate.segment.0 as usize].id.to_string()
}

fn count(measured: &mut Measured, assigner: &Assigner, label: &Label, assignment: &Assignment) {
    let is_right = |c: &lanbai_assign::Candidate| label.right.contains(&id(assigner, c));
    let candidates = &assignment.candidates;
    measured.all += 1;
    measured.sure += candidates.iter().filter(|c| c.sure).count();
    measured.sure_right += candidates.iter().filter(|c| c.sure && is_right(c)).count();
    measured.review += usize::from(assignment.standing == Standing::Review);
    if label.right.is_empty() {
        return;
    }
    measured.belonging += 1;
    measured.found += usize::from(candidates.iter().any(|c| c.sure && is_right(c)));
    measured.in_reach += usize::from(candidates.iter().any(is_right));
    measured.top += usize::from(candidates.first().is_some_and(is_right));
}

fn error(assigner: &Assigner, label: &Label, assignment: &Assignment) -> Option<String> {
    let wrong = assignment.candidates.iter().any(|c| c.sure && !label.right.contains(&id(assigner, c)));
    let found = assignment.candidates.iter().any(|c| c.sure && label.right.contains(&id(assigner, c)));
    if !wrong && (found || label.right.is_empty()) {
        return None;
    }
    let told: Vec<String> = assignment
        .candidates
        .iter()
        .map(|c| format!("{} {:.2}{}", id(assigner, c), c.score, if c.sure { "!" } else { "" }))
        .collect();
    let Enterprise { name, scope, products, codes } = &label.enterprise;
    let code = codes.first().map(|code| code.code.as_str()).unwrap_or_default();
    Some(format!("{code} {name} {scope} {products:?}: right {:?}, told {told:?}", label.right))
}

#[test]
fn figures_are_not_lower_than_those_of_the_table() {
    let assigner = assigner();
    let show = std::env::var_os("LANBAI_ASSIGNMENT_ERRORS");
    let tables = [
        ("classes with code", classes(true)),
        ("classes without code", classes(false)),
        ("firms, facts", firms(false)),
        ("firms, facts and stated", firms(true)),
    ];
    for (name, labels) in &tables {
        let parts: BTreeSet<&str> = labels.iter().map(|l| l.part.as_str()).collect();
        for part in parts {
            if show.as_ref().is_some_and(|s| s != part) { continue; }
            let of: Vec<&Label> = labels.iter().filter(|l| l.part == part).collect();
            let of: Vec<Label> = of.into_iter().map(|l| Label { enterprise: l.enterprise.clone(), right: l.right.clone(), part: l.part.clone(), stratum: l.stratum.clone() }).collect();
            let mut errors = Vec::new();
            let m = measure(&assigner, &of, &mut errors);
            println!("{name} / {part}: {m:?}");
            for e in errors { println!("   {e}"); }
        }
    }
}
