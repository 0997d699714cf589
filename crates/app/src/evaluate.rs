use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Bound, Qualifiers};
use lanbai_measures::{Answer, Formula, LightReason, Quantity, Question, Rejection, SourceIndex, Target};

use crate::ask::{self, Limits, MOST_QUESTIONS};
use crate::describe::{certainty, light, method, number, percent_apart, shown, shown_apart};
use crate::messages::{fill, same};
use crate::view::{
    AlternativeView, BaseView, Bilingual, CoverageView, DifferenceView, Evaluation, RuleView, ShareView,
    TargetView,
};
use crate::{App, AppError, Snapshot};

impl App {
    /// Evaluates each combination of indicators, territories and periods, given as lists separated by commas.
    pub fn evaluate(
        &self,
        indicators: &str,
        territories: &str,
        periods: &str,
        limits: &Limits,
    ) -> Result<Vec<Evaluation>, AppError> {
        let snapshot = self.snapshot();
        let resolved = limits.resolve(&snapshot)?;
        let plan = &snapshot.plan;
        let indicators =
            ask::list(indicators).map(|id| ask::indicator(plan, id)).collect::<Result<Vec<_>, _>>()?;
        let territories =
            ask::list(territories).map(|t| ask::territories(plan, t)).collect::<Result<Vec<_>, _>>()?;
        let periods = ask::list(periods).map(ask::period).collect::<Result<Vec<_>, _>>()?;
        ask::none_left_out(&indicators, &territories, &periods)?;
        let asked = indicators.len().saturating_mul(territories.len()).saturating_mul(periods.len());
        if asked > MOST_QUESTIONS {
            return Err(AppError::TooMany { asked, limit: MOST_QUESTIONS });
        }
        let mut evaluations = Vec::with_capacity(asked);
        for indicator in &indicators {
            for union in &territories {
                for period in &periods {
                    evaluations
                        .push(self.answer(&snapshot, &resolved.question(*indicator, union.clone(), *period)));
                }
            }
        }
        Ok(evaluations)
    }

    /// Evaluates one question and puts the answer into words.
    pub(crate) fn answer(&self, snapshot: &Snapshot, question: &Question) -> Evaluation {
        let answer = snapshot.answer(question);
        self.view(snapshot, question, &answer)
    }

    pub(crate) fn view(&self, snapshot: &Snapshot, question: &Question, answer: &Answer) -> Evaluation {
        let plan = &snapshot.plan;
        let indicator = plan.indicator_text(question.indicator);
        let target = answer.target.map(|n| &plan.definitions.targets[n]);
        let source = answer.cell.and_then(|cell| cell.source);
        let weakest = self.certainty(snapshot, question, answer);
        let judgement = &answer.judgement;
        Evaluation {
            indicator: indicator.id.get_ref().clone(),
            territory: territory_ids(snapshot, &question.territories),
            period: question.period.to_string(),
            value: answer.cell.map(|cell| number(cell.value)),
            unit: indicator.unit.get_ref().clone(),
            decimals: indicator.decimals,
            qualifiers: answer.cell.map(|cell| qualifier_names(cell.qualifiers)).unwrap_or_default(),
            origin: answer.cell.map(|cell| cell.origin.name().to_owned()),
            source: source.and_then(|s| source_id(snapshot, s)),
            grade: source.and_then(|s| grade(snapshot, s)),
            certainty: certainty(weakest).to_owned(),
            method: answer.cell.map(|cell| method(cell.method).to_owned()),
            coverage: answer.coverage.as_ref().map(|coverage| CoverageView {
                covered: coverage.covered,
                expected: coverage.expected,
                missing: coverage.missing.iter().map(|t| territory_id(snapshot, *t)).collect(),
                complete: coverage.is_complete(),
            }),
            definition_version: indicator.definition_version.clone(),
            target: target.map(|target| target_view(snapshot, target)),
            base: answer.base.map(|base| BaseView {
                period: base.period.to_string(),
                value: base.value,
                origin: base.origin.name().to_owned(),
            }),
            path: judgement.path,
            progress: judgement.progress,
            gap: judgement.gap,
            required_growth: judgement.required_growth,
            light: light(judgement.light).to_owned(),
            light_rule: rule_of(snapshot, &judgement.light_reason),
            light_reason: self.reason(snapshot, question, answer),
            rolled_up: answer.rolled_up.map(|cell| number(cell.value)),
            difference: answer.difference.map(|difference| DifferenceView {
                value: number(difference.value),
                explained_by_rounding: difference.explained_by_rounding,
            }),
            share: answer.share.map(|share| ShareView {
                of: territory_id(snapshot, share.of),
                value: share.value,
                origin: share.origin.name().to_owned(),
            }),
            alternatives: self.alternatives(snapshot, question, answer),
            withheld: is_withheld(answer),
        }
    }

