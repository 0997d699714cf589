use lanbai_kernel::Finding;

use crate::Plan;

/// A threshold of review above that of sureness: nothing would ever be looked at.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.assignment;
    let (Some(raw), Some(rules)) = (&file.content.rule, &plan.assignment) else { return Vec::new() };
    if rules.thresholds.review <= rules.thresholds.sure {
        return Vec::new();
    }
    let finding = Finding::warning("plan-assignment-thresholds", file.place(&raw.id));
    vec![
        finding
            .with("sure", rules.thresholds.sure.to_string())
            .with("review", rules.thresholds.review.to_string()),
    ]
}
