use lanbai_kernel::Finding;

use crate::Plan;

/// An indicator that is known to exist but not what it is.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.indicators;
    let unnamed = file.content.indicator.iter().zip(&plan.definitions.indicators);
    unnamed
        .filter(|(_, resolved)| resolved.formula.is_none())
        .map(|(raw, _)| {
            Finding::warning("plan-indicator-without-definition", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
        })
        .collect()
}
