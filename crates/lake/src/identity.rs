//! Ids of observations: hashes of what they state, the same in any lake (docs/decisions/0004).

use std::fmt::{self, Write as _};
use std::sync::Arc;

use chrono::NaiveDate;
use lanbai_kernel::{Decimal, Origin, Period, Qualifiers};
use lanbai_measures::{Identity, Observation, SourceIndex};
use lanbai_plan::Plan;
use xxhash_rust::xxh3::xxh3_64;

/// What an observation states.
pub(crate) struct Statement<'a> {
    pub measure: &'a str,
    pub territory: &'a str,
    /// Empty where none is named.
    pub source: &'a str,
    pub period: Period,
    pub value: Decimal,
    pub qualifiers: Qualifiers,
    pub origin: Origin,
    pub known_on: NaiveDate,
    /// The id of the observation that it corrects.
    pub corrected: Option<i64>,
}

impl Statement<'_> {
    /// Its id.
    pub fn id(&self) -> i64 {
        /// Enough for most, so that room is taken once.
        const USUAL: usize = 160;
        let mut bytes = Vec::with_capacity(USUAL);
        for name in [self.measure, self.territory, self.source] {
            bytes.extend_from_slice(name.as_bytes());
            bytes.push(0);
        }
        bytes.extend_from_slice(&self.period.to_bits().to_le_bytes());
        let value = self.value.normalize();
        bytes.extend_from_slice(&value.mantissa().to_le_bytes());
        bytes.extend_from_slice(&value.scale().to_le_bytes());
        if self.qualifiers == Qualifiers::EXACT {
            // Nearly all are, and formatting takes longer than all the rest.
            bytes.extend_from_slice(EXACT.as_bytes());
        } else {
            let _ = write!(Text(&mut bytes), "{}", self.qualifiers);
        }
        bytes.extend_from_slice(self.origin.name().as_bytes());
        bytes.extend_from_slice(&days(self.known_on).to_le_bytes());
        bytes.extend(self.corrected.into_iter().flat_map(i64::to_le_bytes));
        xxh3_64(&bytes).cast_signed()
    }
}

/// What [`Qualifiers::EXACT`] is written as.
const EXACT: &str = "exact";

/// Bytes that text is written to.
struct Text<'b>(&'b mut Vec<u8>);

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Days since 1970.
pub(crate) fn days(day: NaiveDate) -> i32 {
    let since = day.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(since).unwrap_or(i32::MAX)
}

/// How ids follow from the names of a plan.
pub(crate) struct ByPlan(pub Arc<Plan>);

impl fmt::Debug for ByPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByPlan")
    }
}

impl Identity for ByPlan {
    fn id_of(&self, observation: &Observation) -> i64 {
        let Self(plan) = self;
        let is_named = observation.source != SourceIndex(u32::MAX);
        let statement = Statement {
            measure: plan.measure_text(observation.measure).id.get_ref(),
            territory: plan.territory_text(observation.territory).id.get_ref(),
            source: if is_named { plan.source_text(observation.source).id.get_ref() } else { "" },
            period: observation.period,
            value: observation.value,
            qualifiers: observation.qualifiers,
            origin: observation.origin,
            known_on: observation.known_on,
            corrected: observation.supersedes,
        };
        statement.id()
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Qualifiers;

    #[test]
    fn exact_is_written_as_the_kernel_writes_it() {
        assert_eq!(super::EXACT, Qualifiers::EXACT.to_string());
    }
}
