use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_kernel::{Decimal, Finding, Origin, Period, Place};
use lanbai_measures::{Answer, Formula, IndicatorIndex, MeasureIndex, Observation, OverTerritory, Question};

use crate::Snapshot;
use crate::evaluate::territory_id;

/// Totals that contradict their parts, judged without sample values.
pub(super) fn contradictions(snapshot: &Snapshot) -> Vec<Finding> {
    let definitions = &snapshot.plan.definitions;
    let mut findings = Vec::new();
    for (n, indicator) in (0..).zip(&definitions.indicators) {
        let Some(measure) = indicator.formula.as_ref().and_then(Formula::recorded_as) else { continue };
        // What a total lacks would tell of a part that is hidden.
        if !snapshot.is_unveiled() && definitions.confidentiality.when(measure).is_some() {
            continue;
        }
        let additive = definitions.measure(measure).over_territory == OverTerritory::Sum;
        for (territory, period) in observed(snapshot, measure) {
            let mut question = Question::new(IndicatorIndex(n), vec![territory], period);
            question.sample = false;
            let answer = snapshot.answer(&question);
            findings.extend(disagreement(snapshot, &question, measure, &answer));
            if additive {
                findings.extend(implausible_remainder(snapshot, &question, measure, &answer));
            }
        }
    }
    findings
}

fn observed(snapshot: &Snapshot, measure: MeasureIndex) -> Vec<(TerritoryIndex, Period)> {
    let real = snapshot.cube.of_measure(measure).filter(|o| o.origin != Origin::Sample);
    let mut seen: Vec<_> = real.map(|o| (o.territory, o.period)).collect();
    seen.sort_unstable();
    seen.dedup();
    seen
}

fn at(snapshot: &Snapshot, question: &Question, measure: MeasureIndex, code: &'static str) -> Finding {
    Finding::warning(code, Place::default())
        .with("measure", snapshot.plan.measure_text(measure).id.get_ref().as_str())
        .with("territory", territory_id(snapshot, question.territories[0]))
        .with("period", question.period.to_string())
}

fn short(value: Decimal) -> String {
    value.round_dp(4).normalize().to_string()
}

/// The direct value and its parts differ by more than rounding in print.
fn disagreement(
    snapshot: &Snapshot,
    question: &Question,
    measure: MeasureIndex,
    answer: &Answer,
) -> Option<Finding> {
    let difference = answer.difference.filter(|d| !d.explained_by_rounding)?;
    let (direct, rolled_up) = (answer.cell?, answer.rolled_up?);
    let finding = at(snapshot, question, measure, "data-total-differs")
        .with("direct", short(direct.value))
        .with("rolled_up", short(rolled_up.value))
        .with("difference", short(difference.value));
    Some(finding)
}

/// What a total leaves for its one missing part is below what that part had before.
fn implausible_remainder(
    snapshot: &Snapshot,
    question: &Question,
    measure: MeasureIndex,
    answer: &Answer,
) -> Option<Finding> {
    let (direct, rolled_up) = (answer.cell?, answer.rolled_up?);
    let coverage = answer.rolled_up_coverage.as_ref().filter(|c| !c.is_complete() && c.covered > 0)?;
    if direct.qualifiers.is_bound() || rolled_up.qualifiers.is_bound() {
        return None;
    }
    let view = snapshot.plan.graph.view(MembershipKind::Plan, question.period.last_day());
    let missing_part = view.descendants(&question.territories).into_iter().find(|t| {
        let leaves: Vec<TerritoryIndex> = view.territories_of(view.leaves(*t)).collect();
        leaves == coverage.missing
    })?;
    let remainder = direct.value - rolled_up.value;
    let before = last_before(snapshot, measure, missing_part, question.period)?;
    if remainder >= before.value {
        return None;
    }
    let finding = at(snapshot, question, measure, "data-remainder-implausible")
        .with("total", short(direct.value))
        .with("parts", short(rolled_up.value))
        .with("remainder", short(remainder))
        .with("part", territory_id(snapshot, missing_part))
        .with("earlier", short(before.value))
        .with("earlier_period", before.period.to_string());
    Some(finding)
}

fn last_before(
    snapshot: &Snapshot,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    period: Period,
) -> Option<Observation> {
    let mut series = snapshot.cube.series(measure, territory);
    series.rfind(|o| {
        o.origin != Origin::Sample
            && o.period < period
            && o.period.months() == period.months()
            && !o.qualifiers.is_bound()
    })
}

/// Ids in the lake that today's plan does not have.
pub(super) fn orphans(snapshot: &Snapshot) -> Vec<Finding> {
    let mut orphans: Vec<_> = snapshot.orphans.iter().collect();
    orphans.sort();
    orphans
        .into_iter()
        .map(|(id, count)| {
            Finding::warning("data-orphan", Place::default()).with("id", id.as_str()).with("count", *count)
        })
        .collect()
}
