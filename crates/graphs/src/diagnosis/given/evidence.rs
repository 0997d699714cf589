//! What a number rests on.

use lanbai_kernel::{NaiveDate, Origin};
use serde::{Deserialize, Serialize};

/// How many rows a basis names; it counts all of them.
const NAMED: usize = 8;

/// The kind of row that is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Table {
    Actor,
    Membership,
    Supply,
    SegmentLink,
    /// What a territory has of an activity.
    Structure,
    /// Backward and forward linkage of a sector.
    Linkage,
    Import,
    Declaration,
    Flow,
}

/// One row with its source and day. `row` and `source` are numbers that whoever gave them can look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Evidence {
    pub table: Table,
    pub row: u32,
    pub source: Option<u32>,
    /// When the datum was known.
    pub date: Option<NaiveDate>,
    pub origin: Origin,
}

/// All rows that a number rests on: a few by name, all by count, with the first and last day and the weakest origin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Basis {
    /// The first of them in their order, at most eight.
    pub rows: Vec<Evidence>,
    /// How many there are. A row that serves two parts of a number counts twice.
    pub count: usize,
    /// How many of them have no day.
    pub undated: usize,
    /// First day.
    pub oldest: Option<NaiveDate>,
    /// Last day.
    pub newest: Option<NaiveDate>,
    /// The weakest; sample if any row is sample. None if it rests on no row.
    pub origin: Option<Origin>,
}

impl Basis {
    /// Of one row.
    pub fn of(evidence: &Evidence) -> Self {
        Self::all(std::iter::once(evidence))
    }

    /// Of all these rows.
    pub fn all<'e>(rows: impl IntoIterator<Item = &'e Evidence>) -> Self {
        let mut basis = Self::default();
        rows.into_iter().for_each(|row| basis.add(row));
        basis
    }

    /// Rests on one more row. The named ones are the first in their own order, however they come.
    pub fn add(&mut self, row: &Evidence) {
        self.name(row);
        self.count += 1;
        self.undated += usize::from(row.date.is_none());
        self.widen(row.date, row.date, Some(row.origin));
    }

    /// Rests on all that another rests on.
    pub fn merge(&mut self, other: &Self) {
        other.rows.iter().for_each(|row| self.name(row));
        self.weigh(other);
    }

    /// As [`Self::merge`], but names none of the other's rows: for what everything in a network rests on.
    pub fn weigh(&mut self, other: &Self) {
        self.count += other.count;
        self.undated += other.undated;
        self.widen(other.oldest, other.newest, other.origin);
    }

    /// Whether anything that it rests on was invented.
    pub fn is_sample(&self) -> bool {
        self.origin == Some(Origin::Sample)
    }

    fn name(&mut self, row: &Evidence) {
        if let Err(place) = self.rows.binary_search(row)
            && place < NAMED
        {
            self.rows.insert(place, *row);
            self.rows.truncate(NAMED);
        }
    }

    fn widen(&mut self, oldest: Option<NaiveDate>, newest: Option<NaiveDate>, origin: Option<Origin>) {
        self.oldest = [self.oldest, oldest].into_iter().flatten().min();
        self.newest = self.newest.max(newest);
        self.origin = self.origin.max(origin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: u32, day: Option<u32>, origin: Origin) -> Evidence {
        let date = day.and_then(|day| NaiveDate::from_ymd_opt(2025, 1, day));
        Evidence { table: Table::Actor, row, source: None, date, origin }
    }

    #[test]
    fn a_basis_is_as_weak_as_its_weakest_row_and_as_old_as_its_oldest() {
        let rows = [
            row(3, Some(5), Origin::Published),
            row(1, None, Origin::Sample),
            row(2, Some(9), Origin::Derived),
        ];
        let basis = Basis::all(&rows);
        assert!(basis.is_sample());
        assert_eq!((basis.count, basis.undated), (3, 1));
        assert_eq!((basis.oldest, basis.newest), (rows[0].date, rows[2].date));
        assert_eq!(basis.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn only_the_first_rows_are_named_in_whatever_order_they_come() {
        let rows: Vec<Evidence> = (0..20).map(|at| row(at, None, Origin::Reported)).collect();
        let (ahead, back) = (Basis::all(&rows), Basis::all(rows.iter().rev()));
        assert_eq!(ahead, back);
        assert_eq!((ahead.rows.len(), ahead.count), (NAMED, 20));
    }
}
