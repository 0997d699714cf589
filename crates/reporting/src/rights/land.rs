use chrono::NaiveDate;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};

use crate::route::Ground;

/// The territories as rights need them: on one day, with the one that the plan is about.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Land<'g> {
    pub ground: Ground<'g>,
    /// The plan's own territory: a role held for it holds for everything.
    pub home: TerritoryIndex,
    pub day: NaiveDate,
}

impl Land<'_> {
    /// Whether a role held for `held` reaches `about`: itself, what lies under it by memberships of either kind, and
    /// parks that are located in a county under it.
    pub fn reaches(&self, held: TerritoryIndex, about: TerritoryIndex) -> bool {
        if held == about || held == self.home {
            return true;
        }
        let graph = self.ground.graph;
        if held.at() >= graph.len() || about.at() >= graph.len() {
            return false;
        }
        let county = self.ground.located_in.get(about.at()).copied().flatten();
        let administrative = graph.view(MembershipKind::Administrative, self.day);
        let of_county = |county| county == held || administrative.ancestors(county).contains(&held);
        graph.view(MembershipKind::Plan, self.day).ancestors(about).contains(&held)
            || administrative.ancestors(about).contains(&held)
            || county.is_some_and(of_county)
    }
}
