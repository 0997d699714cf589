use lanbai_kernel::Finding;

use crate::Plan;

/// The rule in force that does not say by when a 督办 is answered: nobody could be late.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.supervision;
    let in_force = plan.reporting.supervision_rule.and_then(|n| file.content.rule.get(n));
    let silent = in_force.filter(|rule| rule.due_working_days.is_none());
    silent
        .map(|rule| {
            Finding::warning("plan-supervision-without-days", file.place(&rule.id))
                .with("id", rule.id.get_ref().as_str())
        })
        .into_iter()
        .collect()
}
