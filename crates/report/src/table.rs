/// A table with a title, and below it where its numbers come from.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Table {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Sources and remarks, one a line.
    pub notes: Vec<String>,
}

/// A column's heading and the width that it wants, in characters.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Column {
    pub heading: String,
    pub width: f64,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Cell {
    Empty,
    Text(String),
    /// A number and how many digits after the point are shown.
    Number(f64, u8),
}
