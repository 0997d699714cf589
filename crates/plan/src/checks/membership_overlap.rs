use lanbai_kernel::Finding;

use crate::Plan;

/// The same membership stated twice for the same time.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let memberships = plan.graph.memberships();
    let mut findings = Vec::new();
    for (n, a) in memberships.iter().enumerate() {
        for b in &memberships[n + 1..] {
            let same = a.child == b.child && a.parent == b.parent && a.kind == b.kind;
            let meet = a.to.is_none_or(|to| b.from < to) && b.to.is_none_or(|to| a.from < to);
            if same && meet {
                let child = &plan.territory_text(a.child).id;
                findings.push(
                    Finding::error("plan-membership-overlap", plan.place_of_territory(child))
                        .with("child", child.get_ref().as_str())
                        .with("parent", plan.territory_text(a.parent).id.get_ref().as_str())
                        .with("from", a.from.max(b.from).to_string()),
                );
            }
        }
    }
    findings
}
