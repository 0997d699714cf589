use lanbai_kernel::{Finding, has_errors};

/// What was read, once a file's end is reached.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// What each table of the file was taken for, in order.
    pub tables: Vec<TableKind>,
    /// Rows below the headings, as a reader of the file would count them: good and bad ones, no blank ones or remarks.
    pub rows: u64,
    /// Observations and things handed to the sink; a wide row holds many.
    pub values: u64,
    /// Values left out because their cell says that there is none.
    pub skipped_missing: u64,
    /// What is wrong or notable, by place; capped, and then the last one says how many more there are.
    pub findings: Vec<Finding>,
    /// The first rows of the first table as they stand.
    pub preview: Vec<Preview>,
    /// Whether the sink asked to stop.
    pub stopped: bool,
}

impl Summary {
    /// Whether a caller may keep what the sink was given: the whole file was read and nothing in it is wrong.
    pub fn is_clean(&self) -> bool {
        !self.stopped && !has_errors(&self.findings)
    }
}

/// What a table was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// One observation a row.
    Long,
    /// Many observations a row.
    Wide,
    /// A register: its position in the request.
    Register(usize),
}

/// One row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Line or row, from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Preview {
    /// How many rows a summary shows.
    pub const ROWS: usize = 20;
}
