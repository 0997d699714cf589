//! Rules (d) and (e): ratios whose parts cover the same leaves, and growth over one scope.

use lanbai_kernel::{Decimal, LeafSet};

use super::choose::{Bounds, choose};
use super::difference::{difference, range_of_ratio, range_of_sum};
use super::roll_up::{Part, RolledUp, Scope, roll_up};
use super::{Cell, Coverage, Difference, Method, Question, Recorder, Silent, StepKind, StepNote, World};
use crate::{Formula, MeasureIndex, Term};

/// The value of an indicator before it is held against a target.
#[derive(Debug, Clone, Default)]
pub(super) struct Valued {
    pub cell: Option<Cell>,
    pub coverage: Option<Coverage>,
    pub rolled_up: Option<Cell>,
    pub rolled_up_coverage: Option<Coverage>,
    pub difference: Option<Difference>,
}

/// Which of the two values of an indicator is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Only the value itself: for paths, growth and peers.
    Value,
    /// The rolled-up value and the difference too.
    Both,
}

/// Evaluates the indicator's formula.
pub(super) fn value<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    wanted: Wanted,
    recorder: &mut R,
) -> Valued {
    let Some(formula) = &world.definitions.indicator(question.indicator).formula else {
        return Valued::default();
    };
    let with_self = Scope::with_self(world, question);
    let (cell, leaves, is_direct) = match own_value(world, question, formula, &with_self, recorder) {
        Some((cell, leaves, is_direct)) => (Some(cell), leaves, is_direct),
        None => (None, LeafSet::default(), false),
    };
    let coverage = cell.is_some().then(|| with_self.coverage(&leaves));
    if let (true, Some(coverage)) = (R::ON, &coverage)
        && !coverage.is_complete()
    {
        recorder.note(StepNote::Missing(coverage.missing.clone()));
    }
    let mut valued = Valued { cell, coverage, ..Valued::default() };
    if wanted == Wanted::Both {
        roll_up_beside(world, question, formula, is_direct, &mut valued, recorder);
    }
    valued
}

/// The value without the territory's own, beside the direct one.
fn roll_up_beside<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    formula: &Formula,
    is_direct: bool,
    valued: &mut Valued,
    recorder: &mut R,
) {
    let below = Scope::below(world, question);
    if below.candidates.is_empty() {
        return;
    }
    recorder.open(StepKind::RolledUp, &question.territories, question.period);
    let rolled = computed(world, question, formula, &below, recorder);
    recorder.close(rolled.as_ref().map(|r| r.cell));
    let Some(rolled) = rolled else { return };
    let coverage = below.coverage(&rolled.leaves);
    if let (true, true, Some(direct)) = (is_direct, coverage.is_complete(), &valued.cell) {
        valued.difference = Some(difference(direct, &rolled.cell, rolled.range));
    }
    valued.rolled_up = Some(rolled.cell);
    valued.rolled_up_coverage = Some(coverage);
}

/// A computed value, the leaves that it covers and the range that rounding leaves it.
struct Computed {
    cell: Cell,
    leaves: LeafSet,
    range: (Decimal, Decimal),
    /// Whether it rests on the asked territory's own values alone.
    is_own: bool,
}

/// The territory's value: what was published of it, else what its parts give.
fn own_value<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    formula: &Formula,
    scope: &Scope,
    recorder: &mut R,
) -> Option<(Cell, LeafSet, bool)> {
    let published = match (formula, &question.territories[..]) {
        (Formula::Ratio { published_as: Some(ratio), .. }, [only]) => {
            choose(world, question, *ratio, *only, Bounds::Allowed, &mut Silent)
                .map(|cell| (*ratio, *only, cell))
        }
        _ => None,
    };
    if let Some((ratio, territory, cell)) = published {
        let from_parts = computed(world, question, formula, scope, &mut Silent);
        // Own parts of at least the same origin say it with more digits; a roll-up never replaces a print.
        let parts_win = from_parts.as_ref().is_some_and(|c| c.is_own && c.cell.origin <= cell.origin);
        if !parts_win {
            choose(world, question, ratio, territory, Bounds::Allowed, recorder);
            return Some((cell, scope.leaves.clone(), true));
        }
    }
    let computed = computed(world, question, formula, scope, recorder)?;
    Some((computed.cell, computed.leaves, computed.is_own))
}

