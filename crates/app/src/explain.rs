use std::collections::BTreeSet;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Text};
use lanbai_measures::{
    Answer, Formula, IndicatorIndex, Observation, Question, Record, SourceIndex, StepKind, StepNote, Term,
};
use lanbai_plan::Plan;

use crate::ask::{self, Limits};
use crate::describe::{formula, method, number, shown, shown_freely};
use crate::evaluate::{qualifier_names, source_id, territory_id, territory_ids};
use crate::messages::{Messages, same};
use crate::view::{Bilingual, Explanation, ObservationView, Step};
use crate::{App, AppError, Snapshot};

impl App {
    /// Where a number comes from: the evaluation with every step kept.
    pub fn explain(
        &self,
        indicator: &str,
        territory: &str,
        period: &str,
        limits: &Limits,
    ) -> Result<Explanation, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let question = limits.resolve(&snapshot)?.question(
            ask::indicator(plan, indicator)?,
            ask::territories(plan, territory)?,
            ask::period(period)?,
        );
        let (answer, roots) = snapshot.recorded(&question);
        let mut used = BTreeSet::new();
        roots.iter().for_each(|record| collect_sources(record, &mut used));
        Ok(Explanation {
            evaluation: self.view(&snapshot, &question, &answer),
            formula: formula(plan, question.indicator),
            substituted: roots.first().and_then(|root| substituted(&snapshot, &question, root)),
            difference: self.difference(&snapshot, &question, &answer),
            steps: roots.iter().map(|record| self.step(&snapshot, question.indicator, record)).collect(),
            clauses: self.clauses_of_indicator(&snapshot, question.indicator),
            sources: used.into_iter().filter_map(|s| self.source_view(&snapshot, s)).collect(),
        })
    }

    fn difference(&self, snapshot: &Snapshot, question: &Question, answer: &Answer) -> Option<Bilingual> {
        let (difference, direct, rolled_up) = (answer.difference?, answer.cell?, answer.rolled_up?);
        let text = snapshot.plan.indicator_text(question.indicator);
        let shown = |value| self.messages.with_unit(&finer(value), text.unit.get_ref());
        let code =
            if difference.explained_by_rounding { "difference-rounding" } else { "difference-unexplained" };
        let arguments = [
            ("direct", shown(direct.value)),
            ("rolled_up", shown(rolled_up.value)),
            ("difference", shown(difference.value)),
        ];
        Some(self.messages.text(code, &arguments))
    }

    fn step(&self, snapshot: &Snapshot, indicator: IndicatorIndex, record: &Record) -> Step {
        let (kind, title, unit) = self.heading(snapshot, indicator, record);
        Step {
            kind: kind.to_owned(),
            title,
            territory: (!record.territories.is_empty()).then(|| territory_ids(snapshot, &record.territories)),
            territory_name: (!record.territories.is_empty()).then(|| names(snapshot, &record.territories)),
            period: record.period.to_string(),
            value: record.cell.map(|cell| number(cell.value)),
            unit,
            origin: record.cell.map(|cell| cell.origin.name().to_owned()),
            method: record.cell.map(|cell| method(cell.method).to_owned()),
            observations: record.observations.iter().map(|o| observation(snapshot, o)).collect(),
            rejected: record.rejected.iter().map(|(o, why)| self.alternative(snapshot, o, *why)).collect(),
            notes: record.notes.iter().map(|note| self.note(snapshot, note)).collect(),
            children: record.children.iter().map(|child| self.step(snapshot, indicator, child)).collect(),
        }
    }

    /// Kind, title and unit of a step.
    fn heading(
        &self,
        snapshot: &Snapshot,
        indicator: IndicatorIndex,
        record: &Record,
    ) -> (&'static str, Bilingual, Option<String>) {
        let plan = &snapshot.plan;
        let [above, below] = units_of_parts(plan, indicator);
        let words = |code| self.messages.text(code, &[]);
        let measure = |m| ((&plan.measure_text(m).name).into(), Some(plan.unit(m).to_string()));
        match record.kind {
            StepKind::Indicator(index) => {
                let text = plan.indicator_text(index);
                ("indicator", (&text.name).into(), Some(text.unit.get_ref().clone()))
            }
            StepKind::Measure(m) => {
                let (title, unit) = measure(m);
                ("measure", title, unit)
            }
            StepKind::Tiling(m) => ("tiling", words("step-tiling"), measure(m).1),
            StepKind::YearToDateDifference(m) => {
                ("difference", words("step-year-to-date-difference"), measure(m).1)
            }
            StepKind::RolledUp => {
                let unit = plan.indicator_text(indicator).unit.get_ref().clone();
                ("roll-up", words("step-rolled-up"), Some(unit))
            }
            StepKind::Numerator => ("combination", words("step-numerator"), above),
            StepKind::Denominator => ("combination", words("step-denominator"), below),
            StepKind::DerivedNumerator => ("derived-numerator", words("step-derived-numerator"), above),
            StepKind::Earlier => ("growth", words("step-earlier"), below),
            StepKind::Later => ("growth", words("step-later"), above),
        }
    }

    fn note(&self, snapshot: &Snapshot, note: &StepNote) -> Bilingual {
        match note {
            StepNote::Missing(leaves) => {
                let names = |english: bool| -> String {
                    let name = |t: &TerritoryIndex| {
                        let name = &snapshot.plan.territory_text(*t).name;
                        if english { name.en.clone() } else { name.zh.clone() }
                    };
                    leaves.iter().map(name).collect::<Vec<_>>().join(if english { ", " } else { "、" })
                };
                let listed = Bilingual { zh: names(false), en: names(true) };
                self.messages.text(
                    "note-missing",
                    &[("territories", listed), ("count", same(&leaves.len().to_string()))],
                )
            }
            StepNote::RestrictedToCommonLeaves(count) => {
                self.messages.text("note-common-leaves", &[("count", same(&count.to_string()))])
            }
            StepNote::Withheld => self.messages.text("note-withheld", &[]),
            StepNote::RegisterRows(count) => {
                self.messages.text("note-register-rows", &[("count", same(&count.to_string()))])
            }
        }
    }
}

