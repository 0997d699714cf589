use lanbai_kernel::{Certainty, Finding};

use crate::Plan;

/// An indicator that is known to exist but not what it is.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.indicators;
    let unnamed = file.content.indicator.iter().zip(&plan.definitions.indicators);
    unnamed
        // Where a formula was written and not understood, that is told already.
        .filter(|(raw, resolved)| resolved.formula.is_none() && raw.certainty == Certainty::NotFound)
        .map(|(raw, _)| {
            Finding::warning("plan-indicator-without-definition", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
        })
        .collect()
}