fn computed<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    formula: &Formula,
    scope: &Scope,
    recorder: &mut R,
) -> Option<Computed> {
    let is_own =
        |r: &RolledUp| matches!((&r.parts[..], &scope.territories[..]), ([(t, _)], [only]) if t == only);
    match formula {
        Formula::Measure(measure) => {
            let terms = [Term { measure: *measure, weight: Decimal::ONE }];
            let part = Part::Combination { terms: &terms, bounds: Bounds::Allowed };
            let rolled = roll_up(world, question, part, scope, None, recorder)?;
            let own = is_own(&rolled);
            Some(Computed {
                cell: rolled.cell,
                range: range_of_sum(&rolled.cell),
                leaves: rolled.leaves,
                is_own: own,
            })
        }
        Formula::Ratio { numerator, denominator, published_as, factor } => {
            let below = Part::Combination { terms: denominator, bounds: Bounds::Refused };
            let above = match published_as {
                Some(ratio) => {
                    Part::Numerator { terms: numerator, ratio: *ratio, denominator, factor: *factor }
                }
                None => Part::Combination { terms: numerator, bounds: Bounds::Refused },
            };
            let (above, below) =
                over_common_leaves(world, [question, question], [above, below], scope, recorder)?;
            let value = above.cell.value.checked_mul(*factor)?.checked_div(below.cell.value)?;
            let range = range_of_ratio(&above, &below, *factor)?;
            let rounding = (range.1 - range.0) / Decimal::TWO;
            let cell = above.cell.joined(below.cell, value, rounding, Method::Ratio);
            // A numerator derived from the published ratio itself says nothing that the print does not.
            let derived = above.parts.iter().any(|(_, part)| part.method == Method::DerivedNumerator);
            let is_own = is_own(&above) && is_own(&below) && !derived;
            Some(Computed { cell, leaves: above.leaves.clone(), range, is_own })
        }
        Formula::Growth { measure, factor } => growth(world, question, *measure, *factor, scope, recorder),
    }
}

/// Growth on the year before with the later period's membership; both periods cover the same leaves.
fn growth<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    factor: Decimal,
    scope: &Scope,
    recorder: &mut R,
) -> Option<Computed> {
    let terms = [Term { measure, weight: Decimal::ONE }];
    let part = Part::Combination { terms: &terms, bounds: Bounds::Refused };
    let before = question.at(question.period.shifted_years(-1)?);
    let (later, earlier) = over_common_leaves(world, [question, &before], [part, part], scope, recorder)?;
    let change = |a: Decimal, b: Decimal| (a.checked_div(b)? - Decimal::ONE).checked_mul(factor);
    let value = change(later.cell.value, earlier.cell.value)?;
    let (a, b) = (range_of_sum(&later.cell), range_of_sum(&earlier.cell));
    let range = (change(a.0, b.1)?, change(a.1, b.0)?);
    let is_own =
        later.parts.len() == 1 && scope.territories.len() == 1 && later.parts[0].0 == scope.territories[0];
    let cell = later.cell.joined(earlier.cell, value, (range.1 - range.0) / Decimal::TWO, Method::Growth);
    Some(Computed { cell, leaves: later.leaves.clone(), range, is_own })
}

/// Rolls two parts up until both cover the same leaves, restricting them to what they have in common.
fn over_common_leaves<R: Recorder>(
    world: &World<'_>,
    questions: [&Question; 2],
    parts: [Part<'_>; 2],
    scope: &Scope,
    recorder: &mut R,
) -> Option<(RolledUp, RolledUp)> {
    let mut within: Option<LeafSet> = None;
    loop {
        let first = roll_up(world, questions[0], parts[0], scope, within.as_ref(), &mut Silent)?;
        let second = roll_up(world, questions[1], parts[1], scope, within.as_ref(), &mut Silent)?;
        if first.leaves == second.leaves {
            record_parts(world, questions, parts, scope, within.as_ref(), [&first, &second], recorder);
            return Some((first, second));
        }
        let common = first.leaves.intersection(&second.leaves);
        if common.is_empty() || within.as_ref() == Some(&common) {
            return None;
        }
        within = Some(common);
    }
}

fn record_parts<R: Recorder>(
    world: &World<'_>,
    questions: [&Question; 2],
    parts: [Part<'_>; 2],
    scope: &Scope,
    within: Option<&LeafSet>,
    rolled: [&RolledUp; 2],
    recorder: &mut R,
) {
    if !R::ON {
        return;
    }
    let kinds = if questions[0].period == questions[1].period {
        [StepKind::Numerator, StepKind::Denominator]
    } else {
        [StepKind::Later, StepKind::Earlier]
    };
    for n in 0..2 {
        recorder.open(kinds[n], &questions[n].territories, questions[n].period);
        roll_up(world, questions[n], parts[n], scope, within, recorder);
        if let Some(leaves) = within {
            recorder.note(StepNote::RestrictedToCommonLeaves(leaves.len()));
        }
        recorder.close(Some(rolled[n].cell));
    }
}
