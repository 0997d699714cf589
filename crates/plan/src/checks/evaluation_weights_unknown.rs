use lanbai_kernel::Finding;

use crate::Plan;

/// A system some of whose weights nobody knows: its score cannot be computed.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.evaluation;
    let systems = file.content.system.iter().zip(&plan.reporting.systems);
    systems
        .filter(|(_, system)| system.without_weight() > 0)
        .map(|(raw, system)| {
            Finding::warning("plan-evaluation-weights-unknown", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
                .with("unknown", system.without_weight())
                .with("all", system.indicators().count())
        })
        .collect()
}
