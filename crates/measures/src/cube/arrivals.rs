use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Origin, Period};

use super::facts::{Facts, Row};
use super::{Identity, Observation};
use crate::MeasureIndex;

/// Observations on their way into a cube: packed as they come, and sorted out when the cube takes them in.
#[derive(Debug, Default)]
pub struct Arrivals {
    pub(super) facts: Facts,
    /// By the number of the measure.
    pub(super) rows: Vec<Vec<Arrived>>,
    /// How many there are.
    count: usize,
}

/// A row and its territory.
pub(super) type Arrived = (TerritoryIndex, Row);

impl Arrivals {
    /// None yet, from a lake that makes ids in this way.
    pub fn identified_by(identity: Arc<dyn Identity>) -> Self {
        Self { facts: Facts::identified_by(identity), ..Self::default() }
    }

    /// One more.
    pub fn push(&mut self, observation: &Observation) {
        let row = self.facts.pack(observation);
        self.of(observation.measure).push((observation.territory, row));
        self.count += 1;
    }

    /// Others after these.
    pub fn append(&mut self, others: Self) {
        if self.is_empty() {
            *self = others;
            return;
        }
        let moved = self.facts.absorb(&others.facts);
        for (measure, rows) in (0..).map(MeasureIndex).zip(others.rows) {
            let rows = rows.into_iter().map(|(territory, row)| (territory, moved.row(row)));
            self.of(measure).extend(rows);
        }
        self.count += others.count;
    }

    fn of(&mut self, measure: MeasureIndex) -> &mut Vec<Arrived> {
        if self.rows.len() <= measure.at() {
            self.rows.resize_with(measure.at() + 1, Vec::new);
        }
        &mut self.rows[measure.at()]
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The measures and territories that they speak of, each pair once.
    pub fn series(&self) -> impl Iterator<Item = (MeasureIndex, TerritoryIndex)> {
        (0..).map(MeasureIndex).zip(&self.rows).flat_map(|(measure, rows)| {
            let mut has_rows = Vec::new();
            for (territory, _) in rows {
                if has_rows.len() <= territory.at() {
                    has_rows.resize(territory.at() + 1, false);
                }
                has_rows[territory.at()] = true;
            }
            let numbered = (0..).map(TerritoryIndex).zip(has_rows);
            numbered.filter(|(_, has)| *has).map(move |(territory, _)| (measure, territory))
        })
    }

    /// Tells of each what an overview needs, by measure.
    pub fn each(&self, mut tell: impl FnMut(MeasureIndex, Origin, Period)) {
        for (measure, rows) in (0..).map(MeasureIndex).zip(&self.rows) {
            rows.iter().for_each(|(_, row)| tell(measure, self.facts.of(row.number).origin, row.period));
        }
    }
}

impl<'o> FromIterator<&'o Observation> for Arrivals {
    fn from_iter<I: IntoIterator<Item = &'o Observation>>(observations: I) -> Self {
        let mut arrivals = Self::default();
        observations.into_iter().for_each(|observation| arrivals.push(observation));
        arrivals
    }
}
