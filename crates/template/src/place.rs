pub(crate) use lanbai_intake::column_letters as letters;
use lanbai_kernel::{Finding, Severity};

/// What a finding is about, so that its cell can be marked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The file as a whole.
    Workbook,
    /// The answer to a field, by its key.
    Field(String),
    /// What was written beside a field.
    Explanation(String),
    /// A row of a register, from 1 as the sheet counts it, and one of its columns.
    Row {
        #[allow(missing_docs)]
        register: String,
        #[allow(missing_docs)]
        line: u32,
        #[allow(missing_docs)]
        column: Option<usize>,
    },
}

/// A finding and where it belongs.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Told {
    pub finding: Finding,
    pub spot: Spot,
}

/// A finding as its sentences, for the cell that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Mark {
    pub spot: Spot,
    pub severity: Severity,
    pub sentence: String,
    /// What to do.
    pub hint: String,
}

/// `F8`, from row and column counted from 0.
pub(crate) fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn columns_are_named_as_a_sheet_names_them() {
        for (column, expected) in
            [(0, "A1"), (25, "Z1"), (26, "AA1"), (255, "IV1"), (701, "ZZ1"), (702, "AAA1")]
        {
            assert_eq!(address(0, column), expected);
        }
        assert_eq!(address(7, 5), "F8");
    }
}
