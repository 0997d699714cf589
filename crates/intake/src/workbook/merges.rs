use calamine::Dimensions;

/// The merged regions of a sheet, for rows asked from the top down.
pub(crate) struct Merges {
    /// By first row, last first, so that the next one is popped.
    waiting: Vec<Region>,
    active: Vec<Region>,
    /// How many covered cells may still be visited.
    left: usize,
}

struct Region {
    first_row: u32,
    last_row: u32,
    first_column: u32,
    last_column: u32,
    text: Vec<u8>,
}

/// A cell that a merged region covers without being its first.
pub(crate) struct Covered<'m> {
    pub(crate) column: u32,
    pub(crate) text: &'m [u8],
}

impl Merges {
    /// Regions side by side of which more would make each row slow; a form has a few dozen.
    const ACTIVE: usize = 4096;

    /// Covered cells in a sheet; a form has hundreds, and a region may span a million rows.
    const COVERED: usize = 8_000_000;

    pub(crate) fn new(regions: &[Dimensions]) -> Self {
        let mut waiting: Vec<Region> = regions
            .iter()
            .map(|region| Region {
                first_row: region.start.0,
                last_row: region.end.0,
                first_column: region.start.1,
                last_column: region.end.1,
                text: Vec::new(),
            })
            .collect();
        waiting.sort_by_key(|region| std::cmp::Reverse(region.first_row));
        Self { waiting, active: Vec::new(), left: Self::COVERED }
    }

    /// Whether regions covered more cells than any real sheet has, so that the rest was left alone.
    pub(crate) fn exhausted(&self) -> bool {
        self.left == 0
    }

    /// Moves to a row, whose own cells `cell` gives; the cells that regions cover in it, within `columns`.
    pub(crate) fn at<'c>(
        &mut self,
        row: u32,
        columns: usize,
        cell: impl Fn(u32) -> &'c [u8],
    ) -> impl Iterator<Item = Covered<'_>> {
        self.active.retain(|region| region.last_row >= row);
        while let Some(mut region) = self.waiting.pop_if(|region| region.first_row <= row) {
            if region.last_row < row || self.active.len() >= Self::ACTIVE {
                continue;
            }
            if region.first_row == row {
                region.text = cell(region.first_column).to_vec();
            }
            self.active.push(region);
        }
        let last = u32::try_from(columns).unwrap_or(u32::MAX).saturating_sub(1);
        let width =
            |region: &Region| (region.last_column.min(last) + 1).saturating_sub(region.first_column) as usize;
        self.left = self.left.saturating_sub(self.active.iter().map(width).sum());
        if self.left == 0 {
            self.active.clear();
            self.waiting.clear();
        }
        self.active.iter().flat_map(move |region| {
            (region.first_column..=region.last_column.min(last))
                .filter(move |column| region.first_row < row || *column > region.first_column)
                .map(|column| Covered { column, text: &region.text })
        })
    }
}
