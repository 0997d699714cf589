use std::collections::{BTreeSet, HashMap};

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
        // Of millions of rows, each is only ticked off.
        let mut years = vec![false; 1 << u16::BITS];
        let mut kinds: Vec<(MeasureIndex, [bool; 2])> = Vec::new();
        arrivals.each(|measure, origin, period| {
            years[usize::from(period.last().year())] = true;
            if kinds.last().is_none_or(|(last, _)| *last != measure) {
                kinds.push((measure, [false; 2]));
            }
            if let Some((_, kinds)) = kinds.last_mut() {
                kinds[usize::from(origin == Origin::Sample)] = true;
            }
        });
        for (measure, [is_real, is_sample]) in kinds {
            self.has_sample |= is_sample;
            *self.measures.entry(measure).or_default() |= is_real;
        }
        self.years.extend((0..=u16::MAX).zip(years).filter(|(_, has)| *has).map(|(year, _)| year));
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
