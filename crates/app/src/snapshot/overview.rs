use std::collections::{BTreeSet, HashMap};

use lanbai_kernel::{Origin, Period};
use lanbai_measures::{MeasureIndex, Observation};

/// What kinds of observations there are, kept so that no question has to look at all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Overview {
    years: BTreeSet<u16>,
    /// Measures with observations, and whether any of them was not invented.
    measures: HashMap<MeasureIndex, bool>,
    pub has_sample: bool,
}

impl Overview {
    /// Takes in more observations.
    pub fn add(&mut self, observations: impl IntoIterator<Item = Observation>) {
        for observation in observations {
            let is_sample = observation.origin == Origin::Sample;
            self.has_sample |= is_sample;
            *self.measures.entry(observation.measure).or_default() |= !is_sample;
            self.years.insert(observation.period.last().year());
        }
    }

    /// Years in which a period with a value ends, ascending.
    pub fn years(&self) -> Vec<Period> {
        self.years.iter().copied().filter_map(Period::year).collect()
    }

    /// Whether a measure has observations.
    pub fn has(&self, measure: MeasureIndex) -> bool {
        self.measures.contains_key(&measure)
    }

    /// Whether a measure has observations that were not invented.
    pub fn has_real(&self, measure: MeasureIndex) -> bool {
        self.measures.get(&measure).copied().unwrap_or(false)
    }
}
