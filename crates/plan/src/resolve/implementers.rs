use lanbai_kernel::Text;

use super::Resolver;
use crate::model::{Implementer, ImplementerKind};
use crate::raw::Name;

impl Resolver<'_> {
    /// What rests on each clause, in the order of the clauses.
    pub fn implementers(&self) -> Vec<Vec<Implementer>> {
        let mut by_clause = vec![Vec::new(); self.raw.document.content.clause.len()];
        let mut rests = |kind, id: &Name, name: &Text, clauses: &[Name]| {
            for position in clauses.iter().filter_map(|c| self.ids.clauses.get(c.get_ref())) {
                by_clause[*position].push(Implementer { kind, id: id.get_ref().clone(), name: name.clone() });
            }
        };
        let document = &self.raw.document.content;
        let indicators = &self.raw.indicators.content.indicator;
        for thing in indicators {
            rests(ImplementerKind::Indicator, &thing.id, &thing.name, &thing.clauses);
        }
        for thing in &self.raw.targets.content.target {
            let indicator = indicators.iter().find(|i| i.id.get_ref() == thing.indicator.get_ref());
            if let Some(indicator) = indicator {
                rests(ImplementerKind::Target, &thing.id, &indicator.name, &thing.clauses);
            }
        }
        for thing in &self.raw.registers.content.register {
            rests(ImplementerKind::Register, &thing.id, &thing.name, &thing.clauses);
        }
        for thing in &self.raw.measures.content.measure {
            rests(ImplementerKind::Measure, &thing.id, &thing.name, &thing.clauses);
        }
        for thing in &document.goal {
            rests(ImplementerKind::Goal, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.action {
            rests(ImplementerKind::Action, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.task {
            rests(ImplementerKind::Task, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.procedure {
            rests(ImplementerKind::Procedure, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.fund {
            rests(ImplementerKind::Fund, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.road_plan {
            rests(ImplementerKind::RoadPlan, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.positioning {
            rests(ImplementerKind::Positioning, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &document.chapter {
            rests(ImplementerKind::Chapter, &thing.id, &thing.title, &thing.clauses);
        }
        for thing in &self.raw.industries.content.industry {
            rests(ImplementerKind::Industry, &thing.id, &thing.name, &thing.clauses);
        }
        for thing in &self.raw.industries.content.chain {
            rests(ImplementerKind::Chain, &thing.id, &thing.name, &thing.clauses);
        }
        for thing in &self.raw.territories.content.territory {
            rests(ImplementerKind::Territory, &thing.id, &thing.name, &thing.clauses);
        }
        by_clause
    }
}
