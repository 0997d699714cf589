use lanbai_kernel::Finding;
use lanbai_kernel::territory::Membership;

use crate::Plan;

/// A membership that ends and begins again later: in between the roll-up leaves the child out.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let mut ordered: Vec<&Membership> = plan.graph.memberships().iter().collect();
    ordered.sort_by_key(|m| (m.child, m.parent, m.kind, m.from));
    let gaps = ordered.windows(2).filter_map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let same = a.child == b.child && a.parent == b.parent && a.kind == b.kind;
        let ended = a.to.filter(|to| same && *to < b.from)?;
        let child = &plan.territory_text(a.child).id;
        Some(
            Finding::warning("plan-membership-gap", plan.place_of_territory(child))
                .with("child", child.get_ref().as_str())
                .with("parent", plan.territory_text(a.parent).id.get_ref().as_str())
                .with("from", ended.to_string())
                .with("to", b.from.to_string()),
        )
    });
    gaps.collect()
}
