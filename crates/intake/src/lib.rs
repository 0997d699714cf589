//! Bytes of CSV and XLSX in, resolved rows with places and findings out.
//!
//! [`read()`] finds out what a file is (encoding, delimiter, workbook), what its table is (observations in long or
//! wide form, or a register), reads cells as people write them, resolves names through [`Names`], converts values
//! to the measure's unit and hands typed [`Batch`]es to a sink. Whatever it cannot read is a finding with file, row
//! and column; nothing is guessed. A caller commits what the sink got only when no finding is an error.
//!
//! Nothing here opens a file, asks the time or waits. A text file is streamed, so memory does not grow with it save
//! for the sixteen bytes a row by which duplicates are found. A workbook is held whole, and is measured first.

mod answer;
mod batch;
mod book;
mod cell;
mod codes;
mod columns;
mod csv;
mod fixed;
mod fold;
mod headings;
mod layout;
mod limited;
mod limits;
mod long;
mod names;
mod nearest;
mod open;
mod output;
mod plain;
mod raw;
mod read;
mod register;
mod remark;
mod report;
mod request;
mod resolve;
mod source;
mod table;
mod wide;
mod workbook;

pub use answer::{AnswerProblem, is_missing, is_same_name, name_key, read_date, read_number, shorten};
pub use batch::{Batch, NO_SOURCE, ObservationBatch, RegisterBatch, RegisterColumn};
pub use book::{Book, BookSheet, column_letters, read_book, read_cells};
pub use limits::Limits;
pub use names::{Lookup, Measure, Names, Noun};
pub use plain::{PlainTable, read_plain};
pub use read::{IntakeError, read};
pub use request::{Code, Defaults, Field, FieldKind, Hint, Register, Request};
pub use summary::{Preview, Summary, TableKind};
pub use workbook::SheetCell;

mod summary;
#[cfg(test)]
mod tests;

/// Splits a text file into cells and counts its rows: one stage of [`read`], for measuring it alone.
#[doc(hidden)]
pub fn split_only(input: &mut dyn std::io::Read) -> std::io::Result<u64> {
    use source::RowSource;
    let limits = Limits::default();
    let mut rows =
        csv::CsvRows::new(csv::Decoded::new(Vec::new(), input, limits.text_bytes), limits.line_bytes())?;
    let mut count = 0;
    while matches!(rows.advance(), Ok(true)) {
        count += u64::from(!rows.row().cells.is_empty());
    }
    Ok(count)
}
