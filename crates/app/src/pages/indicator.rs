use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::{PathShape, Question};
use lanbai_plan::raw::TerritoryKind;

use super::attribution::attributions;
use super::cockpit::{members, path_of};
use super::plan::indicator_definition;
use super::series::path;
use crate::ask::{self, Limits};
use crate::describe::number;
use crate::evaluate::territory_id;
use crate::view::{CountyValue, IndicatorPage, Paths};
use crate::{App, AppError, Snapshot};

impl App {
    /// 指标页: one indicator with its history, path, members and counties.
    pub fn indicator_page(
        &self,
        indicator: &str,
        territory: &str,
        period: &str,
        limits: &Limits,
    ) -> Result<IndicatorPage, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let question = limits.resolve(&snapshot)?.question(
            ask::indicator(plan, indicator)?,
            ask::territories(plan, territory)?,
            ask::period(period)?,
        );
        let answer = snapshot.answer(&question);
        let target = answer.target.map(|n| &plan.definitions.targets[n]);
        let paths = target.zip(answer.base).map(|(target, base)| {
            let of = |shape| path(&shape, (base.period, base.value), target);
            Paths { constant_growth: of(PathShape::ConstantGrowth), linear: of(PathShape::Linear) }
        });
        Ok(IndicatorPage {
            definition: indicator_definition(plan, question.indicator),
            series: self.series(&snapshot, &question),
            path: path_of(&snapshot, &answer),
            paths,
            territories: table_rows(&snapshot, &question)
                .into_iter()
                .map(|t| self.answer(&snapshot, &Question { territories: vec![t], ..question.clone() }))
                .collect(),
            attributions: attributions(&snapshot, &question, &answer),
            counties: counties(&snapshot, &question),
            clauses: self.clauses_of_indicator(&snapshot, question.indicator),
            evaluation: self.view(&snapshot, &question, &answer),
        })
    }
}

/// The asked territories, the zones, their members down to the parks, and the reference.
fn table_rows(snapshot: &Snapshot, question: &Question) -> Vec<TerritoryIndex> {
    let plan = &snapshot.plan;
    let mut rows = question.territories.clone();
    let mut add = |territory: TerritoryIndex| {
        if !rows.contains(&territory) {
            rows.push(territory);
        }
    };
    let kind = plan.definitions.own_kind[question.territories[0].at()];
    let view = plan.graph.view(kind, question.period.last_day());
    let below = view.descendants(&question.territories);
    let zones = below.iter().filter(|t| plan.territory_text(**t).kind == TerritoryKind::Zone);
    zones.for_each(|zone| add(*zone));
    for member in members(snapshot, &question.territories, question.period) {
        add(member);
        view.children(member).iter().for_each(|park| add(*park));
    }
    plan.definitions.reference.into_iter().for_each(add);
    rows
}

/// Counties that have values of their own; nothing is spread over them from parks or cities.
fn counties(snapshot: &Snapshot, question: &Question) -> Vec<CountyValue> {
    let territories = &snapshot.plan.raw.territories.content.territory;
    (0..)
        .zip(territories)
        .filter(|(_, t)| t.kind == TerritoryKind::County)
        .filter_map(|(n, t)| {
            let territory = TerritoryIndex(n);
            let question = Question { territories: vec![territory], ..question.clone() };
            let brief = snapshot.brief(&question);
            Some(CountyValue {
                code: t.code.clone()?,
                territory: territory_id(snapshot, territory),
                value: brief.map(|brief| number(brief.value)),
                origin: brief.map(|brief| brief.origin.name().to_owned()),
            })
        })
        .collect()
}
