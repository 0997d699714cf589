//! Other matrices made of one: turned over, without weights, without some entries.

use super::{Csr, Pattern};

impl<W: Copy> Csr<W> {
    /// Rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut next = vec![0_usize; self.columns + 1];
        for target in &self.targets {
            next[*target as usize + 1] += 1;
        }
        for column in 0..self.columns {
            next[column + 1] += next[column];
        }
        let starts = next.clone();
        // Overwritten below; any weight will do, and without one there is nothing to overwrite.
        let mut weights = self.weights.clone();
        let mut targets = vec![0; self.targets.len()];
        for row in 0..self.rows() {
            for at in self.span(row) {
                let place = &mut next[self.targets[at] as usize];
                targets[*place] = index(row);
                weights[*place] = self.weights[at];
                *place += 1;
            }
        }
        Self { columns: self.rows(), starts, targets, weights }
    }

    /// The entries that `keep(row, column, weight)` wants, each with the weight that it gives.
    #[must_use]
    pub fn filtered<V>(&self, mut keep: impl FnMut(usize, usize, W) -> Option<V>) -> Csr<V> {
        let mut csr = Csr::with_columns(self.columns, self.rows(), self.targets.len());
        for row in 0..self.rows() {
            for (column, weight) in self.row(row) {
                if let Some(weight) = keep(row, column, *weight) {
                    csr.push(index(column), weight);
                }
            }
            csr.close_rows(row + 1);
        }
        csr
    }

    /// Only these rows and columns, both ascending, renumbered in their order.
    #[must_use]
    pub fn part(&self, rows: &[usize], columns: &[usize]) -> Self {
        let mut places = vec![None; self.columns];
        for (place, column) in columns.iter().enumerate() {
            places[*column] = Some(index(place));
        }
        let mut csr = Self::with_columns(columns.len(), rows.len(), self.targets.len());
        for (place, row) in rows.iter().enumerate() {
            for (column, weight) in self.row(*row) {
                if let Some(column) = places[column] {
                    csr.push(column, *weight);
                }
            }
            csr.close_rows(place + 1);
        }
        csr
    }

    /// Where there are entries, without their weights.
    pub fn pattern(&self) -> Pattern {
        self.filtered(|_, _, _| Some(()))
    }
}

impl Csr {
    /// A square matrix plus its mirror image without loops: the undirected graph of what is linked either way.
    /// Weights of both directions are added.
    #[must_use]
    pub fn undirected(&self) -> Self {
        let turned = self.transposed();
        let mut csr = Self::with_columns(self.columns, self.rows(), 2 * self.targets.len());
        for row in 0..self.rows() {
            let (mut here, mut there) = (self.row(row).peekable(), turned.row(row).peekable());
            loop {
                let next = match (here.peek(), there.peek()) {
                    (Some((a, _)), Some((b, _))) => *a.min(b),
                    (Some((a, _)), None) | (None, Some((a, _))) => *a,
                    (None, None) => break,
                };
                let one = here.next_if(|(column, _)| *column == next).map_or(0.0, |(_, weight)| *weight);
                let other = there.next_if(|(column, _)| *column == next).map_or(0.0, |(_, weight)| *weight);
                if next != row {
                    csr.push(index(next), one + other);
                }
            }
            csr.close_rows(row + 1);
        }
        csr
    }
}

/// Rows and columns are numbered by `u32` in entries, so that none can exceed it.
fn index(at: usize) -> u32 {
    u32::try_from(at).expect("a matrix is built from entries numbered by u32")
}

#[cfg(test)]
mod tests {
    use crate::csr::{Csr, Entry};

    fn csr(entries: &[(u32, u32, f64)]) -> Csr {
        let entries: Vec<Entry> = entries
            .iter()
            .map(|(row, column, weight)| Entry { row: *row, column: *column, weight: *weight })
            .collect();
        Csr::from_entries(3, 3, &entries).expect("all entries lie within")
    }

    #[test]
    fn turning_twice_changes_nothing() {
        let one = csr(&[(0, 2, 1.0), (1, 0, 2.0), (1, 2, 3.0), (2, 2, 4.0)]);
        assert_eq!(one.transposed(), csr(&[(2, 0, 1.0), (0, 1, 2.0), (2, 1, 3.0), (2, 2, 4.0)]));
        assert_eq!(one.transposed().transposed(), one);
    }

    #[test]
    fn both_directions_become_one_link_without_loops() {
        let one = csr(&[(0, 1, 1.0), (1, 0, 2.0), (1, 2, 4.0), (2, 2, 8.0)]);
        assert_eq!(one.undirected(), csr(&[(0, 1, 3.0), (1, 0, 3.0), (1, 2, 4.0), (2, 1, 4.0)]));
    }

    #[test]
    fn a_part_is_renumbered() {
        let one = csr(&[(0, 0, 1.0), (0, 2, 2.0), (2, 1, 3.0), (2, 2, 4.0)]);
        let part = one.part(&[0, 2], &[2]);
        assert_eq!((part.rows(), part.columns()), (2, 1));
        assert_eq!((part.value(0, 0), part.value(1, 0)), (2.0, 4.0));
    }
}
