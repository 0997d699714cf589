//! An upload held against the template that was handed out.

mod form;
mod register;
mod report;
mod value;
mod whose;

use lanbai_intake::{Book, Limits, read_book};

use crate::codes;
use crate::layout::{HIDDEN_SHEET, Layout};
use crate::{Answers, Identity, Key, Raw, Spot, Template, Told};
use report::Report;

/// What an upload holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What it says to be; none where it does not say or the seal is not ours.
    pub identity: Option<Identity>,
    /// What was filled in; none if anything about the file is wrong, for a file is taken whole or not at all.
    pub answers: Option<Answers>,
    /// What stands in its cells, whatever is wrong with it, as far as the sheets could be recognised.
    pub raw: Raw,
    /// In the order of the sheets.
    pub told: Vec<Told>,
}

/// Reads an upload against the template that belongs there. `limits` are usually [`Limits::FORM`].
pub fn read(bytes: &[u8], file: &str, expected: &Template, key: &Key, limits: &Limits) -> Reading {
    let (book, findings) = read_book(bytes, file, limits);
    let mut report = Report::new(file, limits.findings);
    for finding in findings {
        report.told.push(Told { finding, spot: Spot::Workbook });
    }
    let Some(book) = book else {
        return Reading { told: report.finish(), ..Reading::default() };
    };
    let identity = whose::check(&book, expected, key, &mut report);
    let layout = Layout::of(expected);
    sheets(&book, expected, &layout, &mut report);
    let mut raw = Raw::default();
    let mut answers = Answers::default();
    if let Some(sheet) = book.sheet(&expected.words.form_sheet) {
        form::read(sheet, expected, &layout, (&mut answers, &mut raw), &mut report);
    }
    for placed in &layout.registers {
        if let Some(sheet) = book.sheet(&placed.sheet) {
            register::read(sheet, placed, (&mut answers, &mut raw), &mut report);
        }
    }
    let answers = (!report.has_errors()).then_some(answers);
    Reading { identity, answers, raw, told: report.finish() }
}

/// Whether all sheets are there, and which do not belong.
fn sheets(book: &Book, expected: &Template, layout: &Layout<'_>, report: &mut Report) {
    let words = &expected.words;
    let own: Vec<&str> = std::iter::once(&*words.form_sheet)
        .chain(layout.registers.iter().map(|placed| &*placed.sheet))
        .chain([HIDDEN_SHEET])
        .collect();
    let names: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let position = |own: &&str| names.iter().position(|name| name.eq_ignore_ascii_case(own));
    // A missing hidden sheet is told as a missing identity.
    for sheet in own.iter().filter(|own| **own != HIDDEN_SHEET && position(own).is_none()) {
        report.tell(codes::SHEET_MISSING, Spot::Workbook, |f| {
            f.with("sheet", *sheet).with("seen", names.clone())
        });
    }
    let at: Vec<usize> = own.iter().filter_map(position).collect();
    if !at.is_sorted() {
        report.tell(codes::SHEET_MOVED, Spot::Workbook, |f| f.with("seen", names.clone()));
    }
    let is_known =
        |name: &String| own.iter().chain([&&*words.problems_sheet]).any(|own| name.eq_ignore_ascii_case(own));
    for sheet in book.sheets.iter().filter(|sheet| !is_known(&sheet.name) && !sheet.cells.is_empty()) {
        report.tell(codes::SHEET_UNKNOWN, Spot::Workbook, |f| f.with("seen", &*sheet.name));
    }
}
