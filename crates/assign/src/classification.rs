use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::{Finding, Place};

/// The most entries that a classification may have; GB/T 4754-2017 has 1,972 at all levels.
const MOST_ENTRIES: usize = 20_000;

/// One edition of a classification of industries: its codes and titles.
#[derive(Debug, Clone)]
pub struct Classification {
    edition: Arc<str>,
    titles: BTreeMap<String, String>,
    /// Classes by title; a title that two classes have stands for neither.
    by_title: BTreeMap<String, Option<String>>,
}

impl Classification {
    /// Reads a table with the columns `code` and `name`; others are passed over.
    ///
    /// Returns `None` and says why if it is no such table.
    pub fn read(edition: &str, file: &str, table: &[u8]) -> (Option<Self>, Vec<Finding>) {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table);
        let place = |line: Option<u64>| {
            let place = Place::file(file);
            match line.and_then(|line| u32::try_from(line).ok()) {
                Some(line) => place.line(line),
                None => place,
            }
        };
        let Some([code_column, name_column]) = reader.headers().ok().and_then(columns) else {
            return (None, vec![Finding::error("chain-classification-columns", place(Some(1)))]);
        };
        let (mut titles, mut findings) = (BTreeMap::new(), Vec::new());
        for row in reader.records() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    let line = error.position().map(csv::Position::line);
                    findings.push(Finding::error("chain-classification-columns", place(line)));
                    return (None, findings);
                }
            };
            let line = row.position().map(csv::Position::line);
            let code = row.get(code_column).map(str::trim).unwrap_or_default();
            let name = row.get(name_column).map(str::trim).unwrap_or_default();
            if name.is_empty() || !is_code(code) {
                findings.push(Finding::warning("chain-classification-row", place(line)).with("code", code));
            } else if titles.insert(code.to_owned(), name.to_owned()).is_some() {
                findings.push(Finding::warning("chain-classification-twice", place(line)).with("code", code));
            }
            if titles.len() > MOST_ENTRIES {
                let finding = Finding::error("chain-classification-long", place(line));
                findings.push(finding.with("limit", MOST_ENTRIES));
                return (None, findings);
            }
        }
        (Some(Self::of(edition, titles)), findings)
    }

    fn of(edition: &str, titles: BTreeMap<String, String>) -> Self {
        let mut by_title = BTreeMap::new();
        for (code, title) in titles.iter().filter(|(code, _)| code.len() == 4) {
            by_title
                .entry(title.clone())
                .and_modify(|only: &mut Option<String>| *only = None)
                .or_insert_with(|| Some(code.clone()));
        }
        Self { edition: Arc::from(edition), titles, by_title }
    }

    /// The edition's id.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The title of a code.
    pub fn title(&self, code: &str) -> Option<&str> {
        self.titles.get(code).map(String::as_str)
    }

    /// How many codes it has at all levels.
    pub fn len(&self) -> usize {
        self.titles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// Codes with their titles, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.titles.iter().map(|(code, title)| (code.as_str(), title.as_str()))
    }

    /// The class of this edition that has the title which the other edition gives a code, if exactly one has it.
    ///
    /// Titles that were changed, split or joined have no answer: nothing is guessed.
    pub fn same_title(&self, other: &Self, code: &str) -> Option<&str> {
        self.by_title.get(other.title(code)?)?.as_deref()
    }
}

fn columns(headers: &csv::StringRecord) -> Option<[usize; 2]> {
    let find = |name: &str| headers.iter().position(|heading| heading.trim_start_matches('\u{feff}') == name);
    Some([find("code")?, find("name")?])
}

/// A section's letter, or two to four digits.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let section = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    section || (digits && (2..=4).contains(&text.len()))
}
