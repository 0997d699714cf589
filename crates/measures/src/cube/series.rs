use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Month, Period};

use super::Observation;
use super::facts::{Fact, Facts, Row};
use crate::MeasureIndex;

/// All that is known of one measure in one territory, by the end of its periods.
#[derive(Debug, Clone, Default)]
pub(super) struct Series {
    rows: Box<[Row]>,
    has_corrections: bool,
    /// How many months every row covers, where all cover as many.
    months: Option<u16>,
}

impl Series {
    pub fn new(mut rows: Vec<Row>, facts: &Facts) -> Self {
        let order = |row: &Row| (row.period, row.id);
        if !rows.is_sorted_by_key(order) {
            rows.sort_unstable_by_key(order);
        }
        let first = rows.first().map(|row| row.period.months());
        Self {
            has_corrections: rows.iter().any(|row| facts.corrected_by(row).is_some()),
            months: first.filter(|months| rows.iter().all(|row| row.period.months() == *months)),
            rows: rows.into(),
        }
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The same as seen in its cube.
    pub fn view<'c>(
        &'c self,
        facts: &'c Facts,
        measure: MeasureIndex,
        territory: TerritoryIndex,
    ) -> SeriesView<'c> {
        SeriesView { series: self, rows: &self.rows, facts, measure, territory }
    }
}

/// A series, or a stretch of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeriesView<'c> {
    series: &'c Series,
    rows: &'c [Row],
    facts: &'c Facts,
    measure: MeasureIndex,
    territory: TerritoryIndex,
}

/// One observation where it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observed<'c> {
    row: &'c Row,
    view: SeriesView<'c>,
}

impl<'c> SeriesView<'c> {
    /// The observations of the stretch.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Observed<'c>> + Clone {
        self.rows.iter().map(move |row| Observed { row, view: self })
    }

    /// The observation of a stretch of just one.
    pub fn only(self) -> Option<Observed<'c>> {
        if let [row] = self.rows { Some(Observed { row, view: self }) } else { None }
    }

    /// Whether any observation of the series corrects another.
    pub const fn has_corrections(self) -> bool {
        self.series.has_corrections
    }

    /// How many months each observation covers, where all cover as many: then none is a part of another.
    pub fn months_of_each(self) -> Option<u16> {
        self.series.months
    }

    /// Those of exactly one period.
    pub fn of(self, period: Period) -> Self {
        self.between(|row| row.period < period, |row| row.period <= period)
    }

    /// Those whose period ends with a month.
    pub fn ending_with(self, month: Month) -> Self {
        self.between(|row| row.period.last() < month, |row| row.period.last() <= month)
    }

    /// Those whose period ends within another.
    pub fn ending_within(self, period: Period) -> Self {
        self.between(|row| row.period.last() < period.first(), |row| row.period.last() <= period.last())
    }

    /// The stretches of observations of one period.
    pub fn runs(self) -> impl Iterator<Item = (Period, Self)> {
        self.rows
            .chunk_by(|a, b| a.period == b.period)
            .map(move |rows| (rows[0].period, Self { rows, ..self }))
    }

    /// The observations as they lie there, for those who look at very many.
    pub const fn rows(self) -> &'c [Row] {
        self.rows
    }

    /// What they have in common with others.
    pub const fn facts(self) -> &'c Facts {
        self.facts
    }

    fn between(self, before: impl Fn(&Row) -> bool, until: impl Fn(&Row) -> bool) -> Self {
        let rest = &self.rows[self.rows.partition_point(before)..];
        // They are few, and lie together.
        let end = rest.iter().position(|row| !until(row)).unwrap_or(rest.len());
        Self { rows: &rest[..end], ..self }
    }
}

impl<'c> Observed<'c> {
    pub const fn id(self) -> i64 {
        self.row.id
    }

    pub const fn period(self) -> Period {
        self.row.period
    }

    pub fn value(self) -> Decimal {
        self.view.facts.value(self.row)
    }

    /// What it has in common with others.
    pub fn fact(self) -> &'c Fact {
        self.view.facts.of(self.row)
    }

    /// The whole observation.
    pub fn unpacked(self) -> Observation {
        self.view.facts.unpack(self.view.measure, self.view.territory, self.row)
    }

    pub const fn measure(self) -> MeasureIndex {
        self.view.measure
    }

    /// The observations of its series that correct it.
    pub fn corrections(self) -> impl Iterator<Item = Self> {
        let series = self.view.series;
        let rows = if series.has_corrections { series.rows() } else { &[] };
        let corrects = move |row: &&Row| self.view.facts.corrected_by(row) == Some(self.id());
        rows.iter().filter(corrects).map(move |row| Observed { row, view: self.view })
    }
}
