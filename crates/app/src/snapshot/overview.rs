use std::collections::{BTreeSet, HashMap, HashSet};

use lanbai_kernel::{Origin, Period};
use lanbai_measures::{Arrivals, MeasureIndex};

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
    pub fn add(&mut self, arrivals: &Arrivals) {
        let mut seen: HashSet<(MeasureIndex, Origin, u16)> = HashSet::new();
        let mut last = None;
        arrivals.each(|measure, origin, period| {
            let kind = (measure, origin, period.last().year());
            // Rows that follow each other are mostly of one kind.
            if last.replace(kind) != Some(kind) {
                seen.insert(kind);
            }
        });
        for (measure, origin, year) in seen {
            let is_sample = origin == Origin::Sample;
            self.has_sample |= is_sample;
            *self.measures.entry(measure).or_default() |= !is_sample;
            self.years.insert(year);
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
