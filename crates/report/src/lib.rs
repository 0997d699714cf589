//! Data -> files that officials open: XLSX and CSV. Pure: bytes come back, nothing is written.

mod csv_file;
mod harmless;
mod table;
mod xlsx_file;

pub use csv_file::to_csv;
pub use harmless::{harmless, is_formula_like};
pub use table::{Cell, Column, Table};
pub use xlsx_file::to_xlsx;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The workbook could not be put together.
    #[error("the workbook could not be made")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The text could not be put together.
    #[error("the table could not be written as CSV")]
    Csv(#[from] csv::Error),
}
