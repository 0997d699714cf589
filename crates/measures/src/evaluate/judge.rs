//! Target, path, light: a value held against what was wanted.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Bound, Certainty, Decimal, Light, Period};
use rust_decimal::prelude::ToPrimitive;

use super::indicator::{Valued, Wanted, value};
use super::{Answer, Base, LightReason, Question, Recorder, Share, Silent, StepKind, World};
use crate::{
    Definitions, Direction, Formula, IndicatorIndex, OverTerritory, OverTime, Quantity, RuleStep, Target,
};

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
        judgement,
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
    let progress = number.zip(path).zip(base).and_then(|((v, p), b)| progress(v, p, b.value, target));
    let facts = Facts { definitions, indicator, period, held, target, base, path, progress };
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
///
/// Beyond a target that is to be hit exactly, progress is what is left of the way once the excess is walked back.
/// From a base that meets the target to a value that does not there is no progress, though the way from the base to
/// the target, taken as a distance, leads there and beyond.
fn progress(value: f64, path: f64, base: f64, target: Option<&Target>) -> Option<f64> {
    if target.is_some_and(|t| t.bound != Bound::Exactly && t.is_met_by(base) && !t.is_met_by(value)) {
        return Some(0.0);
    }
    if let Some(target) = target.filter(|target| target.is_overshot_by(value, base)) {
        let way = (target.value - base).abs();
        return Some(if way == 0.0 { 0.0 } else { 1.0 - (value - target.value).abs() / way });
    }
    if path == base {
        return (value == path).then_some(1.0);
    }
    Some((value - base) / (path - base))
}

/// What a light is decided from.
struct Facts<'d> {
    definitions: &'d Definitions,
    indicator: IndicatorIndex,
    period: Period,
    held: Option<Held>,
    target: Option<&'d Target>,
    base: Option<Base>,
    path: Option<f64>,
    progress: Option<f64>,
}

