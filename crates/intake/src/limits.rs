/// How much of a file is read at most. Each limit that is passed is a finding that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a text file.
    pub text_bytes: u64,
    /// Bytes of a workbook as it is stored.
    pub workbook_bytes: u64,
    /// Bytes that one part of a workbook may inflate to.
    pub part_bytes: u64,
    /// Bytes that all parts of a workbook may inflate to together.
    pub inflated_bytes: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows of one table, headings included.
    pub rows: u32,
    /// Columns of one table.
    pub columns: usize,
    /// Bytes of one cell as UTF-8.
    pub cell_bytes: usize,
    /// Error findings that are kept; the rest are counted. As many warnings and notes are kept again.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::OFFICE
    }
}

impl Limits {
    /// What a server of an office can bear: 4 GiB of text, 64 MiB of workbook that inflate to 1 GiB.
    pub const OFFICE: Self = Self {
        text_bytes: 4 << 30,
        workbook_bytes: 64 << 20,
        part_bytes: 512 << 20,
        inflated_bytes: 1 << 30,
        sheets: 256,
        rows: 50_000_000,
        columns: 2_000,
        cell_bytes: 32_767,
        findings: 200,
    };

    /// What an upload of a form can be: 16 MiB that inflate to 128 MiB, a sheet for each register and some besides.
    pub const FORM: Self = Self {
        text_bytes: 64 << 20,
        workbook_bytes: 16 << 20,
        part_bytes: 64 << 20,
        inflated_bytes: 128 << 20,
        sheets: 48,
        rows: 20_000,
        columns: 256,
        ..Self::OFFICE
    };

    /// Bytes of one line of text: a row of the widest cells would be far longer than any real one.
    pub(crate) const fn line_bytes(&self) -> usize {
        const LEAST: usize = 4 << 20;
        if self.cell_bytes > LEAST { self.cell_bytes } else { LEAST }
    }
}
