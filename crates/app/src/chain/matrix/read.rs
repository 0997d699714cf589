use std::path::Path;

use lanbai_intake::{Book, BookSheet, Limits, read_cells};
use lanbai_kernel::{Finding, Place, has_errors};

use super::assemble::assemble;
use super::findings::Places;
use super::lines::has_sectors;
use super::locate::{Frame, locate};
use super::values::Values;
use super::{IoTable, TableAsked};
use crate::AppError;
use crate::chain::given::{open, unreadable};

/// What a table is at most: some 1,700 sectors, more than any office tells apart.
const LIMITS: Limits = Limits { text_bytes: 256 << 20, rows: 10_000, columns: 5_000, ..Limits::OFFICE };

/// A table before its balance is checked.
#[derive(Debug, Default)]
pub(in crate::chain) struct ReadTable {
    pub table: Option<IoTable>,
    pub findings: Vec<Finding>,
    pub places: Places,
}

/// Reads a file; what is wrong in it is a finding, and where that is an error there is no table.
pub(in crate::chain) fn read(path: &Path, asked: &TableAsked<'_>) -> Result<ReadTable, AppError> {
    let (name, mut input) = open(path)?;
    let (book, findings) = read_cells(&mut input, &name, &LIMITS).map_err(unreadable(path))?;
    let Some(book) = book else { return Ok(ReadTable { findings, ..ReadTable::default() }) };
    let frame = match find(&book, asked) {
        Ok(frame) => frame,
        Err(finding) => {
            let place = Place::file(name);
            let findings = findings.into_iter().chain([Finding { place, ..*finding }]).collect();
            return Ok(ReadTable { findings, ..ReadTable::default() });
        }
    };
    let file = if book.sheets.len() > 1 { format!("{name}!{}", frame.sheet.name) } else { name };
    let mut values = Values::new(file, frame.sheet);
    values.findings = findings;
    let (table, places) = assemble(&frame, &mut values, asked.tolerance);
    let findings = values.findings;
    Ok(ReadTable { table: table.filter(|_| !has_errors(&findings)), findings, places })
}

/// The table of the sheet that was asked for, or of the first that holds one.
fn find<'b>(book: &'b Book, asked: &TableAsked<'_>) -> Result<Frame<'b>, Box<Finding>> {
    let of = |sheet: &'b BookSheet| locate(sheet, asked.layout);
    let none = || Box::new(Finding::error("chain-table-not-found", Place::default()));
    let Some(wanted) = asked.sheet else {
        // Other sheets may have some of the words: tables of margins, of coefficients, of supply.
        let frames: Vec<Frame<'b>> = book.sheets.iter().filter_map(of).collect();
        let best = frames.iter().find(|frame| has_sectors(frame)).or(frames.first());
        return best.copied().ok_or_else(none);
    };
    let Some(sheet) = book.sheet(wanted) else {
        let known: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let finding = Finding::error("chain-table-no-sheet", Place::default());
        return Err(Box::new(finding.with("sheet", wanted).with("known", known)));
    };
    of(sheet).ok_or_else(none)
}
