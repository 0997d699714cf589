use lanbai_kernel::Period;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_measures::IndicatorIndex;

use super::plan::{day, membership_name, territory_summary};
use crate::ask::{self, Limits};
use crate::describe::certainty;
use crate::evaluate::territory_id;
use crate::view::{
    FunctionView, MemberView, OverlapView, TerritoryEvaluation, TerritoryPage, TerritoryShare,
};
use crate::{App, AppError, Snapshot};

impl App {
    /// 区域页: a territory's place in the zones and its indicators.
    pub fn territory_page(&self, id: &str, period: &str, limits: &Limits) -> Result<TerritoryPage, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let territory = ask::one_territory(plan, id)?;
        let period = ask::period(period)?;
        let resolved = limits.resolve(&snapshot)?;
        let mut evaluations = Vec::new();
        let mut share = Vec::new();
        for n in (0..).take(plan.definitions.indicators.len()) {
            let question = resolved.question(IndicatorIndex(n), vec![territory], period);
            let answer = snapshot.answer(&question);
            let evaluation = self.view(&snapshot, &question, &answer);
            if let Some(of) = &evaluation.share {
                share.push(TerritoryShare {
                    indicator: evaluation.indicator.clone(),
                    of: of.of.clone(),
                    value: of.value,
                    origin: of.origin.clone(),
                });
            }
            let series = self.series(&snapshot, &question);
            if evaluation.value.is_some() || !series.is_empty() || evaluation.target.is_some() {
                evaluations.push(TerritoryEvaluation { evaluation, series });
            }
        }
        let text = plan.territory_text(territory);
        Ok(TerritoryPage {
            territory: territory_summary(plan, territory),
            area_km2: text.area_km2.as_ref().map(|area| area.value),
            functions: text
                .functions
                .iter()
                .map(|function| FunctionView {
                    text: (&function.text).into(),
                    industries: function.industries.iter().map(|i| i.get_ref().clone()).collect(),
                    source: function.source.as_ref().map(|s| s.get_ref().clone()),
                })
                .collect(),
            note: text.note.as_ref().map(Into::into),
            members: members(&snapshot, territory),
            evaluations,
            share,
            overlaps: overlaps(&snapshot, territory, period),
        })
    }
}

fn members(snapshot: &Snapshot, parent: TerritoryIndex) -> Vec<MemberView> {
    let id = territory_id(snapshot, parent);
    let territories = &snapshot.plan.raw.territories.content.territory;
    let of = |t: &lanbai_plan::raw::Territory| -> Vec<MemberView> {
        let in_parent = t.member_of.iter().filter(|m| *m.parent.get_ref() == id);
        in_parent
            .map(|m| MemberView {
                id: t.id.get_ref().clone(),
                kind: membership_name(m.kind).to_owned(),
                from: day(&m.from),
                to: m.to.as_ref().map(day),
                certainty: certainty(m.certainty).to_owned(),
            })
            .collect()
    };
    territories.iter().flat_map(of).collect()
}

/// Territories that share some leaves with this one, without one holding the other.
fn overlaps(snapshot: &Snapshot, territory: TerritoryIndex, period: Period) -> Vec<OverlapView> {
    let plan = &snapshot.plan;
    let view = plan.graph.view(MembershipKind::Plan, period.last_day());
    let own = view.leaves(territory);
    (0..)
        .take(plan.graph.len())
        .map(TerritoryIndex)
        .filter_map(|other| {
            let theirs = view.leaves(other);
            let shared = own.intersection(theirs).len();
            let nested = own.is_subset(theirs) || theirs.is_subset(own);
            (shared > 0 && !nested).then(|| OverlapView {
                territory: territory_id(snapshot, other),
                shared_leaves: shared,
                leaves: theirs.len(),
            })
        })
        .collect()
}
