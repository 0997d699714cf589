use std::ops::Range;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Origin, Period};
use rustc_hash::FxHashMap;

use super::Observation;
use super::facts::{Facts, Row};
use crate::MeasureIndex;

/// Where a series belongs.
pub(super) type Key = (MeasureIndex, TerritoryIndex);

/// Observations on their way into a cube: packed as they come, and sorted out when the cube takes them in.
#[derive(Debug, Default)]
pub struct Arrivals {
    pub(super) facts: Facts,
    pub(super) rows: Vec<Row>,
    /// The series of the rows in their order: which, and how many rows in a row.
    pub(super) runs: Vec<(usize, usize)>,
    /// The series that have rows, each once.
    pub(super) series: Vec<Key>,
    places: FxHashMap<Key, usize>,
}

impl Arrivals {
    /// One more.
    pub fn push(&mut self, observation: &Observation) {
        let key = (observation.measure, observation.territory);
        self.rows.push(self.facts.pack(observation));
        if let Some((series, count)) = self.runs.last_mut()
            && self.series[*series] == key
        {
            *count += 1;
            return;
        }
        let series = *self.places.entry(key).or_insert_with(|| {
            self.series.push(key);
            self.series.len() - 1
        });
        self.runs.push((series, 1));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The measures and territories that they speak of, each pair once.
    pub fn series(&self) -> &[(MeasureIndex, TerritoryIndex)] {
        &self.series
    }

    /// Tells of each what an overview needs, in the order of their arrival.
    pub fn each(&self, mut tell: impl FnMut(MeasureIndex, Origin, Period)) {
        let mut rows = self.rows.iter();
        for (series, count) in &self.runs {
            let (measure, _) = self.series[*series];
            rows.by_ref().take(*count).for_each(|row| tell(measure, self.facts.of(row).origin, row.period));
        }
    }

    /// The rows of one series after the other, and where those of each begin and end.
    pub(super) fn by_series(&self) -> (Vec<Row>, Vec<Range<usize>>) {
        let mut ranges = vec![0..0; self.series.len()];
        self.runs.iter().for_each(|(series, count)| ranges[*series].end += count);
        let mut begin = 0;
        for range in &mut ranges {
            let count = range.end;
            // They end where they begin until they are there.
            *range = begin..begin;
            begin += count;
        }
        let mut sorted = self.rows.clone();
        let mut arriving = &self.rows[..];
        for (series, count) in &self.runs {
            let (run, rest) = arriving.split_at(*count);
            let end = &mut ranges[*series].end;
            sorted[*end..*end + count].copy_from_slice(run);
            *end += count;
            arriving = rest;
        }
        (sorted, ranges)
    }
}

impl<'o> FromIterator<&'o Observation> for Arrivals {
    fn from_iter<I: IntoIterator<Item = &'o Observation>>(observations: I) -> Self {
        let mut arrivals = Self::default();
        observations.into_iter().for_each(|observation| arrivals.push(observation));
        arrivals
    }
}
