use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Light};
use lanbai_measures::{Against, Answer, Contribution, Direction, Question, attribute};

use super::cockpit::members;
use crate::Snapshot;
use crate::describe::number;
use crate::evaluate::territory_id;
use crate::view::{AttributionView, Behind, ContributionView};

/// How many members the cockpit names.
const MOST_NAMED: usize = 2;

/// Who makes the gap, where the whole has a path, and who the growth on the year before.
pub(super) fn attributions(
    snapshot: &Snapshot,
    question: &Question,
    answer: &Answer,
) -> Vec<AttributionView> {
    let path = against_path(question, answer);
    let asked = path.into_iter().chain([Against::YearBefore]);
    asked.filter_map(|against| attributed(snapshot, question, against)).collect()
}

/// Who holds the whole back: on the path where it is behind there, else on the year before where it fell.
pub(super) fn behind(snapshot: &Snapshot, question: &Question, answer: &Answer) -> Option<Behind> {
    // Most territories have no members, and nobody to look for.
    if members(snapshot, &question.territories, question.period).is_empty() {
        return None;
    }
    let is_late = matches!(answer.judgement.light, Light::Yellow | Light::Red);
    let against =
        if is_late && answer.judgement.gap.is_some_and(|gap| harm_of(snapshot, question) * gap < 0.0) {
            against_path(question, answer)?
        } else {
            let period = question.period.shifted_years(-1)?;
            let before = snapshot.brief(&Question { period, ..question.clone() })?;
            let change = number(answer.cell?.value) - number(before.value);
            (harm_of(snapshot, question) * change < 0.0).then_some(Against::YearBefore)?
        };
    let attribution = attributed(snapshot, question, against)?;
    let decimals = i32::from(snapshot.plan.definitions.indicator(question.indicator).decimals);
    let is_told = |c: &ContributionView| {
        harm_of(snapshot, question) * c.value < 0.0 && c.value.abs() >= 0.5 * 10_f64.powi(-decimals)
    };
    let members: Vec<_> = attribution.members.into_iter().filter(is_told).take(MOST_NAMED).collect();
    (!members.is_empty()).then_some(Behind { against: attribution.against, members })
}

/// 1 where a fall does harm, -1 where a rise does.
fn harm_of(snapshot: &Snapshot, question: &Question) -> f64 {
    match snapshot.plan.definitions.indicator(question.indicator).direction {
        Direction::Higher => 1.0,
        Direction::Lower => -1.0,
    }
}

fn against_path(question: &Question, answer: &Answer) -> Option<Against> {
    let (base, wanted) = (answer.base?, answer.judgement.path?);
    (base.period < question.period).then_some(Against::Path { base: base.period, wanted })
}

fn attributed(snapshot: &Snapshot, question: &Question, against: Against) -> Option<AttributionView> {
    let found = attribute(&snapshot.world(), question, &apart(snapshot, question), against)?;
    let (found, withheld) = snapshot.attributed(question, found);
    let mut members = found.members;
    let harmful_first = |c: &Contribution| match harm_of(snapshot, question) {
        harm if harm > 0.0 => c.value,
        _ => -c.value,
    };
    members.sort_by_key(harmful_first);
    Some(AttributionView {
        against: match against {
            Against::YearBefore => "year-before",
            Against::Path { .. } => "path",
        }
        .to_owned(),
        earlier: found.earlier.to_string(),
        change: short(found.change),
        members: members
            .into_iter()
            .map(|member| ContributionView {
                territory: territory_id(snapshot, member.territory),
                value: short(member.value),
                origin: member.origin.name().to_owned(),
            })
            .collect(),
        uncovered: found.uncovered.into_iter().map(|t| territory_id(snapshot, t)).collect(),
        remainder: short(found.remainder),
        withheld,
    })
}

/// Without the last digits, in which quotients do not end.
fn short(value: Decimal) -> f64 {
    number(value.round_dp(12))
}

/// The members of the asked territories; where members share leaves, the leaves, so that none counts twice.
fn apart(snapshot: &Snapshot, question: &Question) -> Vec<TerritoryIndex> {
    let members = members(snapshot, &question.territories, question.period);
    let kind = question.kind.unwrap_or(snapshot.plan.definitions.own_kind[question.territories[0].at()]);
    let view = snapshot.plan.graph.view(kind, question.period.last_day());
    let union = view.leaves_of_union(&members);
    let counted: usize = members.iter().map(|member| view.leaves(*member).len()).sum();
    if counted == union.len() { members } else { view.territories_of(&union).collect() }
}
