use lanbai_kernel::Finding;

use crate::Plan;

/// A place of the plan that is still to be filled in.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.territories;
    let places = file.content.territory.iter().filter(|territory| territory.placeholder);
    places
        .map(|t| {
            Finding::warning("plan-placeholder-territory", file.place(&t.id))
                .with("id", t.id.get_ref().as_str())
        })
        .collect()
}
