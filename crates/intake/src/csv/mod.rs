//! Text files: what their bytes mean and where their cells are.

mod decoded;
mod delimiter;
mod rows;
#[cfg(test)]
mod tests;

pub(crate) use decoded::Decoded;
pub(crate) use delimiter::Delimiter;
pub(crate) use rows::CsvRows;
