use lanbai_kernel::{Month, Period};

use super::Observation;

/// All that is known of one measure in one territory, by the end of its periods.
#[derive(Debug, Clone, Default)]
pub struct Series {
    observations: Box<[Observation]>,
    has_corrections: bool,
    /// How many months every observation covers, where all cover as many.
    months: Option<u16>,
}

impl Series {
    pub(super) fn new(mut observations: Vec<Observation>) -> Self {
        observations.sort_by_key(|o| (o.period, o.id));
        let has_corrections = observations.iter().any(|o| o.supersedes.is_some());
        let first = observations.first().map(|o| o.period.months());
        let months = first.filter(|months| observations.iter().all(|o| o.period.months() == *months));
        Self { observations: observations.into(), has_corrections, months }
    }

    /// Every observation.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Whether all observations cover periods of that many months, so that none is a part of another.
    pub(crate) fn is_of_length(&self, months: u16) -> bool {
        self.months == Some(months)
    }

    /// Those of exactly one period.
    pub(crate) fn of(&self, period: Period) -> &[Observation] {
        self.between(|o| o.period < period, |o| o.period <= period)
    }

    /// Those whose period ends with a month.
    pub(crate) fn ending_with(&self, month: Month) -> &[Observation] {
        self.between(|o| o.period.last() < month, |o| o.period.last() <= month)
    }

    /// Those whose period ends within another.
    pub(crate) fn ending_within(&self, period: Period) -> &[Observation] {
        self.between(|o| o.period.last() < period.first(), |o| o.period.last() <= period.last())
    }

    fn between(
        &self,
        before: impl Fn(&Observation) -> bool,
        until: impl Fn(&Observation) -> bool,
    ) -> &[Observation] {
        let rest = &self.observations[self.observations.partition_point(before)..];
        &rest[..rest.partition_point(until)]
    }

    /// The rows that correct an observation.
    pub(crate) fn corrections_of(&self, id: i64) -> impl Iterator<Item = &Observation> {
        let corrections = if self.has_corrections { &self.observations[..] } else { &[] };
        corrections.iter().filter(move |o| o.supersedes == Some(id))
    }
}
