use lanbai_kernel::Finding;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};

use crate::Plan;

/// A territory that lies, through its memberships, in itself.
///
/// Memberships of one kind must form no circle at any time, or a roll-up would never end.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    [MembershipKind::Plan, MembershipKind::Administrative]
        .into_iter()
        .flat_map(|kind| {
            (0..plan.graph.len()).filter_map(move |n| {
                let territory = TerritoryIndex(u32::try_from(n).ok()?);
                reaches_itself(plan, kind, territory).then(|| {
                    let id = &plan.territory_text(territory).id;
                    Finding::error("plan-membership-cycle", plan.place_of_territory(id))
                        .with("id", id.get_ref().as_str())
                })
            })
        })
        .collect()
}

fn reaches_itself(plan: &Plan, kind: MembershipKind, start: TerritoryIndex) -> bool {
    let mut seen = vec![false; plan.graph.len()];
    let mut open = vec![start];
    while let Some(child) = open.pop() {
        let parents = plan.graph.memberships().iter().filter(|m| m.kind == kind && m.child == child);
        for membership in parents {
            if membership.parent == start {
                return true;
            }
            if !std::mem::replace(&mut seen[membership.parent.at()], true) {
                open.push(membership.parent);
            }
        }
    }
    false
}
