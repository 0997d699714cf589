//! One question, one answer: value, coverage, target, path, light, and on request every step that led there.
//!
//! The order of the files is the order of the work: [`mod@choose`] answers for one territory from its own
//! observations, [`scope`] and [`cover`] pick disjoint territories, [`roll_up`] joins them, [`indicator`] puts ratios and growth
//! together, [`judge`] holds the value against its target.

mod answer;
mod choose;
mod combine;
mod compared;
mod cover;
mod difference;
mod indicator;
mod judge;
mod places;
mod recorder;
mod register;
mod roll_up;
mod scope;
mod standings;

use lanbai_kernel::territory::{Graph, MembershipKind, TerritoryIndex};
use lanbai_kernel::{NaiveDate, Origin, Period};

use crate::{Cube, Definitions, IndicatorIndex};

pub use answer::{Answer, Base, Cell, Coverage, Difference, LightReason, Method, Share};
pub use choose::rivals;
pub(crate) use choose::{Bounds, choose};
pub(crate) use combine::{
    Amount, Summand, change, change_of_digits, combine, derived_value, quotient, quotient_of_digits,
};
pub(crate) use compared::{Parts, is_made_of_members, parts_of_both, values_of_both};
pub(crate) use indicator::{Wanted, parts_of_ratio, value};
pub use judge::Judgement;
pub(crate) use judge::{Growths, Held, growth, judgement, number};
pub(crate) use places::{Finder, Places};
pub use recorder::{Record, Recorder, Recording, Rejection, Silent, StepKind, StepNote};
pub(crate) use roll_up::{Part, distinct_measure, is_additive, terms_of};
pub(crate) use standings::{Choosing, Standings};

/// What an evaluation reads: the plan's definitions, its territories and the values known.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct World<'w> {
    pub definitions: &'w Definitions,
    pub territories: &'w Graph,
    pub cube: &'w Cube,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// Of which indicator.
    pub indicator: IndicatorIndex,
    /// Of which territory; several are their union.
    pub territories: Vec<TerritoryIndex>,
    /// For which period.
    pub period: Period,
    /// Which memberships the roll-up follows; `None`: the territory's own kind.
    pub kind: Option<MembershipKind>,
    /// Only what the world knew on that day.
    pub as_of: Option<NaiveDate>,
    /// Only what this lake held with that publication.
    pub as_recorded: Option<u32>,
    /// Whether sample values may answer.
    pub sample: bool,
}

impl Question {
    /// The question without limits of time, sample included.
    pub fn new(indicator: IndicatorIndex, territories: Vec<TerritoryIndex>, period: Period) -> Self {
        Self { indicator, territories, period, kind: None, as_of: None, as_recorded: None, sample: true }
    }

    fn at(&self, period: Period) -> Self {
        Self { period, ..self.clone() }
    }

    fn of(&self, territory: TerritoryIndex) -> Self {
        Self { territories: vec![territory], kind: None, ..self.clone() }
    }

    fn sees(&self, origin: Origin, known_on: NaiveDate, publication: u32) -> bool {
        (self.sample || origin != Origin::Sample)
            && self.as_of.is_none_or(|day| known_on <= day)
            && self.as_recorded.is_none_or(|last| publication <= last)
    }
}

/// Answers a question. With [`Recording`] the steps are kept; with [`Silent`] they cost nothing.
pub fn evaluate<R: Recorder>(world: &World<'_>, question: &Question, recorder: &mut R) -> Answer {
    judge::judge(world, question, recorder)
}
