//! Target, path, light: a value held against what was wanted.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Certainty, Light};
use rust_decimal::prelude::ToPrimitive;

use super::indicator::{Valued, Wanted, value};
use super::{Answer, Base, LightReason, Question, Recorder, Share, Silent, StepKind, World};
use crate::{Direction, Formula, OverTerritory, Quantity, Target};

/// Evaluates and judges.
pub(super) fn judge<R: Recorder>(world: &World<'_>, question: &Question, recorder: &mut R) -> Answer {
    recorder.open(StepKind::Indicator(question.indicator), &question.territories, question.period);
    let valued = value(world, question, Wanted::Both, recorder);
    recorder.close(valued.cell);
    let number = valued.cell.and_then(|cell| cell.value.to_f64());
    let target_index = match question.territories[..] {
        [only] => target_of(world, question, only),
        _ => None,
    };
    let target = target_index.map(|n| &world.definitions.targets[n]);
    let base = target.and_then(|_| base_of(world, question));
    let path = target.zip(base).and_then(|(target, base)| {
        target.path.at((base.period, base.value), (target.period, target.value), question.period)
    });
    let progress = number.zip(path).zip(base).and_then(|((v, p), b)| progress(v, p, b.value));
    let required_growth =
        number.zip(target).and_then(|(v, target)| target.required_growth(v, question.period));
    let (light, light_reason) = light(world, question, &valued, target, base, path, progress);
    Answer {
        share: share(world, question, &valued),
        cell: valued.cell,
        coverage: valued.coverage,
        rolled_up: valued.rolled_up,
        rolled_up_coverage: valued.rolled_up_coverage,
        difference: valued.difference,
        target: target_index,
        base,
        path,
        progress,
        gap: number.zip(path).map(|(v, p)| v - p),
        required_growth,
        light,
        light_reason,
        certainty: target.map_or(Certainty::Confirmed, |t| t.certainty),
    }
}

fn target_of(world: &World<'_>, question: &Question, territory: TerritoryIndex) -> Option<usize> {
    let targets = &world.definitions.targets;
    targets.iter().position(|t| t.indicator == question.indicator && t.territory == territory)
}

/// The value at the plan's base period; it must be whole and no bound, or there is no path.
fn base_of(world: &World<'_>, question: &Question) -> Option<Base> {
    let period = world.definitions.base_period;
    let valued = value(world, &question.at(period), Wanted::Value, &mut Silent);
    let cell = valued.cell.filter(|cell| !cell.qualifiers.is_bound())?;
    let whole = valued.coverage.is_some_and(|coverage| coverage.is_complete());
    whole.then_some(Base { period, value: cell.value.to_f64()?, origin: cell.origin })
}

/// (value - base) / (path - base). Where the path has not moved yet, being on it is full progress.
fn progress(value: f64, path: f64, base: f64) -> Option<f64> {
    if path == base {
        return (value == path).then_some(1.0);
    }
    Some((value - base) / (path - base))
}

fn light(
    world: &World<'_>,
    question: &Question,
    valued: &Valued,
    target: Option<&Target>,
    base: Option<Base>,
    path: Option<f64>,
    progress: Option<f64>,
) -> (Light, LightReason) {
    let indicator = world.definitions.indicator(question.indicator);
    let grey = |reason| (Light::Grey, reason);
    if indicator.formula.is_none() {
        return grey(LightReason::NoDefinition);
    }
    let Some(cell) = valued.cell else { return grey(LightReason::NoValue) };
    if target.is_none() {
        return grey(LightReason::NoTarget);
    }
    if cell.qualifiers.is_bound() {
        return grey(LightReason::BoundOnly);
    }
    if valued.coverage.as_ref().is_none_or(|coverage| !coverage.is_complete()) {
        return grey(LightReason::IncompleteCoverage);
    }
    let Some(base) = base else { return grey(LightReason::NoBase) };
    let Some(path) = path else { return grey(LightReason::OffPath) };
    let Some(rule) = indicator.rule.or(world.definitions.default_rule) else {
        return grey(LightReason::NoRule);
    };
    let number = cell.value.to_f64().unwrap_or(f64::NAN);
    let asks = |quantity| world.definitions.rules[rule].asks_for(quantity);
    let mut known = vec![];
    known.extend(progress.map(|p| (Quantity::Progress, p)));
    if path != 0.0 {
        let achievement =
            if indicator.direction == Direction::Higher { number / path } else { path / number };
        known.push((Quantity::Achievement, achievement));
        known.push((Quantity::ShortfallPoints, 100.0 * (1.0 - achievement)));
    }
    if asks(Quantity::Growth) || asks(Quantity::PlannedGrowthGap) || asks(Quantity::PeerGrowthGap) {
        known.extend(growth_quantities(world, question, number, base, target));
    }
    decide(world, rule, known)
}

