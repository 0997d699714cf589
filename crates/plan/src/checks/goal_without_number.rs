use lanbai_kernel::Finding;

use crate::Plan;

/// A goal to which the plan gives no number: nobody can tell when it is met.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.document;
    let goals = file.content.goal.iter().filter(|goal| !goal.has_number);
    goals
        .map(|goal| {
            Finding::warning("plan-goal-without-number", file.place(&goal.id))
                .with("id", goal.id.get_ref().as_str())
        })
        .collect()
}
