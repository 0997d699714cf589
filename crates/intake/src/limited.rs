use crate::Limits;
use crate::raw::RawRow;
use crate::source::{RowError, RowSource};

/// Rows within the limits of a table; the first that passes one ends it.
pub(crate) struct Limited<'s, S> {
    rows: &'s mut S,
    limits: Limits,
    seen: u32,
}

impl<'s, S: RowSource> Limited<'s, S> {
    pub(crate) fn new(rows: &'s mut S, limits: Limits) -> Self {
        Self { rows, limits, seen: 0 }
    }

    #[inline]
    pub(crate) fn advance(&mut self) -> Result<bool, RowError> {
        if !self.rows.advance()? {
            return Ok(false);
        }
        self.seen += 1;
        if self.seen > self.limits.rows {
            return Err(RowError::TooManyRows);
        }
        let row = self.rows.row();
        if row.cells.len() > self.limits.columns {
            return Err(RowError::TooManyColumns { line: row.line, seen: row.cells.len() });
        }
        // A row shorter than a cell may be has no cell that is longer.
        if row.bytes.len() > self.limits.cell_bytes {
            let long = |n: &usize| row.cell(*n).len() > self.limits.cell_bytes;
            if let Some(column) = (0..row.cells.len()).find(long) {
                return Err(RowError::CellTooLong { line: row.line, column, seen: row.cell(column).len() });
            }
        }
        Ok(true)
    }

    #[inline]
    pub(crate) fn row(&self) -> RawRow<'_> {
        self.rows.row()
    }
}
