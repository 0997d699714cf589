use std::collections::BTreeMap;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Certainty, Light, Period};
use lanbai_measures::{Answer, Formula, IndicatorIndex, LightReason, OverTerritory, Question};
use lanbai_plan::raw::{Indicator, TerritoryKind};

use super::attribution::behind;
use super::series::{latest, path};
use crate::ask::{self, Limits};
use crate::describe::number;
use crate::evaluate::{territory_id, territory_ids};
use crate::view::{Cockpit, CockpitGoal, CockpitItem, LightCounts, MemberShare, PathPoint};
use crate::{App, AppError, Snapshot};

impl App {
    /// 驾驶舱: every indicator of a territory, grouped by goal, those that need attention first.
    pub fn cockpit(&self, territory: &str, period: &str, limits: &Limits) -> Result<Cockpit, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let territories = ask::territories(plan, territory)?;
        let period = ask::period(period)?;
        let resolved = limits.resolve(&snapshot)?;
        let mut summary = LightCounts::default();
        let mut by_goal: BTreeMap<(u32, Option<String>), Vec<CockpitItem>> = BTreeMap::new();
        for (n, text) in (0..).zip(&plan.raw.indicators.content.indicator) {
            let question = resolved.question(IndicatorIndex(n), territories.clone(), period);
            let answer = snapshot.answer(&question);
            if is_judged(text, &answer) {
                count(&mut summary, answer.judgement.light);
            }
            let goals = &plan.raw.document.content.goal;
            let goal =
                text.goal.as_ref().and_then(|id| goals.iter().find(|g| g.id.get_ref() == id.get_ref()));
            let key = (goal.map_or(u32::MAX, |g| g.order), goal.map(|g| g.id.get_ref().clone()));
            by_goal.entry(key).or_default().push(self.item(&snapshot, &question, &answer));
        }
        for goal in &plan.raw.document.content.goal {
            by_goal.entry((goal.order, Some(goal.id.get_ref().clone()))).or_default();
        }
        let goals = by_goal.into_iter().map(|((_, goal), mut items)| {
            items.sort_by(|a, b| b.attention.total_cmp(&a.attention));
            CockpitGoal { goal, items }
        });
        Ok(Cockpit {
            territory: territory_ids(&snapshot, &territories),
            period: period.to_string(),
            summary,
            goals: goals.collect(),
        })
    }

    fn item(&self, snapshot: &Snapshot, question: &Question, answer: &Answer) -> CockpitItem {
        let series = self.series(snapshot, question);
        let before = if answer.cell.is_none() { latest(&series, question.period) } else { None };
        CockpitItem {
            indicator: snapshot.plan.indicator_text(question.indicator).id.get_ref().clone(),
            evaluation: self.view(snapshot, question, answer),
            latest: before,
            path: path_of(snapshot, answer),
            shares: shares(snapshot, question),
            behind: behind(snapshot, question, answer),
            attention: attention(snapshot, question, answer),
            series,
        }
    }
}

/// Indicators that the plan sets up to be judged count in the summary; those that only watch a register do not.
fn is_judged(text: &Indicator, answer: &Answer) -> bool {
    text.dimension.is_some() || answer.target.is_some() || text.certainty == Certainty::NotFound
}

const fn count(summary: &mut LightCounts, light: Light) {
    match light {
        Light::Green => summary.green += 1,
        Light::Yellow => summary.yellow += 1,
        Light::Red => summary.red += 1,
        Light::Grey => summary.grey += 1,
    }
}

/// The values wanted on the way, where there is a base.
pub(crate) fn path_of(snapshot: &Snapshot, answer: &Answer) -> Vec<PathPoint> {
    match (answer.target.map(|n| &snapshot.plan.definitions.targets[n]), answer.base) {
        (Some(target), Some(base)) => path(&target.path, (base.period, base.value), target),
        _ => Vec::new(),
    }
}

/// Red before yellow before grey with a target before green; within one light the larger shortfall first.
fn attention(snapshot: &Snapshot, question: &Question, answer: &Answer) -> f64 {
    let light = match answer.judgement.light {
        Light::Red => 4.0,
        Light::Yellow => 3.0,
        Light::Grey if answer.target.is_some() => 2.0,
        Light::Green => 1.0,
        Light::Grey => 0.0,
    };
    let shortfall = match answer.judgement.light_reason {
        // Whatever it lacks on the path, nobody need look.
        LightReason::TargetMet => 0.0,
        _ => answer.judgement.progress.map_or(0.0, |progress| (1.0 - progress).clamp(0.0, 1.0)),
    };
    let order = f64::from(snapshot.plan.indicator_text(question.indicator).order.min(999));
    light + shortfall * 0.9 - order / 100_000.0
}

/// What the bases (or, of a base, the parks) contribute, largest first.
fn shares(snapshot: &Snapshot, question: &Question) -> Vec<MemberShare> {
    let additive = match &snapshot.plan.definitions.indicator(question.indicator).formula {
        Some(Formula::Measure(m)) => {
            snapshot.plan.definitions.measure(*m).over_territory == OverTerritory::Sum
        }
        _ => false,
    };
    let mut found: Vec<MemberShare> = members(snapshot, &question.territories, question.period)
        .into_iter()
        .filter_map(|territory| {
            let question = Question { territories: vec![territory], ..question.clone() };
            let brief = snapshot.brief(&question)?;
            Some(MemberShare {
                territory: territory_id(snapshot, territory),
                value: number(brief.value),
                share: None,
                origin: brief.origin.name().to_owned(),
            })
        })
        .collect();
    found.sort_by(|a, b| b.value.total_cmp(&a.value));
    // Shares of a sum from which some are missing would be wrong.
    let is_hidden =
        |t: &TerritoryIndex| snapshot.hides(&Question { territories: vec![*t], ..question.clone() });
    let additive =
        additive && !members(snapshot, &question.territories, question.period).iter().any(is_hidden);
    let total: f64 = found.iter().map(|member| member.value).sum();
    if additive && total > 0.0 {
        found.iter_mut().for_each(|member| member.share = Some(member.value / total));
    }
    found
}

/// The bases below a zone; the direct members of anything else.
pub(crate) fn members(snapshot: &Snapshot, of: &[TerritoryIndex], period: Period) -> Vec<TerritoryIndex> {
    let kind = snapshot.plan.definitions.own_kind[of[0].at()];
    let view = snapshot.plan.graph.view(kind, period.last_day());
    let is_base = |t: &TerritoryIndex| snapshot.plan.territory_text(*t).kind == TerritoryKind::Base;
    let bases: Vec<TerritoryIndex> = view.descendants(of).into_iter().filter(is_base).collect();
    if !bases.is_empty() {
        return bases;
    }
    let mut direct: Vec<TerritoryIndex> = of.iter().flat_map(|t| view.children(*t)).copied().collect();
    direct.sort_unstable();
    direct.dedup();
    direct
}