/// The first step whose conditions all hold; a condition on an unknown quantity does not hold.
fn decide(world: &World<'_>, rule: usize, known: Vec<(Quantity, f64)>) -> (Light, LightReason) {
    let value_of = |wanted| known.iter().find(|(quantity, _)| *quantity == wanted).map(|(_, value)| *value);
    let steps = &world.definitions.rules[rule].steps;
    let holds = |step: &crate::RuleStep| {
        step.when.iter().all(|c| value_of(c.quantity).is_some_and(|value| c.holds(value)))
    };
    match steps.iter().position(holds) {
        Some(step) => (steps[step].light, LightReason::Rule { rule, step, quantities: known }),
        None => (Light::Grey, LightReason::NoStep(rule)),
    }
}

fn growth_quantities(
    world: &World<'_>,
    question: &Question,
    number: f64,
    base: Base,
    target: Option<&Target>,
) -> Vec<(Quantity, f64)> {
    let mut known = Vec::new();
    let Some(own) = growth_on_year_before(world, question, number) else { return known };
    known.push((Quantity::Growth, own));
    if let Some(planned) = target.and_then(|t| t.required_growth(base.value, base.period)) {
        known.push((Quantity::PlannedGrowthGap, own - planned));
    }
    let of_whole = world.definitions.reference.and_then(|reference| {
        let question = question.of(reference);
        let now = value(world, &question, Wanted::Value, &mut Silent).cell?.value.to_f64()?;
        growth_on_year_before(world, &question, now)
    });
    known.extend(of_whole.map(|whole| (Quantity::PeerGrowthGap, own - whole)));
    known
}

fn growth_on_year_before(world: &World<'_>, question: &Question, now: f64) -> Option<f64> {
    let before = question.at(question.period.shifted_years(-1)?);
    let valued = value(world, &before, Wanted::Value, &mut Silent);
    let earlier = valued.cell.filter(|cell| !cell.qualifiers.is_bound())?.value.to_f64()?;
    (earlier != 0.0).then(|| now / earlier - 1.0)
}

/// The share of the reference territory; only for measures that add up over territories.
fn share(world: &World<'_>, question: &Question, valued: &Valued) -> Option<Share> {
    let definitions = world.definitions;
    let reference = definitions.reference?;
    let Some(Formula::Measure(measure)) = definitions.indicator(question.indicator).formula else {
        return None;
    };
    if definitions.measure(measure).over_territory == OverTerritory::None
        || question.territories.contains(&reference)
        || valued.coverage.as_ref().is_none_or(|coverage| !coverage.is_complete())
    {
        return None;
    }
    let cell = valued.cell.filter(|cell| !cell.qualifiers.is_bound())?;
    let whole = value(world, &question.of(reference), Wanted::Value, &mut Silent);
    let complete = whole.coverage.is_some_and(|coverage| coverage.is_complete());
    let whole = whole.cell.filter(|cell| complete && !cell.qualifiers.is_bound())?;
    let share = cell.value.checked_div(whole.value)?.to_f64()?;
    (share <= 1.0).then_some(Share { of: reference, value: share, origin: cell.origin.weakest(whole.origin) })
}