/// A number with enough digits to tell two values of one thing apart, thousands separated.
fn finer(value: Decimal) -> String {
    shown_freely(number(value.round_dp(4).normalize()))
}

/// The names of territories; several are a union.
fn names(snapshot: &Snapshot, territories: &[TerritoryIndex]) -> Bilingual {
    let joined = |of: fn(&Text) -> &str| -> String {
        let name = |t: &TerritoryIndex| of(&snapshot.plan.territory_text(*t).name).to_owned();
        territories.iter().map(name).collect::<Vec<_>>().join(" + ")
    };
    Bilingual { zh: joined(|text| &text.zh), en: joined(|text| &text.en) }
}

pub(crate) fn observation(snapshot: &Snapshot, observation: &Observation) -> ObservationView {
    ObservationView {
        id: observation.id.to_string(),
        measure: snapshot.plan.measure_text(observation.measure).id.get_ref().clone(),
        territory: territory_id(snapshot, observation.territory),
        period: observation.period.to_string(),
        value: number(observation.value),
        unit: snapshot.plan.unit(observation.measure).to_string(),
        qualifiers: qualifier_names(observation.qualifiers),
        origin: observation.origin.name().to_owned(),
        source: source_id(snapshot, observation.source),
        known_on: observation.known_on.to_string(),
        publication: observation.publication,
    }
}

fn collect_sources(record: &Record, used: &mut BTreeSet<SourceIndex>) {
    used.extend(record.observations.iter().map(|o| o.source));
    used.extend(record.rejected.iter().map(|(o, _)| o.source));
    record.children.iter().for_each(|child| collect_sources(child, used));
}

/// The formula with the numbers put in, from the steps that gave the value.
fn substituted(snapshot: &Snapshot, question: &Question, root: &Record) -> Option<Bilingual> {
    let plan = &snapshot.plan;
    let text = plan.indicator_text(question.indicator);
    let join = |number: &str, unit: &str| Messages::shared().with_unit(number, unit);
    let result = join(&shown(number(root.cell?.value), text.decimals), text.unit.get_ref());
    let with_unit = |record: &Record, unit: &str| Some(join(&finer(record.cell?.value), unit));
    let child = |kind: StepKind| root.children.iter().find(|c| c.kind == kind);
    match plan.definitions.indicator(question.indicator).formula.as_ref()? {
        Formula::Ratio { numerator, denominator, .. } => {
            let (Some(above), Some(below)) = (child(StepKind::Numerator), child(StepKind::Denominator))
            else {
                return Some(result);
            };
            let above = with_unit(above, &unit_of_terms(plan, numerator))?;
            let below = with_unit(below, &unit_of_terms(plan, denominator))?;
            let put = |above: &str, below: &str, result: &str| format!("{above} ÷ {below} = {result}");
            Some(Bilingual {
                zh: put(&above.zh, &below.zh, &result.zh),
                en: put(&above.en, &below.en, &result.en),
            })
        }
        Formula::Growth { measure, .. } => {
            let unit = plan.unit(*measure).to_string();
            let later = with_unit(child(StepKind::Later)?, &unit)?;
            let earlier = with_unit(child(StepKind::Earlier)?, &unit)?;
            let put =
                |later: &str, earlier: &str, result: &str| format!("{later} ÷ {earlier} − 1 = {result}");
            Some(Bilingual {
                zh: put(&later.zh, &earlier.zh, &result.zh),
                en: put(&later.en, &earlier.en, &result.en),
            })
        }
        Formula::Measure(_) => {
            let parts = root.children.iter().filter(|c| matches!(c.kind, StepKind::Measure(_)));
            let parts: Vec<(&Text, String)> = parts
                .filter_map(|c| {
                    let name = &plan.territory_text(*c.territories.first()?).name;
                    Some((name, finer(c.cell?.value)))
                })
                .collect();
            let is_withheld = |child: &Record| child.notes.contains(&StepNote::Withheld);
            if parts.len() < 2 || root.children.iter().any(is_withheld) {
                return Some(result);
            }
            let put = |name: fn(&Text) -> &str, result: &str| {
                let parts: Vec<String> =
                    parts.iter().map(|(text, value)| format!("{} {value}", name(text))).collect();
                format!("{} = {result}", parts.join(" + "))
            };
            Some(Bilingual { zh: put(|text| &text.zh, &result.zh), en: put(|text| &text.en, &result.en) })
        }
    }
}

/// The unit of a linear combination, whose terms share one.
fn unit_of_terms(plan: &Plan, terms: &[Term]) -> String {
    terms.first().map(|term| plan.unit(term.measure).to_string()).unwrap_or_default()
}

/// The units of numerator and denominator, or of what grows.
fn units_of_parts(plan: &Plan, indicator: IndicatorIndex) -> [Option<String>; 2] {
    match &plan.definitions.indicator(indicator).formula {
        Some(Formula::Ratio { numerator, denominator, .. }) => {
            [numerator, denominator].map(|terms| Some(unit_of_terms(plan, terms)))
        }
        Some(Formula::Growth { measure, .. }) => [(); 2].map(|()| Some(plan.unit(*measure).to_string())),
        _ => [None, None],
    }
}
