//! What was measured of the subjects of a list, before anything weighs.

use serde::{Deserialize, Serialize};

use super::criterion::{Criterion, List, Scale, Unit};
use super::given::Basis;

/// Who or what is ranked, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "number")]
#[allow(missing_docs)]
pub enum Subject {
    Actor(u32),
    Segment(u32),
    Chain(u32),
    Activity(u32),
    /// A community, by the actor in it that is linked most.
    Community(u32),
}

/// Why a criterion has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// No row states it.
    NoDatum,
    /// It is stated in another unit than most of the list.
    OtherUnit,
    /// Not worked out: beyond the limit of the conventions.
    BeyondLimit,
    /// There is nothing to compare with, or the comparison has no meaning.
    NothingToCompare,
}

/// One criterion of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// As measured, or why it was not.
    pub raw: Result<f64, Unknown>,
    /// What it rests on; with no value, what was looked at.
    pub basis: Basis,
}

impl Cell {
    /// A value with its ground.
    pub fn of(raw: f64, basis: Basis) -> Self {
        // What is no number is not known, and never nought.
        Self { raw: if raw.is_finite() { Ok(raw) } else { Err(Unknown::NothingToCompare) }, basis }
    }

    /// A value that is not known.
    pub fn unknown(why: Unknown) -> Self {
        Self { raw: Err(why), basis: Basis::default() }
    }
}

/// All criteria of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Who or what.
    pub subject: Subject,
    /// What makes it a subject of the list: who is where, and belongs to what. Empty where it is that no row does.
    pub ground: Basis,
    /// In the order of the list's criteria.
    pub cells: Vec<Cell>,
    /// Actors that make it so: who is depended on, who is a member. The first are the most important.
    pub involved: Vec<u32>,
}

/// A list before it is ranked. Ranking it again with other weights measures nothing anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    list: List,
    units: Vec<Unit>,
    subjects: Vec<Measurement>,
    /// Row by row, with the list's criteria as columns.
    normalised: Vec<Option<f64>>,
}

impl Measured {
    /// Subjects in the order of their names, which decides between equals; each has a cell for each criterion.
    ///
    /// # Panics
    /// If a subject has another number of cells than the list has criteria.
    pub fn new(list: List, subjects: Vec<Measurement>) -> Self {
        let criteria = list.criteria();
        assert!(subjects.iter().all(|one| one.cells.len() == criteria.len()), "a cell for each criterion");
        let mut normalised = vec![None; subjects.len() * criteria.len()];
        for (column, criterion) in criteria.iter().enumerate() {
            let raw: Vec<Option<f64>> = subjects.iter().map(|one| one.cells[column].raw.ok()).collect();
            let found = normalise(criterion.scale(), &raw);
            found
                .into_iter()
                .enumerate()
                .for_each(|(row, value)| normalised[row * criteria.len() + column] = value);
        }
        Self { list, units: criteria.iter().map(|one| one.unit()).collect(), subjects, normalised }
    }

    /// The same with sizes counted in another unit.
    #[must_use]
    pub(super) fn sizes_in(mut self, unit: Unit) -> Self {
        let criteria = self.list.criteria().iter().zip(&mut self.units);
        criteria.filter(|(one, _)| **one == Criterion::Size).for_each(|(_, own)| *own = unit);
        self
    }

    /// Which list.
    pub fn list(&self) -> List {
        self.list
    }

    /// The unit of each criterion's raw values.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// All subjects in the order of their names.
    pub fn subjects(&self) -> &[Measurement] {
        &self.subjects
    }

    /// The normalised values of one subject.
    pub fn normalised(&self, row: usize) -> &[Option<f64>] {
        let width = self.list.criteria().len();
        &self.normalised[row * width..(row + 1) * width]
    }
}

/// Between 0 and 1 by a scale; what is not known stays so.
pub fn normalise(scale: Scale, raw: &[Option<f64>]) -> Vec<Option<f64>> {
    let greatest = raw.iter().flatten().copied().fold(0.0, f64::max);
    let of = |value: f64| {
        let part = match scale {
            Scale::Share => value,
            Scale::OfGreatest if greatest > 0.0 => value / greatest,
            Scale::Logistic => 1.0 / (1.0 + (-value).exp()),
            _ => 0.0,
        };
        part.clamp(0.0, 1.0)
    };
    raw.iter().map(|value| value.map(of)).collect()
}