impl Facts<'_> {
    fn light(&self, growths: impl FnOnce() -> Growths) -> (Light, LightReason) {
        let judged = self.compared().and_then(|(held, target, base)| {
            if self.is_met_already(held, target, base) {
                return Ok((Light::Green, LightReason::TargetMet));
            }
            let path = self.path.ok_or(LightReason::OffPath)?;
            let own = self.definitions.indicator(self.indicator).rule;
            let rule = own.or(self.definitions.default_rule).ok_or(LightReason::NoRule)?;
            Ok(self.decide(rule, self.quantities(held.number, target, base, path, rule, growths)))
        });
        judged.unwrap_or_else(|reason| (Light::Grey, reason))
    }

    /// What is held against what, or why nothing can be.
    fn compared(&self) -> Result<(Held, &Target, Base), LightReason> {
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
        Ok((held, target, base))
    }

    /// Whether the value is what the target wants in the end, on the way there or at its end.
    ///
    /// Nothing on the way may ask for more than that, and the way itself may lead down from a base that is beyond the
    /// target, where falling behind the path would be no harm.
    fn is_met_already(&self, held: Held, target: &Target, base: Base) -> bool {
        let is_on_the_way =
            self.period.years_since(base.period) >= 0.0 && target.period.years_since(self.period) >= 0.0;
        // What adds up over time is lower for a part of a year and says nothing yet of the whole.
        let adds_up = match self.definitions.indicator(self.indicator).formula {
            Some(Formula::Measure(measure)) => self.definitions.measure(measure).over_time == OverTime::Sum,
            _ => false,
        };
        let is_comparable = !adds_up || self.period.months() == target.period.months();
        is_on_the_way && is_comparable && target.is_met_by(held.number)
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
            let achievement = match target.is_overshot_by(number, base.value) {
                true => 1.0 - (number - target.value).abs() / target.value.abs().max(f64::MIN_POSITIVE),
                false if higher => number / path,
                false => path / number,
            };
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lanbai_kernel::territory::TerritoryIndex;
    use lanbai_kernel::{Bound, Certainty, Light, Origin, Period, Text, Unit};

    use super::{Growths, Held, judgement};
    use crate::evaluate::{Base, LightReason};
    use crate::{
        Condition, Definitions, Direction, Formula, Indicator, IndicatorIndex, LightRule, Measure,
        MeasureIndex, MeasureKind, OverTerritory, OverTime, PathShape, Preference, Quantity, RuleStep,
        Target,
    };

    const ON_SCHEDULE: f64 = 1.0;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    fn step(light: Light, at_least: f64) -> RuleStep {
        let progress = Condition {
            quantity: Quantity::Progress,
            at_least: Some(at_least),
            more_than: None,
            at_most: None,
            less_than: None,
        };
        RuleStep { light, when: vec![progress], reason: Text::default() }
    }

    fn definitions(over_time: OverTime) -> Definitions {
        let measure = Measure {
            id: Arc::from("m"),
            unit: Unit::ONE,
            kind: MeasureKind::Ratio,
            over_time,
            over_territory: OverTerritory::None,
            feed: None,
        };
        let indicator = Indicator {
            id: Arc::from("i"),
            unit: Unit::ONE,
            decimals: 1,
            direction: Direction::Higher,
            formula: Some(Formula::Measure(MeasureIndex(0))),
            rule: None,
        };
        let steps = vec![step(Light::Green, ON_SCHEDULE), step(Light::Red, f64::NEG_INFINITY)];
        Definitions {
            measures: vec![measure],
            indicators: vec![indicator],
            targets: Vec::new(),
            rules: vec![LightRule { id: Arc::from("r"), version: Arc::from("1"), steps }],
            default_rule: Some(0),
            preference: Preference::default(),
            base_period: period("2023"),
            reference: None,
            confidentiality: crate::Confidentiality::default(),
            own_kind: Vec::new(),
            grades: Vec::new(),
        }
    }

    /// The light of a value against a target of 2028 with a base of 2023, and whether it is because the target is met.
    struct Case {
        bound: Bound,
        target: f64,
        base: Option<f64>,
        path: PathShape,
        over_time: OverTime,
        held: Held,
    }

    impl Case {
        fn new(bound: Bound, target: f64, base: f64, value: f64) -> Self {
            Self {
                bound,
                target,
                base: Some(base),
                path: PathShape::Linear,
                over_time: OverTime::None,
                held: Held { number: value, is_bound: false, is_complete: true },
            }
        }

        fn light(&self, at: &str) -> (Light, LightReason) {
            let target = Target {
                indicator: IndicatorIndex(0),
                territory: TerritoryIndex(0),
                period: period("2028"),
                value: self.target,
                bound: self.bound,
                path: self.path.clone(),
                certainty: Certainty::Confirmed,
                inherited_from: None,
            };
            let base =
                self.base.map(|value| Base { period: period("2023"), value, origin: Origin::Published });
            let definitions = definitions(self.over_time);
            let held = Some(self.held);
            let judged = judgement(
                &definitions,
                IndicatorIndex(0),
                period(at),
                held,
                Some(&target),
                base,
                Growths::default,
            );
            (judged.light, judged.light_reason)
        }
    }

    const MET: (Light, LightReason) = (Light::Green, LightReason::TargetMet);

    #[test]
    fn what_meets_the_target_is_green_though_the_path_leads_down_to_it() {
        assert_eq!(Case::new(Bound::AtLeast, 6.0, 7.1, 7.2).light("2024"), MET);
        assert_eq!(Case::new(Bound::AtLeast, 6.0, 7.1, 6.0).light("2028"), MET);
        assert_eq!(Case::new(Bound::AtMost, 2.4, 1.9, 1.8).light("2024"), MET);
    }

    #[test]
    fn falling_from_beyond_the_target_to_short_of_it_is_no_progress() {
        for (bound, target, base, value) in
            [(Bound::AtLeast, 6.0, 7.1, 5.0), (Bound::AtMost, 2.4, 1.9, 3.0), (Bound::AtLeast, 6.0, 6.0, 5.0)]
        {
            assert_eq!(Case::new(bound, target, base, value).light("2024").0, Light::Red);
        }
    }

    #[test]
    fn beyond_a_target_to_be_hit_exactly_is_not_on_schedule() {
        for (base, value) in [(50.0, 101.0), (50.0, 180.0), (150.0, 99.0), (100.0, 101.0), (100.0, 99.0)] {
            let case = Case::new(Bound::Exactly, 100.0, base, value);
            assert_eq!(case.light("2026").0, Light::Red, "{base} {value}");
        }
        assert_eq!(Case::new(Bound::Exactly, 100.0, 50.0, 100.0).light("2026"), MET);
        assert_eq!(Case::new(Bound::Exactly, 100.0, 50.0, 90.0).light("2026").0, Light::Green);
    }

    #[test]
    fn a_path_asks_for_no_more_than_the_target() {
        let path = PathShape::Given([(period("2024"), 9.0)].into());
        let case = Case { path, ..Case::new(Bound::AtLeast, 6.0, 3.0, 6.5) };
        assert_eq!(case.light("2024"), MET);
        assert_eq!(case.light("2025"), MET, "the path says nothing of 2025");
    }

    #[test]
    fn what_does_not_meet_the_target_is_left_to_the_rule() {
        let (light, reason) = Case::new(Bound::AtLeast, 6.0, 3.0, 3.1).light("2024");
        assert_eq!(light, Light::Red);
        assert!(matches!(reason, LightReason::Rule { rule: 0, step: 1, .. }), "{reason:?}");
        assert_eq!(Case::new(Bound::AtMost, 2.4, 3.4, 3.5).light("2024").0, Light::Red);
    }

    #[test]
    fn off_the_path_nothing_is_met() {
        let case = Case::new(Bound::AtLeast, 6.0, 3.0, 9.0);
        assert_eq!(case.light("2022"), (Light::Grey, LightReason::OffPath));
        assert_eq!(case.light("2029"), (Light::Grey, LightReason::OffPath));
        let case = Case { base: None, ..case };
        assert_eq!(case.light("2024"), (Light::Grey, LightReason::NoBase));
    }

    #[test]
    fn a_bound_or_a_part_of_the_leaves_meets_nothing() {
        let case = Case::new(Bound::AtLeast, 6.0, 3.0, 9.0);
        let bound = Case { held: Held { is_bound: true, ..case.held }, ..case };
        assert_eq!(bound.light("2024"), (Light::Grey, LightReason::BoundOnly));
        let part = Case { held: Held { is_bound: false, is_complete: false, ..bound.held }, ..bound };
        assert_eq!(part.light("2024"), (Light::Grey, LightReason::IncompleteCoverage));
    }

    #[test]
    fn a_quarter_of_what_adds_up_does_not_meet_the_target_of_a_year() {
        let case = Case::new(Bound::AtMost, 100.0, 120.0, 30.0);
        assert_eq!(case.light("2024Q1"), MET);
        let flow = Case { over_time: OverTime::Sum, ..case };
        assert!(matches!(flow.light("2024Q1").1, LightReason::Rule { .. }));
        assert_eq!(flow.light("2024"), MET);
    }
}
