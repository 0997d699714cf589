/// A row as it was split: cells are ranges of `bytes`, which are UTF-8 only where someone checked.
///
/// Both text files and sheets come in this form, so all that reads cells is written once.
#[derive(Clone, Copy)]
pub(crate) struct RawRow<'a> {
    /// Line of the file or row of the sheet, from 1.
    pub(crate) line: u32,
    pub(crate) bytes: &'a [u8],
    pub(crate) cells: &'a [(u32, u32)],
    /// Columns whose cell is a formula that the workbook holds no result of.
    pub(crate) unanswered: &'a [u32],
    /// Columns whose text is that of a merged region's first cell: good as a label, not as a value.
    pub(crate) spread: &'a [u32],
}

impl<'a> RawRow<'a> {
    /// The cell of that column; empty past the row's end.
    #[inline]
    pub(crate) fn cell(&self, column: usize) -> &'a [u8] {
        self.cells.get(column).map_or(&[], |&(from, to)| &self.bytes[from as usize..to as usize])
    }

    /// The cell as trimmed text, with what is not UTF-8 replaced.
    pub(crate) fn text(&self, column: usize) -> std::borrow::Cow<'a, str> {
        String::from_utf8_lossy(self.cell(column).trim_ascii())
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.unanswered.is_empty() && self.filled().next().is_none()
    }

    /// Columns with something in them that is not copied from a merged region.
    pub(crate) fn filled(&self) -> impl Iterator<Item = usize> {
        (0..self.cells.len()).filter(|&n| !self.cell(n).trim_ascii().is_empty() && !self.is_spread(n))
    }

    /// Whether the cell's text is copied from a merged region.
    #[inline]
    pub(crate) fn is_spread(&self, column: usize) -> bool {
        self.spread.iter().any(|&n| n as usize == column)
    }

    /// The same row on its own.
    pub(crate) fn to_owned(self) -> OwnedRow {
        OwnedRow {
            line: self.line,
            bytes: self.bytes.to_vec(),
            cells: self.cells.to_vec(),
            unanswered: self.unanswered.to_vec(),
            spread: self.spread.to_vec(),
        }
    }
}

/// A row kept while the layout is being found out.
pub(crate) struct OwnedRow {
    pub(crate) line: u32,
    pub(crate) bytes: Vec<u8>,
    pub(crate) cells: Vec<(u32, u32)>,
    pub(crate) unanswered: Vec<u32>,
    pub(crate) spread: Vec<u32>,
}

impl OwnedRow {
    pub(crate) fn as_row(&self) -> RawRow<'_> {
        RawRow {
            line: self.line,
            bytes: &self.bytes,
            cells: &self.cells,
            unanswered: &self.unanswered,
            spread: &self.spread,
        }
    }
}
