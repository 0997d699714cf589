//! 审核流程: the stages that a submission climbs, as a plan declares them.

use std::sync::Arc;

use chrono::NaiveDate;
use lanbai_kernel::Text;
use lanbai_kernel::territory::{Graph, MembershipKind, TerritoryIndex};

/// The stages, from the first approver to the last.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Route {
    pub id: Arc<str>,
    pub name: Text,
    pub stages: Vec<Stage>,
}

/// One approval.
#[derive(Debug, Clone)]
pub struct Stage {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    /// Who approves: the first of them that answers for the territory.
    pub approvers: Vec<Approvers>,
}

/// Where the approvers of a stage are looked for.
#[derive(Debug, Clone)]
pub enum Approvers {
    /// Those among the candidates that the territory lies in, by memberships of a kind; by administrative ones from
    /// the county that it is located in, too.
    Above {
        #[allow(missing_docs)]
        candidates: Vec<TerritoryIndex>,
        #[allow(missing_docs)]
        kind: MembershipKind,
    },
    /// These, whatever the territory.
    Named(Vec<TerritoryIndex>),
}

/// The territories of a plan as a route needs them.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'g> {
    #[allow(missing_docs)]
    pub graph: &'g Graph,
    /// The county of each territory, by position.
    pub located_in: &'g [Option<TerritoryIndex>],
}

/// Where a submission is on its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// It waits for one of these approvers of the stage with that position.
    Stage(usize, Vec<TerritoryIndex>),
    /// Every stage that applies has approved.
    Through,
}

impl Approvers {
    fn of(&self, territory: TerritoryIndex, ground: Ground<'_>, day: NaiveDate) -> Vec<TerritoryIndex> {
        match self {
            // Nobody is above itself: the province's own submission has no province to go to.
            Self::Named(territories) => territories.iter().copied().filter(|t| *t != territory).collect(),
            Self::Above { candidates, kind } => {
                let view = ground.graph.view(*kind, day);
                let mut above = view.ancestors(territory);
                let county = ground.located_in.get(territory.at()).copied().flatten();
                if let Some(county) = county.filter(|_| *kind == MembershipKind::Administrative) {
                    above.push(county);
                    above.extend(view.ancestors(county));
                }
                candidates.iter().copied().filter(|c| *c != territory && above.contains(c)).collect()
            }
        }
    }
}

impl Route {
    /// The stages that apply to a territory on a day, with their approvers; a stage that finds none is left out.
    pub fn stages_of(
        &self,
        territory: TerritoryIndex,
        ground: Ground<'_>,
        day: NaiveDate,
    ) -> Vec<(usize, Vec<TerritoryIndex>)> {
        let approvers = |stage: &Stage| {
            let found = stage.approvers.iter().map(|approvers| approvers.of(territory, ground, day));
            found.into_iter().find(|approvers| !approvers.is_empty())
        };
        self.stages.iter().enumerate().filter_map(|(n, stage)| Some((n, approvers(stage)?))).collect()
    }

    /// Where a submission is after so many approvals. Memberships of the period's last day decide, so that a route
    /// does not change under a submission.
    pub fn at(&self, territory: TerritoryIndex, approvals: usize, ground: Ground<'_>, day: NaiveDate) -> At {
        let mut stages = self.stages_of(territory, ground, day).into_iter().skip(approvals);
        stages.next().map_or(At::Through, |(stage, approvers)| At::Stage(stage, approvers))
    }
}

/// Whether a parent may approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// All its parts have approved.
    Granted,
    /// Not all have, and a reason was given that stays with the approval.
    ForReason {
        #[allow(missing_docs)]
        open: Vec<TerritoryIndex>,
        #[allow(missing_docs)]
        reason: String,
    },
    /// Not all have, and nothing was said.
    Refused {
        #[allow(missing_docs)]
        open: Vec<TerritoryIndex>,
    },
}