    fn certainty(
        &self,
        snapshot: &Snapshot,
        question: &Question,
        answer: &Answer,
    ) -> lanbai_kernel::Certainty {
        answer.certainty.max(snapshot.plan.indicator_text(question.indicator).certainty)
    }

    /// The light's reason in words.
    fn reason(&self, snapshot: &Snapshot, question: &Question, answer: &Answer) -> Bilingual {
        let indicator = snapshot.plan.indicator_text(question.indicator);
        let unit = indicator.unit.get_ref();
        let with_unit = |value: Option<f64>| {
            value.map_or_else(|| same("—"), |v| self.messages.with_unit(&shown(v, indicator.decimals), unit))
        };
        let value = answer.cell.map(|cell| number(cell.value));
        let (code, extra) = match &answer.judgement.light_reason {
            LightReason::Rule { rule, step, quantities } => {
                let reason = &snapshot.plan.definitions.rules[*rule].steps[*step].reason;
                let path = answer.judgement.path;
                let told = value.zip(path).map(|(v, p)| shown_apart(v, p, indicator.decimals));
                let [value, path] = match told {
                    Some(told) => told.map(|told| self.messages.with_unit(&told, unit)),
                    None => [with_unit(value), with_unit(path)],
                };
                let mut arguments = vec![("value", value), ("path", path)];
                arguments.extend(words_of(quantities));
                return fill(&reason.zh, &reason.en, &arguments);
            }
            LightReason::TargetMet => {
                let target = answer.target.map(|n| &snapshot.plan.definitions.targets[n]);
                let period = target.map_or_else(|| "—".to_owned(), |target| target.period.to_string());
                let arguments = vec![
                    ("value", with_unit(value)),
                    ("target", with_unit(target.map(|target| target.value))),
                    ("period", same(&period)),
                ];
                ("light-target-met", arguments)
            }
            LightReason::NoStep(rule) => {
                let name = &snapshot.plan.raw.lights.content.rule[*rule].name;
                ("light-no-step", vec![("rule", name.into())])
            }
            LightReason::NoDefinition => ("light-no-definition", vec![]),
            LightReason::NoValue => ("light-no-value", vec![]),
            LightReason::NoTarget => ("light-no-target", vec![]),
            LightReason::NoBase => {
                let period = snapshot.plan.definitions.base_period.to_string();
                ("light-no-base", vec![("period", same(&period))])
            }
            LightReason::OffPath => ("light-off-path", vec![]),
            LightReason::IncompleteCoverage => {
                let (covered, expected) =
                    answer.coverage.as_ref().map_or((0, 0), |c| (c.covered, c.expected));
                let count = |n: usize| same(&n.to_string());
                (
                    "light-incomplete-coverage",
                    vec![("covered", count(covered)), ("expected", count(expected))],
                )
            }
            LightReason::BoundOnly => ("light-bound-only", vec![]),
            LightReason::NoRule => ("light-no-rule", vec![]),
            LightReason::Withheld => ("light-withheld", vec![]),
        };
        self.messages.text(code, &extra)
    }

    /// Other recorded values of the very thing that was answered.
    fn alternatives(
        &self,
        snapshot: &Snapshot,
        question: &Question,
        answer: &Answer,
    ) -> Vec<AlternativeView> {
        let [territory] = question.territories[..] else { return Vec::new() };
        let formula = snapshot.plan.definitions.indicator(question.indicator).formula.as_ref();
        let Some(measure) = formula.and_then(Formula::recorded_as) else { return Vec::new() };
        if is_withheld(answer) {
            return Vec::new();
        }
        let all = snapshot.rivals(question, measure, territory, question.period);
        let chosen_is_direct = answer.cell.is_some_and(|cell| cell.method == lanbai_measures::Method::Direct);
        all.iter()
            .skip(usize::from(chosen_is_direct))
            .map(|(observation, why)| {
                self.alternative(snapshot, observation, why.unwrap_or(Rejection::OriginPreferred))
            })
            .collect()
    }

