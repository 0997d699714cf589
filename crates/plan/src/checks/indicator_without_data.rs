use lanbai_kernel::Finding;
use lanbai_measures::{Formula, MeasureIndex};

use crate::Plan;

/// An indicator none of whose values was ever recorded: its page will stay empty.
pub(super) fn check(plan: &Plan, has_data: &dyn Fn(MeasureIndex) -> bool) -> Vec<Finding> {
    let file = &plan.raw.indicators;
    let with_formula = file.content.indicator.iter().zip(&plan.definitions.indicators);
    with_formula
        .filter(|(_, resolved)| {
            resolved.formula.as_ref().is_some_and(|formula| !formula_has_data(formula, has_data))
        })
        .map(|(raw, _)| {
            Finding::warning("plan-indicator-without-data", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
        })
        .collect()
}

/// Whether a formula could ever answer: its parts, or the ratio as published, have values.
pub(super) fn formula_has_data(formula: &Formula, has_data: &dyn Fn(MeasureIndex) -> bool) -> bool {
    match formula {
        Formula::Measure(measure) | Formula::Growth { measure, .. } => has_data(*measure),
        Formula::Ratio { numerator, denominator, published_as, .. } => {
            published_as.is_some_and(has_data)
                || numerator.iter().chain(denominator).all(|term| has_data(term.measure))
        }
    }
}
