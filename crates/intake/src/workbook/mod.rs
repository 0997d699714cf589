//! Workbooks: measured before they are inflated, then read sheet by sheet.

mod cells;
mod check;
mod merges;
mod rows;
mod shape;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

pub use cells::SheetCell;
pub(crate) use cells::{CELL_COST, Cells};
pub(crate) use check::{Measured, check};
pub(crate) use rows::SheetRows;

use crate::Limits;
use crate::source::RowError;

/// An opened workbook whose parts were measured.
pub(crate) struct Workbook<'b> {
    xlsx: Xlsx<Cursor<&'b [u8]>>,
    has_merges: bool,
}

/// A sheet that may hold a table.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Hidden sheets hold lists for drop-downs and the like.
    pub(crate) hidden: bool,
}

impl<'b> Workbook<'b> {
    /// Opens what [`check()`] let through.
    pub(crate) fn open(bytes: &'b [u8], measured: &Measured) -> Result<Self, RowError> {
        let xlsx = guarded(None, || Xlsx::new(Cursor::new(bytes)))?;
        Ok(Self { xlsx, has_merges: measured.has_merges })
    }

    /// Its worksheets, in order.
    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        self.xlsx
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| Sheet { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible })
            .collect()
    }

    /// The rows of one sheet.
    pub(crate) fn rows(&mut self, sheet: &str, limits: &Limits) -> Result<SheetRows<'_, 'b>, RowError> {
        let merges = if self.has_merges {
            guarded(None, || self.xlsx.merge_cells_by_sheet_name(sheet))?
        } else {
            Vec::new()
        };
        let shapes = shape::shapes(&mut self.xlsx, sheet)?;
        let reader = guarded(None, || self.xlsx.worksheet_cells_reader(sheet))?;
        Ok(SheetRows::new(reader, merges::Merges::new(&merges), shapes, limits))
    }
}

/// Calls the library; its error, or its panic, becomes a [`RowError`].
///
/// A workbook is hostile input to a large parser that we do not own: an arithmetic overflow in it must end this
/// file's reading and nothing else.
fn guarded<T, E>(line: Option<u32>, call: impl FnOnce() -> Result<T, E>) -> Result<T, RowError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) | Err(_) => Err(RowError::Corrupt { line, reason: "sheet-unreadable" }),
    }
}
