use std::sync::Arc;

use lanbai_kernel::Finding;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_reporting::route::{Approvers, Route, Stage};

use super::Resolver;
use crate::raw;

impl Resolver<'_> {
    /// The approval routes, in the order of the file.
    pub fn routes(&mut self) -> Vec<Route> {
        let routes = &self.raw.forms.content.route;
        let mut found = Vec::new();
        for raw in routes {
            let stages = raw.stage.iter().map(|stage| self.route_stage(stage)).collect();
            found.push(Route { id: Arc::from(raw.id.get_ref().as_str()), name: raw.name.clone(), stages });
        }
        found
    }

    fn route_stage(&mut self, raw: &raw::RouteStage) -> Stage {
        let approvers = raw.approvers.iter().filter_map(|approver| self.approvers(raw, approver)).collect();
        Stage { id: Arc::from(raw.id.get_ref().as_str()), name: raw.name.clone(), approvers }
    }

    /// By kind, or by name; one of the two.
    fn approvers(&mut self, stage: &raw::RouteStage, raw: &raw::Approver) -> Option<Approvers> {
        let file = &self.raw.forms;
        match (raw.kind, raw.territories.is_empty()) {
            (Some(kind), true) => Some(Approvers::Above {
                candidates: self.territories_of_kind(kind),
                kind: raw.by.unwrap_or(MembershipKind::Plan),
            }),
            (None, false) => {
                let named = raw.territories.iter().filter_map(|word| self.territory(file, word)).collect();
                Some(Approvers::Named(named))
            }
            _ => {
                self.findings.push(
                    Finding::error("plan-route-approver", file.place(&stage.id))
                        .with("stage", stage.id.get_ref().as_str()),
                );
                None
            }
        }
    }

    /// The county of each territory; one that is not known is told with the territories.
    pub fn located_in(&self) -> Vec<Option<TerritoryIndex>> {
        let territories = &self.raw.territories.content.territory;
        let county = |territory: &raw::Territory| {
            let word = territory.located_in.as_ref()?;
            let position = self.ids.territories.get(word.get_ref())?;
            u32::try_from(*position).ok().map(TerritoryIndex)
        };
        territories.iter().map(county).collect()
    }
}
