//! From a list of entries to sorted rows.

use thiserror::Error;

use super::{Csr, Pattern};

/// One entry before it is put into its row.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Entry {
    pub row: u32,
    pub column: u32,
    pub weight: f64,
}

/// An entry that names a row or a column that the matrix does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("entry {at} lies at row {row}, column {column} of a matrix of {rows} rows and {columns} columns")]
#[allow(missing_docs)]
pub struct OutOfShape {
    pub at: usize,
    pub row: u32,
    pub column: u32,
    pub rows: usize,
    pub columns: usize,
}

impl Csr {
    /// Sorted rows; entries of one cell are added in the order in which they are given.
    ///
    /// # Errors
    /// [`OutOfShape`] for the first entry beyond `rows` or `columns`.
    pub fn from_entries(rows: usize, columns: usize, entries: &[Entry]) -> Result<Self, OutOfShape> {
        let outside = |entry: &Entry| entry.row as usize >= rows || entry.column as usize >= columns;
        if let Some((at, entry)) = entries.iter().enumerate().find(|(_, entry)| outside(entry)) {
            return Err(OutOfShape { at, row: entry.row, column: entry.column, rows, columns });
        }
        // Two stable counting passes, the lesser key first, as in a radix sort.
        let by_column = order(columns, entries.len(), |at| entries[at].column, |at| at);
        let by_row = order(rows, entries.len(), |at| entries[by_column[at]].row, |at| by_column[at]);
        let mut csr = Self::with_columns(columns, rows, entries.len());
        let mut last = None;
        for at in by_row {
            let entry = entries[at];
            csr.close_rows(entry.row as usize);
            match csr.weights.last_mut() {
                Some(weight) if last == Some((entry.row, entry.column)) => *weight += entry.weight,
                _ => {
                    csr.targets.push(entry.column);
                    csr.weights.push(entry.weight);
                }
            }
            last = Some((entry.row, entry.column));
        }
        csr.close_rows(rows);
        Ok(csr)
    }
}

impl<W> Csr<W> {
    /// No rows yet; [`Self::close_rows`] ends them.
    pub(super) fn with_columns(columns: usize, rows: usize, entries: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { columns, starts, targets: Vec::with_capacity(entries), weights: Vec::with_capacity(entries) }
    }

    /// Ends the open row and empty ones after it, until there are `rows` of them.
    pub(super) fn close_rows(&mut self, rows: usize) {
        while self.starts.len() <= rows {
            self.starts.push(self.targets.len());
        }
    }

    /// Puts one more entry into the open row; columns have to ascend.
    pub(super) fn push(&mut self, column: u32, weight: W) {
        self.targets.push(column);
        self.weights.push(weight);
    }
}

impl Pattern {
    /// A graph without weights, each arc once; `arcs` are (from, to).
    ///
    /// # Errors
    /// [`OutOfShape`] for the first arc beyond `nodes`.
    pub fn from_arcs(nodes: usize, arcs: &[(u32, u32)]) -> Result<Self, OutOfShape> {
        let entries: Vec<Entry> =
            arcs.iter().map(|(row, column)| Entry { row: *row, column: *column, weight: 1.0 }).collect();
        Ok(Csr::from_entries(nodes, nodes, &entries)?.pattern())
    }
}

/// `value(position)` for all positions below `count`, sorted by `key(position)`, equal keys in order.
fn order(
    keys: usize,
    count: usize,
    key: impl Fn(usize) -> u32,
    value: impl Fn(usize) -> usize,
) -> Vec<usize> {
    let mut next = vec![0; keys + 1];
    for at in 0..count {
        next[key(at) as usize + 1] += 1;
    }
    for key in 0..keys {
        next[key + 1] += next[key];
    }
    let mut sorted = vec![0; count];
    for at in 0..count {
        let place = &mut next[key(at) as usize];
        sorted[*place] = value(at);
        *place += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(row: u32, column: u32, weight: f64) -> Entry {
        Entry { row, column, weight }
    }

    #[test]
    fn rows_are_sorted_and_cells_added_up() {
        let given = [entry(2, 1, 1.0), entry(0, 3, 2.0), entry(2, 0, 4.0), entry(2, 1, 8.0)];
        let csr = Csr::from_entries(4, 4, &given).expect("all entries lie within");
        let all: Vec<_> = csr.iter().map(|(row, column, weight)| (row, column, *weight)).collect();
        assert_eq!(all, [(0, 3, 2.0), (2, 0, 4.0), (2, 1, 9.0)]);
        assert_eq!((csr.rows(), csr.columns(), csr.degree(1), csr.degree(3)), (4, 4, 0, 0));
        assert_eq!((csr.value(2, 1), csr.value(1, 1)), (9.0, 0.0));
    }

    #[test]
    fn what_lies_outside_is_refused() {
        let refused = Csr::from_entries(2, 3, &[entry(0, 2, 1.0), entry(2, 0, 1.0)]);
        assert_eq!(refused, Err(OutOfShape { at: 1, row: 2, column: 0, rows: 2, columns: 3 }));
    }

    #[test]
    fn a_matrix_may_be_empty() {
        let csr = Csr::from_entries(0, 0, &[]).expect("nothing lies outside");
        assert_eq!((csr.rows(), csr.entries()), (0, 0));
    }
}
