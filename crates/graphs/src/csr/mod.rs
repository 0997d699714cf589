//! The one sparse structure under everything: compressed rows, each sorted by column.

mod build;
mod derive;
mod labels;

pub use build::{Entry, OutOfShape};
pub use labels::Labels;

/// A sparse matrix, or a graph with an arc for each entry, in compressed rows.
///
/// Columns ascend within a row and appear once. `W` is the weight of an entry; `Csr<()>` is a bare pattern and keeps
/// no weights at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Csr<W = f64> {
    columns: usize,
    /// Where each row begins in `targets`; one more than there are rows.
    starts: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<W>,
}

/// A graph or an incidence without weights.
pub type Pattern = Csr<()>;

impl<W> Csr<W> {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many entries are stored.
    pub fn entries(&self) -> usize {
        self.targets.len()
    }

    /// The columns of one row, ascending.
    pub fn targets(&self, row: usize) -> &[u32] {
        &self.targets[self.span(row)]
    }

    /// The weights of one row, in the order of [`Self::targets`].
    pub fn weights(&self, row: usize) -> &[W] {
        &self.weights[self.span(row)]
    }

    /// Columns and weights of one row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, &W)> {
        self.targets(row).iter().map(|target| *target as usize).zip(self.weights(row))
    }

    /// How many entries a row has.
    pub fn degree(&self, row: usize) -> usize {
        self.span(row).len()
    }

    /// Where a row lies among all entries: the positions of its arcs.
    pub fn span(&self, row: usize) -> std::ops::Range<usize> {
        self.starts[row]..self.starts[row + 1]
    }

    /// All entries as (row, column, weight), row by row.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, &W)> {
        (0..self.rows()).flat_map(|row| self.row(row).map(move |(column, weight)| (row, column, weight)))
    }

    /// Whether there is such an entry.
    pub fn contains(&self, row: usize, column: usize) -> bool {
        u32::try_from(column).is_ok_and(|column| self.targets(row).binary_search(&column).is_ok())
    }
}

impl Csr {
    /// The stored value, or nought.
    pub fn value(&self, row: usize, column: usize) -> f64 {
        let Ok(column) = u32::try_from(column) else { return 0.0 };
        self.targets(row).binary_search(&column).map_or(0.0, |at| self.weights(row)[at])
    }

    /// The sum of each row.
    pub fn row_sums(&self) -> Vec<f64> {
        (0..self.rows()).map(|row| self.weights(row).iter().sum()).collect()
    }

    /// The sum of each column.
    pub fn column_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns];
        for (_, column, weight) in self.iter() {
            sums[column] += weight;
        }
        sums
    }
}
