//! Two periods compared over one scope: rule (e), for whoever asks what changed.

use lanbai_kernel::{Decimal, LeafSet, Period};

use super::choose::Bounds;
use super::indicator::{own_value, parts_of_ratio};
use super::roll_up::{Part, roll_up};
use super::scope::{Operands, Scope};
use super::{Cell, Question, Silent, World};
use crate::{Formula, MeasureIndex, OverTerritory, Term};

/// What a value that can be taken apart is made of: a sum, or a sum over another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Parts {
    pub above: Cell,
    pub below: Option<Cell>,
}

/// The values of the asked period and of an earlier one, both over the later membership and the same leaves; none
/// where either is missing or a bound.
pub(crate) fn values_of_both(world: &World<'_>, question: &Question, earlier: Period) -> Option<[Cell; 2]> {
    let formula = world.definitions.indicator(question.indicator).formula.as_ref()?;
    let scope = Scope::new(world, question, Operands::Included);
    let value = |question: &Question| -> Option<(Cell, LeafSet)> {
        let computed = own_value(world, question, formula, &scope, &mut Silent)?;
        (!computed.cell.qualifiers.is_bound()).then_some((computed.cell, computed.leaves))
    };
    let (now, leaves) = value(question)?;
    let (before, leaves_before) = value(&question.at(earlier))?;
    (leaves == leaves_before).then_some([now, before])
}

/// The parts of the asked period and of an earlier one, all over the same leaves; none where any is missing, or
/// where the indicator is neither a sum nor a ratio of sums.
pub(crate) fn parts_of_both(world: &World<'_>, question: &Question, earlier: Period) -> Option<[Parts; 2]> {
    let scope = Scope::new(world, question, Operands::Included);
    let of_measure;
    let (above, below) = match world.definitions.indicator(question.indicator).formula.as_ref()? {
        Formula::Measure(measure) => {
            of_measure = [Term { measure: *measure, weight: Decimal::ONE }];
            (Part::Combination { terms: &of_measure, bounds: Bounds::Refused }, None)
        }
        Formula::Ratio { numerator, denominator, published_as, factor } => {
            let [above, below] = parts_of_ratio(numerator, denominator, *published_as, *factor);
            (above, Some(below))
        }
        Formula::Growth { .. } => return None,
    };
    let mut leaves: Option<LeafSet> = None;
    let mut roll_up_of = |question: &Question, part: Part<'_>| -> Option<Cell> {
        let rolled = roll_up(world, question, part, &scope, None, &mut Silent)?;
        let is_over_the_same = *leaves.get_or_insert_with(|| rolled.leaves.clone()) == rolled.leaves;
        is_over_the_same.then_some(rolled.cell)
    };
    let mut parts_at = |question: &Question| {
        let above = roll_up_of(question, above)?;
        let below = match below {
            Some(below) => Some(roll_up_of(question, below)?),
            None => None,
        };
        Some(Parts { above, below })
    };
    Some([parts_at(question)?, parts_at(&question.at(earlier))?])
}

/// Whether an indicator is a sum or a ratio of sums over territories, so that members make up the whole.
pub(crate) fn is_made_of_members(world: &World<'_>, question: &Question) -> bool {
    let is_sum = |of: MeasureIndex| world.definitions.measure(of).over_territory == OverTerritory::Sum;
    let adds_up = |terms: &[Term]| terms.iter().all(|term| is_sum(term.measure));
    match &world.definitions.indicator(question.indicator).formula {
        Some(Formula::Measure(measure)) => is_sum(*measure),
        Some(Formula::Ratio { numerator, denominator, .. }) => adds_up(numerator) && adds_up(denominator),
        Some(Formula::Growth { .. }) | None => false,
    }
}
