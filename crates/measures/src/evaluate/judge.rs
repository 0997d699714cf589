//! Target, path, light: a value held against what was wanted.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Certainty, Decimal, Light, Period};
use rust_decimal::prelude::ToPrimitive;

use super::indicator::{Valued, Wanted, value};
use super::{Answer, Base, LightReason, Question, Recorder, Share, Silent, StepKind, World};
use crate::{Definitions, Direction, Formula, IndicatorIndex, OverTerritory, Quantity, RuleStep, Target};

/// Evaluates and judges.
pub(super) fn judge<R: Recorder>(world: &World<'_>, question: &Question, recorder: &mut R) -> Answer {
    recorder.open(StepKind::Indicator(question.indicator), &question.territories, question.period);
    let valued = value(world, question, Wanted::Both, recorder);
    recorder.close(valued.cell);
    let target = match question.territories[..] {
        [only] => target_of(world.definitions, question.indicator, only),
        _ => None,
    };
    let base = target.and_then(|_| base_of(world, question));
    let judgement = judgement(
        world.definitions,
        question.indicator,
        question.period,
        valued.held(),
        target.map(|n| &world.definitions.targets[n]),
        base,
        || growths(world, question),
    );
    Answer {
        share: share(world, question, &valued),
        cell: valued.cell,
        coverage: valued.coverage,
        rolled_up: valued.rolled_up,
        rolled_up_coverage: valued.rolled_up_coverage,
        difference: valued.difference,
        target,
        base,
        path: judgement.path,
        progress: judgement.progress,
        gap: judgement.gap,
        required_growth: judgement.required_growth,
        light: judgement.light,
        light_reason: judgement.light_reason,
        certainty: target.map_or(Certainty::Confirmed, |n| world.definitions.targets[n].certainty),
    }
}

/// A value as it is held against a target.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub number: f64,
    pub is_bound: bool,
    pub is_complete: bool,
}

impl Held {
    /// The number, unless it is a bound.
    pub fn unbounded(self) -> Option<f64> {
        (!self.is_bound).then_some(self.number)
    }
}

impl Valued {
    pub(super) fn held(&self) -> Option<Held> {
        let cell = self.cell?;
        let is_complete = self.coverage.as_ref().is_some_and(|coverage| coverage.is_complete());
        Some(Held { number: number(cell.value), is_bound: cell.qualifiers.is_bound(), is_complete })
    }
}

/// A decimal as the nearest floating point number, however many zeros it ends in.
pub(crate) fn number(value: Decimal) -> f64 {
    value.normalize().to_f64().unwrap_or(f64::NAN)
}

/// How a value stands to its target.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Judgement {
    /// 序时进度: the value wanted by the end of the period.
    pub path: Option<f64>,
    pub progress: Option<f64>,
    pub gap: Option<f64>,
    pub required_growth: Option<f64>,
    pub light: Light,
    pub light_reason: LightReason,
}

/// The growth of a value on the year before, the mean of its peers, and that of the reference territory.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Growths {
    pub own: Option<f64>,
    pub peers: Option<f64>,
    pub reference: Option<f64>,
}

impl Growths {
    /// What a rule may look at, from the growth of each territory. Without another that grows there are no peers.
    pub fn of(
        world: &World<'_>,
        territories: &[TerritoryIndex],
        period: Period,
        growth: impl Fn(TerritoryIndex) -> Option<f64>,
    ) -> Self {
        let [only] = *territories else { return Self::default() };
        let kind = world.definitions.own_kind[only.at()];
        let peers = world.territories.view(kind, period.last_day()).peers(only);
        let known: Vec<f64> = peers.into_iter().filter_map(&growth).collect();
        let mean = (known.len() > 1).then(|| known.iter().sum::<f64>() / known.len() as f64);
        Self { own: growth(only), peers: mean, reference: world.definitions.reference.and_then(growth) }
    }
}

/// Holds a value against its target. `growths` is asked only where a rule looks at growth.
pub(crate) fn judgement(
    definitions: &Definitions,
    indicator: IndicatorIndex,
    period: Period,
    held: Option<Held>,
    target: Option<&Target>,
    base: Option<Base>,
    growths: impl FnOnce() -> Growths,
) -> Judgement {
    let path = target.zip(base).and_then(|(target, base)| {
        target.path.at((base.period, base.value), (target.period, target.value), period)
    });
    let number = held.map(|held| held.number);
    let progress = number.zip(path).zip(base).and_then(|((v, p), b)| progress(v, p, b.value));
    let facts = Facts { definitions, indicator, held, target, base, path, progress };
    let (light, light_reason) = facts.light(growths);
    Judgement {
        path,
        progress,
        gap: number.zip(path).map(|(v, p)| v - p),
        required_growth: number.zip(target).and_then(|(v, target)| target.required_growth(v, period)),
        light,
        light_reason,
    }
}

/// The target of an indicator for a territory, by its place in the definitions.
fn target_of(
    definitions: &Definitions,
    indicator: IndicatorIndex,
    territory: TerritoryIndex,
) -> Option<usize> {
    definitions.targets.iter().position(|t| t.indicator == indicator && t.territory == territory)
}

