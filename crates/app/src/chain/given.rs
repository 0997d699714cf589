use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use lanbai_intake::{IntakeError, Limits, PlainTable, read_plain};
use lanbai_kernel::{Finding, Place, has_errors};

use crate::AppError;

/// A table of a file, with what was found wrong in it so far.
pub(super) struct Given {
    file: String,
    table: PlainTable,
    pub findings: Vec<Finding>,
}

/// What an analyst's table is at most; a compressed one when it is unpacked.
const LIMITS: Limits = Limits { text_bytes: 1 << 30, rows: 10_000_000, columns: 5_000, ..Limits::OFFICE };

/// A file's name and what is in it, unpacked where it is compressed by gzip.
pub(super) fn open(path: &Path) -> Result<(String, Box<dyn Read>), AppError> {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let file = File::open(path).map_err(AppError::file(path))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(AppError::file(path)(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut input = BufReader::new(file);
    let is_packed = input.fill_buf().map_err(AppError::file(path))?.starts_with(b"\x1f\x8b");
    Ok((name, if is_packed { Box::new(MultiGzDecoder::new(input)) } else { Box::new(input) }))
}

/// Why a file could not be read, with its name: a question may have several.
pub(super) fn unreadable(path: &Path) -> impl FnOnce(IntakeError) -> AppError {
    move |IntakeError::Read(cause)| AppError::file(path)(cause)
}

impl Given {
    /// Reads a text file, compressed by gzip or not. Without a table there are findings that say why.
    pub fn read(path: &Path) -> Result<Self, AppError> {
        let (name, mut input) = open(path)?;
        let (table, findings) = read_plain(&mut input, &name, &LIMITS).map_err(unreadable(path))?;
        Ok(Self { file: name, table: table.unwrap_or_default(), findings })
    }

    pub fn rows(&self) -> usize {
        self.table.len()
    }

    pub fn headings(&self) -> &[String] {
        self.table.headings()
    }

    pub fn text(&self, row: usize, column: usize) -> &str {
        self.table.cell(row, column)
    }

    /// The column under one of some headings.
    pub fn optional(&self, headings: &[&str]) -> Option<usize> {
        headings.iter().find_map(|heading| self.table.column(heading))
    }

    /// The column under one of some headings; a finding where there is none.
    pub fn column(&mut self, headings: &[&str]) -> usize {
        self.optional(headings).unwrap_or_else(|| {
            if !has_errors(&self.findings) {
                let place = Place::file(&self.file).line(self.table.headings_line());
                let missing = Finding::error("intake-missing-column", place)
                    .with("seen", self.headings().join(", "))
                    .with("expected", headings.join(" / "));
                self.findings.push(missing);
            }
            0
        })
    }

    /// The columns under these headings. Where some have others, the first columns in this order, unless a known heading
    /// stands elsewhere: then the others cannot be told apart.
    pub fn in_order<const N: usize>(&mut self, headings: [&str; N]) -> [usize; N] {
        let named = headings.map(|heading| self.table.column(heading));
        if named.iter().all(Option::is_some) {
            return named.map(Option::unwrap_or_default);
        }
        let is_in_place = |(at, column): (usize, &Option<usize>)| column.is_none_or(|column| column == at);
        if self.headings().len() < N || !named.iter().enumerate().all(is_in_place) {
            // Told by the first that is not there.
            let missing = headings.iter().zip(&named).find(|(_, column)| column.is_none());
            missing.map(|(heading, _)| self.column(&[heading]));
        }
        std::array::from_fn(|column| column)
    }

    /// A number of each row; a finding for each that is none.
    pub fn numbers(&mut self, column: usize) -> Vec<f64> {
        let heading = self.headings().get(column).cloned().unwrap_or_default();
        let mut wrong = Vec::new();
        let mut number = |row| {
            let seen = self.table.cell(row, column);
            seen.parse().unwrap_or_else(|_| {
                wrong.push((row, seen.to_owned()));
                f64::NAN
            })
        };
        let numbers = (0..self.table.len()).map(&mut number).collect();
        for (row, seen) in wrong.into_iter().take(LIMITS.findings) {
            let place = Place::file(&self.file).line(self.table.line(row)).column(&heading);
            self.findings.push(Finding::error("chain-no-number", place).with("value", seen));
        }
        numbers
    }

    /// Findings of the engine, which counts rows from the headings on, at their true lines of this file.
    pub fn placed(&self, findings: Vec<Finding>) -> impl Iterator<Item = Finding> {
        findings.into_iter().map(|mut finding| {
            let row = finding.place.line.and_then(|line| usize::try_from(line).ok()?.checked_sub(2));
            finding.place.line = row.filter(|row| *row < self.table.len()).map(|row| self.table.line(row));
            finding.place.file = Some(self.file.clone());
            finding
        })
    }

    /// A finding under the heading that a column of this file has.
    pub fn under(&self, mut finding: Finding, column: usize) -> Finding {
        finding.place.column = self.headings().get(column).cloned();
        finding
    }

    /// Whether it can be counted with.
    pub fn is_good(&self) -> bool {
        !has_errors(&self.findings)
    }
}
