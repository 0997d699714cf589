use std::ops::Range;
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;

use super::OfMeasure;
use super::arrivals::{Arrived, stretches};
use super::columns::Columns;
use super::facts::{Facts, Moved, Row};
use super::series::Series;

/// What becomes of the series of one measure.
pub(super) enum Grown {
    /// All of them, side by side in the same columns.
    All(OfMeasure),
    /// These, each in columns of its own; the others stay as they are.
    These(Vec<(TerritoryIndex, Series)>),
}

impl Grown {
    /// The series of one measure with the rows that they get, whose facts are the cube's already.
    pub fn new(known: &[Option<Series>], arriving: &[Arrived], moved: &Moved, facts: &Facts) -> Self {
        /// Of so many series one is changed alone. Of fewer, all lie together again.
        const FEW_OF: usize = 4;
        let mut rows: Vec<Arrived> = arriving.iter().map(|(t, row)| (*t, moved.row(*row))).collect();
        // Rows come in long stretches that are in order, which this sort makes use of.
        rows.sort_by_key(|(territory, row)| (*territory, order(row)));
        let touched = stretches(&rows).count();
        if touched * FEW_OF < known.iter().flatten().count() {
            let alone = |(territory, stretch): (TerritoryIndex, Range<usize>)| {
                let mut all = Vec::new();
                join(&mut all, series(known, territory), &rows[stretch]);
                let columns = Arc::new(Columns::new(&all));
                (territory, Series::new(&columns, 0..all.len(), facts))
            };
            return Self::These(stretches(&rows).map(alone).collect());
        }
        Self::All(together(known, &rows, facts))
    }
}

/// All series in the same columns.
fn together(known: &[Option<Series>], rows: &[Arrived], facts: &Facts) -> OfMeasure {
    let territories = known.len().max(rows.last().map_or(0, |(territory, _)| territory.at() + 1));
    let count = known.iter().flatten().map(Series::len).sum::<usize>() + rows.len();
    let mut all: Vec<Row> = Vec::with_capacity(count);
    let mut arriving = stretches(rows).peekable();
    let mut ranges = Vec::with_capacity(territories);
    for territory in (0..).map(TerritoryIndex).take(territories) {
        let new = arriving.next_if(|(other, _)| *other == territory).map_or(0..0, |(_, stretch)| stretch);
        let begin = all.len();
        join(&mut all, series(known, territory), &rows[new]);
        ranges.push(begin..all.len());
    }
    let columns = Arc::new(Columns::new(&all));
    let of = |rows: Range<usize>| (!rows.is_empty()).then(|| Series::new(&columns, rows, facts));
    ranges.into_iter().map(of).collect()
}

fn series(known: &[Option<Series>], territory: TerritoryIndex) -> Option<&Series> {
    known.get(territory.at())?.as_ref()
}

/// Appends the rows of a series and those that it gets, in order.
fn join(all: &mut Vec<Row>, known: Option<&Series>, arriving: &[Arrived]) {
    let begin = all.len();
    all.extend(known.into_iter().flat_map(Series::rows));
    all.extend(arriving.iter().map(|(_, row)| *row));
    if !arriving.is_empty() && !all[begin..].is_sorted_by_key(order) {
        all[begin..].sort_by_key(order);
    }
}

fn order(row: &Row) -> impl Ord + use<> {
    (row.period, row.id)
}
