//! Industry chains from plain files, and the diagnosis of the workspace's own.

mod assign;
mod complexity;
mod diagnose;
mod linkages;
mod network;
mod risk;
mod table;

use std::path::Path;

use lanbai_app::chain::Answered;
use serde::Serialize;

use crate::arguments::{Chain, Format, Language};
use crate::commands::open;
use crate::printer;

/// Runs what was asked.
pub(super) async fn run(command: Chain, workspace: &Path, language: Language) -> anyhow::Result<bool> {
    match command {
        Chain::Complexity(asked) => complexity::run(&asked, language),
        Chain::Linkages(asked) => linkages::run(&asked, language),
        Chain::Table(asked) => table::run(&asked, language),
        Chain::Risk(asked) => risk::run(&asked, language),
        Chain::Network(asked) => network::run(&asked, language),
        Chain::Diagnose(asked) => diagnose::run(&asked, &open(workspace).await?, language).await,
        Chain::Assign(asked) => assign::run(&asked, language),
    }
}

/// Headings and rows of one table; all columns but the first few hold numbers.
struct Rows {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    /// How many columns hold words.
    words: usize,
}

impl Rows {
    fn new(headings: &[&str], words: usize, rows: Vec<Vec<String>>) -> Self {
        Self { headings: headings.iter().map(|heading| (*heading).to_owned()).collect(), rows, words }
    }
}

/// Prints an answer as JSON, or as tables of which CSV is the one named first; findings go to standard error.
fn show<A: Serialize>(
    answered: &Answered<A>,
    format: Format,
    language: Language,
    tables: impl Fn(&A, &Numbers) -> Vec<Rows>,
) -> anyhow::Result<bool> {
    let views = answered.views();
    printer::findings(&views, "", language);
    let Some(answer) = &answered.answer else { return Ok(false) };
    match format {
        Format::Json => printer::json(answer)?,
        Format::Csv => {
            if let Some(first) = tables(answer, &Numbers::Whole).first() {
                printer::csv(&first.headings, &first.rows)?;
            }
        }
        Format::Table => {
            for table in tables(answer, &Numbers::Short) {
                let right: Vec<usize> = (table.words..table.headings.len()).collect();
                printer::table(&table.headings, &table.rows, &right)?;
            }
        }
    }
    Ok(true)
}

/// How numbers are written: for people with four digits after the point, for machines as they are.
enum Numbers {
    Short,
    Whole,
}

impl Numbers {
    fn write(&self, number: f64) -> String {
        match self {
            Self::Short => format!("{number:.4}"),
            Self::Whole => number.to_string(),
        }
    }
}