    pub(crate) fn alternative(
        &self,
        snapshot: &Snapshot,
        observation: &lanbai_measures::Observation,
        why: Rejection,
    ) -> AlternativeView {
        AlternativeView {
            value: number(observation.value),
            unit: snapshot.plan.unit(observation.measure).to_string(),
            period: observation.period.to_string(),
            qualifiers: qualifier_names(observation.qualifiers),
            origin: observation.origin.name().to_owned(),
            source: source_id(snapshot, observation.source),
            grade: grade(snapshot, observation.source),
            known_on: observation.known_on.to_string(),
            reason: self.messages.text(rejection(why), &[]),
        }
    }
}

/// Whether the value is there and not told.
pub(crate) fn is_withheld(answer: &Answer) -> bool {
    answer.cell.is_none() && answer.judgement.light_reason == LightReason::Withheld
}

/// What a rule looked at, as its reason may name it.
fn words_of(quantities: &[(Quantity, f64)]) -> [(&'static str, Bilingual); 7] {
    let value_of = |wanted| quantities.iter().find(|(q, _)| *q == wanted).map(|(_, v)| *v);
    let told = |value: Option<f64>| same(&value.map_or_else(|| "—".to_owned(), |v| percent_apart(v, 1)));
    // A gap is own growth less the other; the sentence speaks of the other.
    let beside = |gap| told(value_of(Quantity::Growth).zip(value_of(gap)).map(|(own, gap)| own - gap));
    let [points, _] = value_of(Quantity::ShortfallPoints)
        .map_or([(); 2].map(|()| "—".to_owned()), |v| shown_apart(v, 0.0, 1));
    [
        ("progress", told(value_of(Quantity::Progress))),
        ("achievement", told(value_of(Quantity::Achievement))),
        ("shortfall", same(&points)),
        ("growth", told(value_of(Quantity::Growth))),
        ("planned_growth", beside(Quantity::PlannedGrowthGap)),
        ("peer_growth", beside(Quantity::PeerGrowthGap)),
        ("reference_growth", beside(Quantity::ReferenceGrowthGap)),
    ]
}

const fn rejection(why: Rejection) -> &'static str {
    match why {
        Rejection::PeriodNotStated => "rejected-period-not-stated",
        Rejection::OriginPreferred => "rejected-origin-preferred",
        Rejection::BetterGrade => "rejected-better-grade",
        Rejection::KnownLater => "rejected-known-later",
        Rejection::SameRank => "rejected-same-rank",
    }
}

pub(crate) fn qualifier_names(set: Qualifiers) -> Vec<String> {
    set.iter().map(|q| q.name().to_owned()).collect()
}

pub(crate) fn territory_id(snapshot: &Snapshot, territory: TerritoryIndex) -> String {
    snapshot.plan.territory_text(territory).id.get_ref().clone()
}

pub(crate) fn territory_ids(snapshot: &Snapshot, territories: &[TerritoryIndex]) -> String {
    let ids: Vec<String> = territories.iter().map(|t| territory_id(snapshot, *t)).collect();
    ids.join("+")
}

/// The id of a source; none for the rows that name none.
pub(crate) fn source_id(snapshot: &Snapshot, source: SourceIndex) -> Option<String> {
    snapshot.plan.raw.sources.content.source.get(source.at()).map(|s| s.id.get_ref().clone())
}

/// The grade of a source; none for the rows that name none.
fn grade(snapshot: &Snapshot, source: SourceIndex) -> Option<String> {
    snapshot.plan.definitions.grades.get(source.at()).map(|grade| format!("{grade:?}"))
}

fn target_view(snapshot: &Snapshot, target: &Target) -> TargetView {
    let bound = match target.bound {
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
        Bound::Exactly => "exactly",
    };
    TargetView {
        value: target.value,
        period: target.period.to_string(),
        bound: bound.to_owned(),
        certainty: certainty(target.certainty).to_owned(),
        inherited_from: target.inherited_from.map(|t| territory_id(snapshot, t)),
    }
}

fn rule_of(snapshot: &Snapshot, reason: &LightReason) -> Option<RuleView> {
    let index = match reason {
        LightReason::Rule { rule, .. } | LightReason::NoStep(rule) => *rule,
        _ => return None,
    };
    let rule = &snapshot.plan.raw.lights.content.rule[index];
    Some(RuleView { id: rule.id.get_ref().clone(), version: rule.version.clone(), name: (&rule.name).into() })
}