/// The value at the plan's base period; it must be whole and no bound, or there is no path.
fn base_of(world: &World<'_>, question: &Question) -> Option<Base> {
    let period = world.definitions.base_period;
    let valued = value(world, &question.at(period), Wanted::Value, &mut Silent);
    let held = valued.held().filter(|held| held.is_complete)?;
    Some(Base { period, value: held.unbounded()?, origin: valued.cell?.origin })
}

/// (value - base) / (path - base). Where the path has not moved yet, being on it is full progress.
fn progress(value: f64, path: f64, base: f64) -> Option<f64> {
    if path == base {
        return (value == path).then_some(1.0);
    }
    Some((value - base) / (path - base))
}

/// What a light is decided from.
struct Facts<'d> {
    definitions: &'d Definitions,
    indicator: IndicatorIndex,
    held: Option<Held>,
    target: Option<&'d Target>,
    base: Option<Base>,
    path: Option<f64>,
    progress: Option<f64>,
}

impl Facts<'_> {
    fn light(&self, growths: impl FnOnce() -> Growths) -> (Light, LightReason) {
        match self.reason_for_none() {
            Ok((held, target, base, path, rule)) => {
                let known = self.quantities(held.number, target, base, path, rule, growths);
                self.decide(rule, known)
            }
            Err(reason) => (Light::Grey, reason),
        }
    }

    /// What a rule needs, or why there can be no light.
    fn reason_for_none(&self) -> Result<(Held, &Target, Base, f64, usize), LightReason> {
        let indicator = self.definitions.indicator(self.indicator);
        if indicator.formula.is_none() {
            return Err(LightReason::NoDefinition);
        }
        let held = self.held.ok_or(LightReason::NoValue)?;
        let target = self.target.ok_or(LightReason::NoTarget)?;
        if held.is_bound {
            return Err(LightReason::BoundOnly);
        }
        if !held.is_complete {
            return Err(LightReason::IncompleteCoverage);
        }
        let base = self.base.ok_or(LightReason::NoBase)?;
        let path = self.path.ok_or(LightReason::OffPath)?;
        let rule = indicator.rule.or(self.definitions.default_rule).ok_or(LightReason::NoRule)?;
        Ok((held, target, base, path, rule))
    }

    fn quantities(
        &self,
        number: f64,
        target: &Target,
        base: Base,
        path: f64,
        rule: usize,
        growths: impl FnOnce() -> Growths,
    ) -> Vec<(Quantity, f64)> {
        let mut known = vec![];
        known.extend(self.progress.map(|p| (Quantity::Progress, p)));
        if path != 0.0 {
            let higher = self.definitions.indicator(self.indicator).direction == Direction::Higher;
            let achievement = if higher { number / path } else { path / number };
            known.push((Quantity::Achievement, achievement));
            known.push((Quantity::ShortfallPoints, 100.0 * (1.0 - achievement)));
        }
        if self.definitions.rules[rule].asks_for_growth() {
            let growths = growths();
            let planned = target.required_growth(base.value, base.period);
            let gap = |other: Option<f64>| growths.own.zip(other).map(|(own, other)| own - other);
            known.extend(growths.own.map(|own| (Quantity::Growth, own)));
            known.extend(gap(planned).map(|gap| (Quantity::PlannedGrowthGap, gap)));
            known.extend(gap(growths.peers).map(|gap| (Quantity::PeerGrowthGap, gap)));
            known.extend(gap(growths.reference).map(|gap| (Quantity::ReferenceGrowthGap, gap)));
        }
        known
    }

    /// The first step whose conditions all hold; a condition on an unknown quantity does not hold.
    fn decide(&self, rule: usize, known: Vec<(Quantity, f64)>) -> (Light, LightReason) {
        let value_of =
            |wanted| known.iter().find(|(quantity, _)| *quantity == wanted).map(|(_, value)| *value);
        let steps = &self.definitions.rules[rule].steps;
        let holds = |step: &RuleStep| {
            step.when.iter().all(|c| value_of(c.quantity).is_some_and(|value| c.holds(value)))
        };
        match steps.iter().position(holds) {
            Some(step) => (steps[step].light, LightReason::Rule { rule, step, quantities: known }),
            None => (Light::Grey, LightReason::NoStep(rule)),
        }
    }
}

fn growths(world: &World<'_>, question: &Question) -> Growths {
    Growths::of(world, &question.territories, question.period, |territory| {
        let is_asked = question.territories == [territory];
        let question = if is_asked { question.clone() } else { question.of(territory) };
        let held = |question: &Question| value(world, question, Wanted::Value, &mut Silent).held();
        growth(held(&question), held(&question.at(question.period.shifted_years(-1)?)))
    })
}

/// Growth as a fraction; a bound tells none.
pub(crate) fn growth(now: Option<Held>, before: Option<Held>) -> Option<f64> {
    let (now, earlier) = (now?.unbounded()?, before?.unbounded()?);
    (earlier != 0.0).then_some(now / earlier - 1.0)
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