/// A parent can approve only what its parts have approved, or states why. `parts` are those that owe, each with whether
/// its own submission is approved at the stage below.
pub fn leave(parts: impl IntoIterator<Item = (TerritoryIndex, bool)>, reason: Option<&str>) -> Leave {
    let mut open: Vec<TerritoryIndex> =
        parts.into_iter().filter(|(_, is_approved)| !is_approved).map(|(part, _)| part).collect();
    open.sort_unstable();
    if open.is_empty() {
        return Leave::Granted;
    }
    match reason.map(str::trim).filter(|reason| !reason.is_empty()) {
        Some(reason) => Leave::ForReason { open, reason: reason.to_owned() },
        None => Leave::Refused { open },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;
    use lanbai_kernel::Text;
    use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};

    use super::{Approvers, At, Ground, Leave, Route, Stage, leave};

    const PROVINCE: TerritoryIndex = TerritoryIndex(0);
    const CITY: TerritoryIndex = TerritoryIndex(1);
    const COUNTY: TerritoryIndex = TerritoryIndex(2);
    const BASE: TerritoryIndex = TerritoryIndex(3);
    const PARK_OF_BASE: TerritoryIndex = TerritoryIndex(4);
    const PARK_OF_CITY: TerritoryIndex = TerritoryIndex(5);

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 12, 31).expect("a date")
    }

    fn graph() -> Graph {
        let member = |child, parent, kind, to| Membership { child, parent, kind, from: day(2019), to };
        let (plan, administrative) = (MembershipKind::Plan, MembershipKind::Administrative);
        Graph::new(
            6,
            vec![
                member(CITY, PROVINCE, administrative, None),
                member(COUNTY, CITY, administrative, None),
                member(PARK_OF_BASE, BASE, plan, Some(day(2022))),
            ],
        )
    }

    fn route() -> Route {
        let stage = |id: &str, approvers| Stage { id: Arc::from(id), name: Text::same(id), approvers };
        let above = |territory, kind| Approvers::Above { candidates: vec![territory], kind };
        let base_or_city =
            vec![above(BASE, MembershipKind::Plan), above(CITY, MembershipKind::Administrative)];
        let stages =
            vec![stage("middle", base_or_city), stage("top", vec![Approvers::Named(vec![PROVINCE])])];
        Route { id: Arc::from("up"), name: Text::same("up"), stages }
    }

    #[test]
    fn a_park_climbs_by_its_base_and_else_by_its_city() {
        let graph = graph();
        let located_in = [None, None, None, None, Some(COUNTY), Some(COUNTY)];
        let ground = Ground { graph: &graph, located_in: &located_in };
        let at = |territory, approvals, year| route().at(territory, approvals, ground, day(year));
        assert_eq!(at(PARK_OF_BASE, 0, 2020), At::Stage(0, vec![BASE]));
        assert_eq!(at(PARK_OF_BASE, 0, 2023), At::Stage(0, vec![CITY]), "it left the base");
        assert_eq!(at(PARK_OF_CITY, 0, 2020), At::Stage(0, vec![CITY]));
        assert_eq!(at(PARK_OF_CITY, 1, 2020), At::Stage(1, vec![PROVINCE]));
        assert_eq!(at(PARK_OF_CITY, 2, 2020), At::Through);
        assert_eq!(at(BASE, 0, 2020), At::Stage(1, vec![PROVINCE]), "a base skips its own stage");
        assert_eq!(at(PROVINCE, 0, 2020), At::Through);
    }

    #[test]
    fn a_parent_waits_for_its_parts_or_states_why() {
        let parts = [(PARK_OF_CITY, false), (BASE, true)];
        assert_eq!(leave([(BASE, true)], None), Leave::Granted);
        assert_eq!(leave([], None), Leave::Granted);
        assert_eq!(leave(parts, None), Leave::Refused { open: vec![PARK_OF_CITY] });
        assert_eq!(leave(parts, Some("  ")), Leave::Refused { open: vec![PARK_OF_CITY] });
        let reason = "out of work".to_owned();
        assert_eq!(
            leave(parts, Some(" out of work ")),
            Leave::ForReason { open: vec![PARK_OF_CITY], reason }
        );
    }
}
