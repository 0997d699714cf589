//! A workbook as cells by their places: what a template that we made ourselves is read from.

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use lanbai_kernel::Finding;

use crate::Limits;
use crate::codes::{self, FindingCode};
use crate::open::{self, Opened};
use crate::report::{Reporter, Spot};
use crate::source::RowError;
use crate::table::report_error;
use crate::workbook::{self, SheetCell, Workbook};

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

/// Reads every cell of a workbook. Whatever keeps it from being read is an error finding, and then there is no book.
pub fn read_book(bytes: &[u8], file: &str, limits: &Limits) -> (Option<Book>, Vec<Finding>) {
    let mut report = Reporter::new(file, limits.findings);
    // Bytes in memory can always be had.
    let book = sheets(bytes, limits, &mut report).unwrap_or_default();
    let book = book.filter(|_| !report.has_errors());
    (book, report.finish())
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
