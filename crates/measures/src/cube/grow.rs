use std::ops::Range;
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;

use super::OfMeasure;
use super::arrivals::Arrived;
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
        let (rows, stretches) = by_territory(arriving, moved);
        let touched = stretches.iter().filter(|stretch| !stretch.is_empty());
        if touched.clone().count() * FEW_OF >= known.iter().flatten().count() {
            return Self::All(together(known, &rows, &stretches, facts));
        }
        let alone = |(territory, stretch): (TerritoryIndex, &Range<usize>)| {
            let mut all = Vec::new();
            join(&mut all, series(known, territory), &rows[stretch.clone()]);
            let columns = Arc::new(Columns::new(&all));
            (territory, Series::new(&columns, 0..all.len(), facts))
        };
        let numbered = (0..).map(TerritoryIndex).zip(&stretches);
        Self::These(numbered.filter(|(_, stretch)| !stretch.is_empty()).map(alone).collect())
    }
}

/// The rows of one territory after the other, and where those of each are.
fn by_territory(arriving: &[Arrived], moved: &Moved) -> (Vec<Row>, Vec<Range<usize>>) {
    let territories = arriving.iter().map(|(territory, _)| territory.at() + 1).max().unwrap_or(0);
    let mut stretches = vec![0..0; territories];
    arriving.iter().for_each(|(territory, _)| stretches[territory.at()].end += 1);
    let mut begin = 0;
    for stretch in &mut stretches {
        let count = stretch.end;
        // They end where they begin until they are there.
        *stretch = begin..begin;
        begin += count;
    }
    let mut rows: Vec<Row> = arriving.iter().map(|(_, row)| *row).collect();
    for (territory, row) in arriving {
        let end = &mut stretches[territory.at()].end;
        rows[*end] = moved.row(*row);
        *end += 1;
    }
    (rows, stretches)
}

/// All series in the same columns.
fn together(known: &[Option<Series>], rows: &[Row], stretches: &[Range<usize>], facts: &Facts) -> OfMeasure {
    let territories = known.len().max(stretches.len());
    let count = known.iter().flatten().map(Series::len).sum::<usize>() + rows.len();
    let mut all: Vec<Row> = Vec::with_capacity(count);
    let mut joined = Vec::with_capacity(territories);
    for territory in (0..).map(TerritoryIndex).take(territories) {
        let new = stretches.get(territory.at()).map_or(0..0, Range::clone);
        let begin = all.len();
        join(&mut all, series(known, territory), &rows[new]);
        joined.push(begin..all.len());
    }
    let columns = Arc::new(Columns::new(&all));
    let of = |rows: Range<usize>| (!rows.is_empty()).then(|| Series::new(&columns, rows, facts));
    joined.into_iter().map(of).collect()
}

fn series(known: &[Option<Series>], territory: TerritoryIndex) -> Option<&Series> {
    known.get(territory.at())?.as_ref()
}

/// Appends the rows of a series and those that it gets, in order.
fn join(all: &mut Vec<Row>, known: Option<&Series>, arriving: &[Row]) {
    let begin = all.len();
    all.extend(known.into_iter().flat_map(Series::rows));
    all.extend_from_slice(arriving);
    let period = |row: &Row| row.period;
    if !arriving.is_empty() && !all[begin..].is_sorted_by_key(period) {
        // Two stretches that are in order are merged, which this sort makes use of.
        all[begin..].sort_by_key(period);
    }
}
