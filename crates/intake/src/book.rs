//! A workbook or text file as cells by their places: what a template that we made ourselves is read from, and tables
//! whose headings stand in several rows.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use lanbai_kernel::Finding;

use crate::codes::{self, FindingCode};
use crate::csv::{CsvRows, Decoded};
use crate::limited::Limited;
use crate::open::{self, Opened};
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};
use crate::source::RowError;
use crate::table::report_error;
use crate::workbook::{self, SheetCell, Workbook};
use crate::{IntakeError, Limits};

/// The worksheets of a workbook, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// With hidden ones.
    pub sheets: Vec<BookSheet>,
}

/// One worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookSheet {
    /// Its name.
    pub name: String,
    /// The cells that hold something, by row and column from 0.
    pub cells: BTreeMap<(u32, u32), SheetCell>,
}

impl Book {
    /// The sheet of that name; Excel's names differ in more than case.
    pub fn sheet(&self, name: &str) -> Option<&BookSheet> {
        self.sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case(name))
    }
}

impl BookSheet {
    /// What a cell shows, without the space around it.
    pub fn text(&self, row: u32, column: u32) -> &str {
        self.cells.get(&(row, column)).map_or("", |cell| cell.text.trim())
    }
}

/// `F`: a column, counted from 0, as a sheet names it.
pub fn column_letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// Reads every cell of a workbook. Whatever keeps it from being read is an error finding, and then there is no book.
pub fn read_book(bytes: &[u8], file: &str, limits: &Limits) -> (Option<Book>, Vec<Finding>) {
    let mut report = Reporter::new(file, limits.findings);
    // Bytes in memory can always be had.
    let book = sheets(bytes, limits, &mut report).unwrap_or_default();
    let book = book.filter(|_| !report.has_errors());
    (book, report.finish())
}

/// Reads every cell of a workbook, or of a text file as its only sheet, which has no name. Whatever keeps it from being
/// read is an error finding, and then there is no book.
///
/// # Errors
/// [`IntakeError`] if the bytes could not be had.
pub fn read_cells(
    input: &mut dyn Read,
    file: &str,
    limits: &Limits,
) -> Result<(Option<Book>, Vec<Finding>), IntakeError> {
    let head = match open::open(input)? {
        Opened::Text(head) => return text(head, input, file, limits),
        Opened::Archive(head) | Opened::Compound(head) => head,
        Opened::Other(code) => {
            let mut report = Reporter::new(file, limits.findings);
            report.report(code, Spot::FILE, |f| f);
            return Ok((None, report.finish()));
        }
    };
    let mut bytes = head;
    // One byte more than may be, so that a longer file is told by its size.
    input.take((limits.workbook_bytes + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
    Ok(read_book(&bytes, file, limits))
}

fn text(
    head: Vec<u8>,
    input: &mut dyn Read,
    file: &str,
    limits: &Limits,
) -> Result<(Option<Book>, Vec<Finding>), IntakeError> {
    let mut report = Reporter::new(file, limits.findings);
    let mut split = CsvRows::new(Decoded::new(head, input, limits.text_bytes), limits.line_bytes())?;
    let mut rows = Limited::new(&mut split, *limits);
    let mut cells = BTreeMap::new();
    let mut left = limits.text_bytes;
    let mut is_whole = true;
    loop {
        match rows.advance() {
            Ok(true) => is_whole = keep(rows.row(), &mut cells, &mut left),
            Ok(false) => break,
            Err(error) => {
                report_error(error, limits, &mut report)?;
                break;
            }
        }
        if !is_whole {
            break;
        }
    }
    if split.exceeded() || !is_whole {
        too_large(limits.text_bytes, &mut report);
    }
    if cells.is_empty() && !report.has_errors() {
        report.report(codes::EMPTY, Spot::FILE, |f| f);
    }
    let sheet = BookSheet { name: String::new(), cells };
    let book = (!report.has_errors()).then(|| Book { sheets: vec![sheet] });
    Ok((book, report.finish()))
}

/// Keeps what a row holds; false where that is more than may be kept.
fn keep(row: RawRow<'_>, cells: &mut workbook::Cells, left: &mut u64) -> bool {
    for column in row.filled() {
        let text = row.text(column).into_owned();
        let Some(rest) = left.checked_sub(workbook::CELL_COST + text.len() as u64) else { return false };
        *left = rest;
        let place = (row.line.saturating_sub(1), u32::try_from(column).unwrap_or(u32::MAX));
        cells.insert(place, SheetCell { text, is_formula: false, is_number: false });
    }
    true
}

/// Whether the bytes are those of an archive that may be opened; a finding says why not.
fn is_archive(bytes: &[u8], limits: &Limits, report: &mut Reporter) -> io::Result<bool> {
    if bytes.len() as u64 > limits.workbook_bytes {
        too_large(limits.workbook_bytes, report);
        return Ok(false);
    }
    let code: &FindingCode = match open::open(&mut Cursor::new(bytes))? {
        Opened::Archive(_) => return Ok(true),
        Opened::Compound(_) => open::compound(bytes),
        Opened::Other(code) => code,
        Opened::Text(_) if bytes.is_empty() => codes::EMPTY,
        Opened::Text(_) => codes::NOT_A_WORKBOOK,
    };
    report.report(code, Spot::FILE, |f| f);
    Ok(false)
}

fn sheets(bytes: &[u8], limits: &Limits, report: &mut Reporter) -> io::Result<Option<Book>> {
    if !is_archive(bytes, limits, report)? {
        return Ok(None);
    }
    let Some(measured) = workbook::check(bytes, limits, report) else { return Ok(None) };
    match cells(bytes, &measured, limits, report) {
        Ok(book) => Ok(book),
        Err(error) => {
            report_error(error, limits, report)?;
            Ok(None)
        }
    }
}

fn cells(
    bytes: &[u8],
    measured: &workbook::Measured,
    limits: &Limits,
    report: &mut Reporter,
) -> Result<Option<Book>, RowError> {
    let mut workbook = Workbook::open(bytes, measured)?;
    let sheets = workbook.sheets();
    if sheets.len() > limits.sheets {
        report.report(codes::TOO_MANY_SHEETS, Spot::FILE, |f| {
            f.with("limit", limits.sheets).with("seen", sheets.len())
        });
        return Ok(None);
    }
    let mut book = Book::default();
    let mut left = limits.text_bytes;
    for sheet in sheets {
        let Some(cells) = workbook.cells(&sheet.name, limits, &mut left)? else {
            too_large(limits.text_bytes, report);
            return Ok(None);
        };
        book.sheets.push(BookSheet { name: sheet.name, cells });
    }
    Ok(Some(book))
}

fn too_large(limit: u64, report: &mut Reporter) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    report.report(codes::TOO_LARGE, Spot::FILE, |f| f.with("limit", limit));
}
