//! Where on an axis of periods the rows of a series answer.

use std::ops::Range;

use lanbai_kernel::{Month, Period};

use crate::OverTime;
use crate::cube::SeriesView;

/// Ascending periods, found by the month with which they end.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    periods: Vec<Period>,
    /// How many periods end before each month, from the first on with which one ends, and how many there are.
    before: Vec<usize>,
}

impl Places {
    pub fn new(periods: Vec<Period>) -> Self {
        let (first, last) = (periods.first().map(|p| p.last()), periods.last().map(|p| p.last()));
        let months =
            first.zip(last).and_then(|(first, last)| last.since(first)).map_or(0, |months| months + 1);
        let mut before = vec![0; months + 1];
        for period in &periods {
            if let Some(month) = first.and_then(|first| period.last().since(first)) {
                before[month + 1] += 1;
            }
        }
        (1..before.len()).for_each(|month| before[month] += before[month - 1]);
        Self { periods, before }
    }

    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    #[inline]
    fn ending_with(&self, month: Month) -> Range<usize> {
        let place = self.periods.first().and_then(|first| month.since(first.last()));
        let around = place.and_then(|month| self.before.get(month..month + 2));
        around.map_or(0..0, |around| around[0]..around[1])
    }
}

/// Finds the places of very many series; rows that share their periods share the search.
pub(crate) struct Finder<'p> {
    places: &'p Places,
    over_time: OverTime,
    /// The few periods that were looked up last, and where each of them answers.
    known: (&'p [Period], Vec<Spot>),
    spots: Vec<Spot>,
}

/// Where a row answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    /// Rows for the same are rivals.
    pub counts_for: Period,
    begin: u32,
    end: u32,
}

impl Spot {
    /// By their number.
    #[inline]
    pub fn places(self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }
}

impl<'p> Finder<'p> {
    pub const fn new(places: &'p Places, over_time: OverTime) -> Self {
        Self { places, over_time, known: (&[], Vec::new()), spots: Vec::new() }
    }

    /// The period of each place.
    pub fn periods(&self) -> &'p [Period] {
        &self.places.periods
    }

    /// Where each row of a series answers.
    pub fn spots(&mut self, series: SeriesView<'p>) -> &[Spot] {
        self.spots.clear();
        match series.coded_periods() {
            Ok((few, codes)) => {
                if !std::ptr::eq(few, self.known.0) {
                    self.known = (few, few.iter().map(|period| self.spot(*period)).collect());
                }
                self.spots.extend(codes.iter().map(|code| self.known.1[usize::from(*code)]));
            }
            Err(periods) => {
                let spots: Vec<Spot> = periods.into_iter().map(|period| self.spot(period)).collect();
                self.spots.extend(spots);
            }
        }
        &self.spots
    }

    fn spot(&self, period: Period) -> Spot {
        let ending = self.places.ending_with(period.last());
        let places = if self.over_time == OverTime::End {
            ending
        } else {
            let own = ending.clone().find(|place| self.places.periods[*place] == period);
            own.map_or(ending.end..ending.end, |own| own..own + 1)
        };
        let count = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let month = || Period::new(period.last(), period.last());
        let counts_for = if self.over_time == OverTime::End { month().unwrap_or(period) } else { period };
        Spot { counts_for, begin: count(places.start), end: count(places.end) }
    }
}
