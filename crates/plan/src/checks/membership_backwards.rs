use lanbai_kernel::Finding;

use crate::Plan;

/// A membership that ends on or before the day it begins: it never holds.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let memberships = plan.graph.memberships().iter();
    let backwards = memberships.filter_map(|m| m.to.filter(|to| *to <= m.from).map(|to| (m, to)));
    backwards
        .map(|(membership, to)| {
            let child = &plan.territory_text(membership.child).id;
            Finding::error("plan-membership-backwards", plan.place_of_territory(child))
                .with("child", child.get_ref().as_str())
                .with("parent", plan.territory_text(membership.parent).id.get_ref().as_str())
                .with("from", membership.from.to_string())
                .with("to", to.to_string())
        })
        .collect()
}
