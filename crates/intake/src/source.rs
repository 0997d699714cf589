use std::io;

use crate::raw::RawRow;

/// Rows one after another, from a text file or a sheet.
pub(crate) trait RowSource {
    /// Splits the next row; false at the end.
    fn advance(&mut self) -> Result<bool, RowError>;

    /// The row that [`advance`](Self::advance) split last.
    fn row(&self) -> RawRow<'_>;
}

/// Why there is no next row.
#[derive(Debug)]
pub(crate) enum RowError {
    /// The line is longer than any that is read.
    LineTooLong { line: u32 },
    /// A quote is opened and never closed.
    UnclosedQuote { line: u32 },
    /// A row has more columns than are read.
    TooManyColumns { line: u32, seen: usize },
    /// A cell is longer than any that is read.
    CellTooLong { line: u32, column: usize, seen: usize },
    /// There are more rows than are read.
    TooManyRows,
    /// The workbook cannot be made sense of; why, by the name of a sentence.
    Corrupt { line: Option<u32>, reason: &'static str },
    /// The bytes could not be had.
    Io(io::Error),
}
