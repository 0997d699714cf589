use std::ops::Range;
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Month, Period};

use super::Observation;
use super::columns::Columns;
use super::facts::{Fact, Facts, Number, Row};
use crate::MeasureIndex;

/// All that is known of one measure in one territory, by the end of its periods: a stretch of columns, which may hold
/// other territories too.
#[derive(Debug, Clone)]
pub(super) struct Series {
    columns: Arc<Columns>,
    begin: usize,
    end: usize,
    has_corrections: bool,
    /// How many months every row covers, where all cover as many.
    months: Option<u16>,
}

impl Series {
    /// A stretch of some columns.
    pub fn new(columns: &Arc<Columns>, rows: Range<usize>, facts: &Facts) -> Self {
        let months = |row: usize| columns.period(row).months();
        let first = rows.clone().next().map(months);
        Self {
            has_corrections: facts.has_corrections()
                && columns
                    .kept_ids()
                    .is_some_and(|ids| ids[rows.clone()].iter().any(|id| facts.corrected_by(*id).is_some())),
            months: first.filter(|first| rows.clone().all(|row| months(row) == *first)),
            columns: Arc::clone(columns),
            begin: rows.start,
            end: rows.end,
        }
    }

    pub const fn len(&self) -> usize {
        self.end - self.begin
    }

    /// Its rows.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        (self.begin..self.end).map(|row| self.columns.row(row))
    }

    /// The same as seen in its cube.
    pub const fn view<'c>(
        &'c self,
        facts: &'c Facts,
        measure: MeasureIndex,
        territory: TerritoryIndex,
    ) -> SeriesView<'c> {
        SeriesView { series: self, begin: self.begin, end: self.end, facts, measure, territory }
    }
}

/// A series, or a stretch of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeriesView<'c> {
    series: &'c Series,
    begin: usize,
    end: usize,
    facts: &'c Facts,
    measure: MeasureIndex,
    territory: TerritoryIndex,
}

/// One observation where it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observed<'c> {
    row: usize,
    view: SeriesView<'c>,
}

impl<'c> SeriesView<'c> {
    /// The observations of the stretch.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Observed<'c>> + Clone {
        (self.begin..self.end).map(move |row| Observed { row, view: self })
    }

    /// The observation of a stretch of just one.
    pub fn only(self) -> Option<Observed<'c>> {
        (self.end - self.begin == 1).then_some(Observed { row: self.begin, view: self })
    }

    /// Whether any observation of the series corrects another.
    pub const fn has_corrections(self) -> bool {
        self.series.has_corrections
    }

    /// How many months each observation covers, where all cover as many: then none is a part of another.
    pub const fn months_of_each(self) -> Option<u16> {
        self.series.months
    }

    /// Those of exactly one period.
    pub fn of(self, period: Period) -> Self {
        self.between(|other| *other < period, |other| *other <= period)
    }

    /// Those whose period ends with a month.
    pub fn ending_with(self, month: Month) -> Self {
        self.between(|period| period.last() < month, |period| period.last() <= month)
    }

    /// Those whose period ends within another.
    pub fn ending_within(self, period: Period) -> Self {
        self.between(|other| other.last() < period.first(), |other| other.last() <= period.last())
    }

    /// The stretches of observations of one period.
    pub fn runs(self) -> impl Iterator<Item = (Period, Self)> {
        let periods = self.series.columns.periods().of(self.begin..self.end);
        let mut next = 0;
        std::iter::from_fn(move || {
            let (first, period) = (next, *periods.get(next)?);
            next += 1 + periods[next + 1..].iter().take_while(|other| **other == period).count();
            Some((period, self.rows(first..next)))
        })
    }

    /// A stretch of the stretch.
    pub const fn rows(self, rows: Range<usize>) -> Self {
        Self { begin: self.begin + rows.start, end: self.begin + rows.end, ..self }
    }

    /// The periods of the measure, and for each observation which of them it has; where that is not known, its
    /// period.
    pub fn coded_periods(self) -> Result<(&'c [Period], &'c [u8]), Vec<Period>> {
        let (periods, rows) = (self.series.columns.periods(), self.begin..self.end);
        periods.coded(rows.clone()).ok_or_else(|| periods.of(rows))
    }

    /// The number of an observation of a stretch of just one, for those who look at very many.
    #[inline]
    pub fn only_number(self) -> Option<Number> {
        (self.end - self.begin == 1).then(|| self.series.columns.number(self.begin))
    }

    /// What they have in common with others.
    pub const fn facts(self) -> &'c Facts {
        self.facts
    }

    fn between(self, before: impl Fn(&Period) -> bool, until: impl Fn(&Period) -> bool) -> Self {
        let rows = self.series.columns.periods().between(self.begin..self.end, before, until);
        Self { begin: rows.start, end: rows.end, ..self }
    }
}

impl<'c> Observed<'c> {
    /// What was counted.
    pub fn number(self) -> Number {
        self.view.series.columns.number(self.row)
    }

    fn row(self) -> Row {
        self.view.series.columns.row(self.row)
    }

    pub fn id(self) -> i64 {
        self.view.facts.id(self.view.measure, self.view.territory, &self.row())
    }

    pub fn period(self) -> Period {
        self.view.series.columns.period(self.row)
    }

    pub fn value(self) -> Decimal {
        self.view.facts.value(self.number())
    }

    /// What it has in common with others.
    pub fn fact(self) -> &'c Fact {
        self.view.facts.of(self.number())
    }

    /// The whole observation.
    pub fn unpacked(self) -> Observation {
        self.view.facts.unpack(self.view.measure, self.view.territory, &self.row())
    }

    pub const fn measure(self) -> MeasureIndex {
        self.view.measure
    }

    /// The observations of its series that correct it.
    pub fn corrections(self) -> impl Iterator<Item = Self> {
        let series = self.view.series;
        let rows = if series.has_corrections { series.begin..series.end } else { 0..0 };
        let view = self.view;
        let corrects = move |other: &Self| view.facts.corrected_by(other.id()) == Some(self.id());
        rows.map(move |row| Self { row, view }).filter(corrects)
    }
}
