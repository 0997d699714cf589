use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::{Finding, Place};

/// The most entries that a classification may have; GB/T 4754-2017 has 1,972 at all levels.
const MOST_ENTRIES: usize = 20_000;

/// One edition of a classification of industries, or another classification that stands for one: its codes and titles.
#[derive(Debug, Clone)]
pub struct Classification {
    edition: Arc<str>,
    titles: BTreeMap<String, String>,
    /// Classes by title; a title that two classes have stands for neither.
    by_title: BTreeMap<String, Option<String>>,
    /// For each code the codes of the rules' edition that it stands for, if the table is a crosswalk.
    crosswalk: Option<BTreeMap<String, Vec<String>>>,
}

impl Classification {
    /// Reads a table with the columns `code` and `name`; others are passed over.
    ///
    /// With a column `stands_for` it is a crosswalk, such as that of strategic emerging industries or of the
    /// International Patent Classification: its codes may look like anything, and each stands for the codes of the
    /// rules' edition in that column, apart by spaces. A star behind one, by which an office says that only a part of
    /// an industry is meant, is passed over.
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
        let stands_for = reader.headers().ok().and_then(|headers| column(headers, "stands_for"));
        let mut crosswalk = stands_for.map(|_| BTreeMap::new());
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
            let others = stands_for.and_then(|column| row.get(column)).map(codes).unwrap_or_default();
            let is_right = match stands_for {
                Some(_) => is_foreign(code) && others.iter().all(|other| is_code(other)),
                None => is_code(code),
            };
            if let Some(crosswalk) = crosswalk.as_mut().filter(|_| is_right) {
                crosswalk.entry(code.to_owned()).or_insert(others);
            }
            if name.is_empty() || !is_right {
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
        (Some(Self::of(edition, titles, crosswalk)), findings)
    }

    fn of(
        edition: &str,
        titles: BTreeMap<String, String>,
        crosswalk: Option<BTreeMap<String, Vec<String>>>,
    ) -> Self {
        let mut by_title = BTreeMap::new();
        for (code, title) in titles.iter().filter(|(code, _)| code.len() == 4) {
            by_title
                .entry(title.clone())
                .and_modify(|only: &mut Option<String>| *only = None)
                .or_insert_with(|| Some(code.clone()));
        }
        Self { edition: Arc::from(edition), titles, by_title, crosswalk }
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

    /// Whether it is a crosswalk to the rules' edition.
    pub fn is_crosswalk(&self) -> bool {
        self.crosswalk.is_some()
    }

    /// The codes of the rules' edition that a code of a crosswalk stands for: none where no industry is named.
    pub fn stands_for(&self, code: &str) -> &[String] {
        let found = self.crosswalk.as_ref().and_then(|crosswalk| crosswalk.get(code));
        found.map_or(&[], Vec::as_slice)
    }

    /// The class of this edition that has the title which the other edition gives a code, if exactly one has it.
    ///
    /// Titles that were changed, split or joined have no answer: nothing is guessed.
    pub fn same_title(&self, other: &Self, code: &str) -> Option<&str> {
        self.by_title.get(other.title(code)?)?.as_deref()
    }
}

fn columns(headers: &csv::StringRecord) -> Option<[usize; 2]> {
    Some([column(headers, "code")?, column(headers, "name")?])
}

fn column(headers: &csv::StringRecord, name: &str) -> Option<usize> {
    headers.iter().position(|heading| heading.trim_start_matches('\u{feff}') == name)
}

/// Codes apart by spaces, without their stars.
fn codes(text: &str) -> Vec<String> {
    text.split_whitespace().map(|code| code.trim_end_matches('*').to_owned()).collect()
}

/// The longest code of another classification.
const LONGEST_CODE: usize = 32;

/// A code of another classification: something short that can be seen.
fn is_foreign(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_CODE && !text.chars().any(char::is_control)
}

/// A section's letter, or two to four digits.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let section = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    section || (digits && (2..=4).contains(&text.len()))
}
