use std::collections::BTreeMap;

use calamine::DataRef;

use super::rows::render;
use super::{Workbook, guarded, shape};
use crate::Limits;
use crate::source::RowError;

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCell {
    /// What it shows, as the text that a CSV of it would have; the result that the file remembers of a formula.
    pub text: String,
    /// Whether it is computed.
    pub is_formula: bool,
    /// Whether the file holds it as a number, which keeps fifteen digits and no more.
    pub is_number: bool,
}

/// What a cell costs beside its text, in bytes: it keeps a sheet of short ones in bounds too.
pub(crate) const CELL_COST: u64 = 64;

/// Cells by row and column, both from 0.
pub(crate) type Cells = BTreeMap<(u32, u32), SheetCell>;

impl Workbook<'_> {
    /// Every cell of a sheet that holds something. `left` is how many bytes of text may still be kept: one string of
    /// a workbook may stand in a million cells. None where there were more.
    pub(crate) fn cells(
        &mut self,
        sheet: &str,
        limits: &Limits,
        left: &mut u64,
    ) -> Result<Option<Cells>, RowError> {
        let shapes = shape::shapes(&mut self.xlsx, sheet)?;
        let mut reader = guarded(None, || self.xlsx.worksheet_cells_reader(sheet))?;
        let mut cells = Cells::new();
        while let Some(record) = guarded(None, || reader.next_cell_with_formula_metadata())? {
            let is_formula = record.formula.is_some();
            if !is_formula && matches!(record.value, DataRef::Empty) {
                continue;
            }
            let (row, column) = record.pos;
            within(row, column, limits)?;
            let mut bytes = Vec::new();
            render(&record.value, shapes.at(row, column), &mut bytes);
            let line = row.saturating_add(1);
            if bytes.len() > limits.cell_bytes {
                return Err(RowError::CellTooLong { line, column: column as usize, seen: bytes.len() });
            }
            let Some(rest) = left.checked_sub(CELL_COST + bytes.len() as u64) else { return Ok(None) };
            *left = rest;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if is_formula || !text.trim().is_empty() {
                let is_number = matches!(record.value, DataRef::Float(_) | DataRef::Int(_));
                cells.insert((row, column), SheetCell { text, is_formula, is_number });
            }
        }
        Ok(Some(cells))
    }
}

fn within(row: u32, column: u32, limits: &Limits) -> Result<(), RowError> {
    if column as usize >= limits.columns {
        let line = row.saturating_add(1);
        return Err(RowError::TooManyColumns { line, seen: column as usize + 1 });
    }
    if row >= limits.rows { Err(RowError::TooManyRows) } else { Ok(()) }
}
