use lanbai_measures::IndicatorIndex;
use lanbai_plan::{Implementer, ImplementerKind, checks};

use super::plan::names;
use crate::describe::certainty;
use crate::view::{ActionView, ClausePage, ClauseView, ImplementerView, PositioningView, TaskView};
use crate::{App, Snapshot};

impl App {
    /// 规划页: every clause with what implements it.
    pub fn clause_page(&self) -> ClausePage {
        let snapshot = self.snapshot();
        let document = &snapshot.plan.raw.document.content;
        let mut actions: Vec<ActionView> = document
            .action
            .iter()
            .map(|a| ActionView {
                id: a.id.get_ref().clone(),
                order: a.order,
                title: (&a.title).into(),
                clauses: names(&a.clauses),
            })
            .collect();
        actions.sort_by_key(|action| action.order);
        ClausePage {
            clauses: (0..document.clause.len()).map(|n| self.clause_view(&snapshot, n)).collect(),
            positionings: document
                .positioning
                .iter()
                .map(|p| PositioningView {
                    id: p.id.get_ref().clone(),
                    of: p.of.get_ref().clone(),
                    kind: p.kind.get_ref().clone(),
                    title: (&p.title).into(),
                    clauses: names(&p.clauses),
                })
                .collect(),
            actions,
            tasks: document
                .task
                .iter()
                .map(|t| TaskView {
                    id: t.id.get_ref().clone(),
                    action: t.action.as_ref().map(|a| a.get_ref().clone()),
                    title: (&t.title).into(),
                    lead: t.lead.as_ref().map(Into::into),
                    indicators: names(&t.indicators),
                    clauses: names(&t.clauses),
                    certainty: certainty(t.certainty).to_owned(),
                })
                .collect(),
        }
    }

    pub(crate) fn clause_view(&self, snapshot: &Snapshot, index: usize) -> ClauseView {
        let clause = &snapshot.plan.raw.document.content.clause[index];
        let implemented_by: Vec<ImplementerView> = snapshot.plan.implementers[index]
            .iter()
            .map(|implementer| ImplementerView {
                kind: implementer.kind.name().to_owned(),
                id: implementer.id.clone(),
                name: (&implementer.name).into(),
                has_data: has_data(snapshot, implementer),
            })
            .collect();
        let at_work = snapshot.plan.implementers[index]
            .iter()
            .any(|i| checks::puts_to_work(&snapshot.plan, i, &|m| snapshot.has_data(m)));
        let status = if at_work {
            "implemented"
        } else if implemented_by.is_empty() {
            "not-implemented"
        } else {
            "described"
        };
        ClauseView {
            id: clause.id.get_ref().clone(),
            paragraph: clause.paragraph,
            text: (&clause.text).into(),
            source: clause.source.as_ref().map(|s| s.get_ref().clone()),
            implemented_by,
            status: status.to_owned(),
        }
    }

    /// The clauses that an indicator and its targets rest on.
    pub(crate) fn clauses_of_indicator(
        &self,
        snapshot: &Snapshot,
        indicator: IndicatorIndex,
    ) -> Vec<ClauseView> {
        let plan = &snapshot.plan;
        let text = plan.indicator_text(indicator);
        let targets = plan.raw.targets.content.target.iter();
        let of_targets =
            targets.filter(|t| t.indicator.get_ref() == text.id.get_ref()).flat_map(|t| &t.clauses);
        let mut positions: Vec<usize> =
            text.clauses.iter().chain(of_targets).filter_map(|c| plan.clause(c.get_ref())).collect();
        positions.sort_unstable();
        positions.dedup();
        positions.into_iter().map(|n| self.clause_view(snapshot, n)).collect()
    }
}

fn has_data(snapshot: &Snapshot, implementer: &Implementer) -> bool {
    let plan = &snapshot.plan;
    match implementer.kind {
        ImplementerKind::Indicator => checks::puts_to_work(plan, implementer, &|m| snapshot.has_data(m)),
        ImplementerKind::Measure => plan.measure(&implementer.id).is_some_and(|m| snapshot.has_data(m)),
        ImplementerKind::Register => {
            let feeds = plan.register(&implementer.id).map(|n| &plan.registers[n].feeds);
            feeds
                .is_some_and(|feeds| feeds.iter().any(|f| snapshot.cube.register_extent(f.measure).is_some()))
        }
        _ => false,
    }
}
