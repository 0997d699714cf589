//! Rules (d) and (e): ratios whose parts cover the same leaves, and growth over one scope.

use lanbai_kernel::{Decimal, LeafSet};

use super::choose::{Bounds, choose};
use super::combine::{change, quotient};
use super::difference::{Range, difference, range_of_ratio, range_of_sum};
use super::roll_up::{Part, RolledUp, combination, roll_up};
use super::scope::{Operands, Scope};
use super::{Cell, Coverage, Difference, Method, Question, Recorder, Silent, StepKind, StepNote, World};
use crate::{Formula, MeasureIndex, Term};

/// The value of an indicator before it is held against a target.
#[derive(Debug, Clone, Default)]
pub(crate) struct Valued {
    pub cell: Option<Cell>,
    pub coverage: Option<Coverage>,
    pub rolled_up: Option<Cell>,
    pub rolled_up_coverage: Option<Coverage>,
    pub difference: Option<Difference>,
}

/// Which of the two values of an indicator is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Only the value itself: for paths, growth and peers.
    Value,
    /// The rolled-up value and the difference too.
    Both,
}

/// Evaluates the indicator's formula.
pub(crate) fn value<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    wanted: Wanted,
    recorder: &mut R,
) -> Valued {
    let Some(formula) = &world.definitions.indicator(question.indicator).formula else {
        return Valued::default();
    };
    let scope = Scope::new(world, question, Operands::Included);
    let own = own_value(world, question, formula, &scope, recorder);
    let coverage = own.as_ref().map(|own| scope.coverage(&own.leaves));
    if let (true, Some(coverage)) = (R::ON, &coverage)
        && !coverage.is_complete()
    {
        recorder.note(StepNote::Missing(coverage.missing.clone()));
    }
    let mut valued = Valued { cell: own.as_ref().map(|own| own.cell), coverage, ..Valued::default() };
    if wanted == Wanted::Both {
        roll_up_beside(world, question, formula, &scope.below(), own.as_ref(), &mut valued, recorder);
    }
    valued
}

/// The value without the territory's own, beside the direct one.
fn roll_up_beside<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    formula: &Formula,
    below: &Scope<'_>,
    own: Option<&Computed>,
    valued: &mut Valued,
    recorder: &mut R,
) {
    if below.is_empty() {
        return;
    }
    recorder.open(StepKind::RolledUp, &question.territories, question.period);
    let rolled = computed(world, question, formula, below, recorder);
    recorder.close(rolled.as_ref().map(|r| r.cell));
    let Some(rolled) = rolled else { return };
    let coverage = below.coverage(&rolled.leaves);
    if let (true, Some(own)) = (coverage.is_complete(), own.filter(|own| own.is_own)) {
        valued.difference =
            Some(difference((own.cell.value, own.range()), (rolled.cell.value, rolled.range())));
    }
    valued.rolled_up = Some(rolled.cell);
    valued.rolled_up_coverage = Some(coverage);
}

/// A computed value with the leaves that it covers.
pub(super) struct Computed {
    pub cell: Cell,
    pub leaves: LeafSet,
    /// Whether it rests on the asked territory's own values alone.
    is_own: bool,
    basis: Basis,
}

/// What a value was computed from.
enum Basis {
    Itself,
    Ratio { above: RolledUp, below: RolledUp, factor: Decimal },
    Growth { later: RolledUp, earlier: RolledUp, factor: Decimal },
}

impl Computed {
    /// The least and the greatest value that rounding in print leaves possible, where they can be told.
    fn range(&self) -> Option<Range> {
        match &self.basis {
            Basis::Itself => range_of_sum(&self.cell),
            Basis::Ratio { above, below, factor } => range_of_ratio(above, below, *factor),
            Basis::Growth { later, earlier, factor } => {
                let (a, b) = (range_of_sum(&later.cell)?, range_of_sum(&earlier.cell)?);
                Some((change(a.0, b.1, *factor)?, change(a.1, b.0, *factor)?))
            }
        }
    }
}

/// The territory's value: what was published of it, else what its parts give.
pub(super) fn own_value<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    formula: &Formula,
    scope: &Scope<'_>,
    recorder: &mut R,
) -> Option<Computed> {
    if let (Formula::Ratio { published_as: Some(ratio), numerator, denominator, .. }, Some(only)) =
        (formula, scope.single())
        && let Some(cell) = choose(world, question, *ratio, only, Bounds::Allowed, &mut Silent)
    {
        let own = |terms| combination(world, question, terms, only, Bounds::Refused, &mut Silent);
        // Own parts of at least the same origin say it with more digits; a roll-up never replaces a print.
        let parts_win = own(numerator)
            .zip(own(denominator))
            .filter(|(above, below)| above.origin.weakest(below.origin) <= cell.origin)
            .and_then(|_| computed(world, question, formula, scope, recorder))
            .filter(|computed| computed.is_own);
        return parts_win.or_else(|| {
            choose(world, question, *ratio, only, Bounds::Allowed, recorder);
            Some(Computed { cell, leaves: scope.leaves().clone(), is_own: true, basis: Basis::Itself })
        });
    }
    computed(world, question, formula, scope, recorder)
}

fn computed<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    formula: &Formula,
    scope: &Scope<'_>,
    recorder: &mut R,
) -> Option<Computed> {
    let is_own = |r: &RolledUp| matches!((&r.parts[..], scope.territories), ([(t, _)], [only]) if t == only);
    match formula {
        Formula::Measure(measure) => {
            let terms = [Term { measure: *measure, weight: Decimal::ONE }];
            let part = Part::Combination { terms: &terms, bounds: Bounds::Allowed };
            let rolled = roll_up(world, question, part, scope, None, recorder)?;
            let is_own = is_own(&rolled);
            Some(Computed { cell: rolled.cell, leaves: rolled.leaves, is_own, basis: Basis::Itself })
        }
        Formula::Ratio { numerator, denominator, published_as, factor } => {
            let parts = parts_of_ratio(numerator, denominator, *published_as, *factor);
            let (above, below) = over_common_leaves(world, [question, question], parts, scope, recorder)?;
            let value = quotient(above.cell.value, below.cell.value, *factor)?;
            let cell = above.cell.joined(below.cell, value, Decimal::ZERO, Method::Ratio);
            // A numerator derived from the published ratio itself says nothing that the print does not.
            let derived = above.parts.iter().any(|(_, part)| part.method == Method::DerivedNumerator);
            let is_own = is_own(&above) && is_own(&below) && !derived;
            let leaves = above.leaves.clone();
            Some(Computed { cell, leaves, is_own, basis: Basis::Ratio { above, below, factor: *factor } })
        }
        Formula::Growth { measure, factor } => {
            // Growth on the year before with the later period's membership; both periods cover the same leaves.
            let terms = [Term { measure: *measure, weight: Decimal::ONE }];
            let part = Part::Combination { terms: &terms, bounds: Bounds::Refused };
            let before = question.at(question.period.shifted_years(-1)?);
            let (later, earlier) =
                over_common_leaves(world, [question, &before], [part, part], scope, recorder)?;
            let value = change(later.cell.value, earlier.cell.value, *factor)?;
            let cell = later.cell.joined(earlier.cell, value, Decimal::ZERO, Method::Growth);
            let (is_own, leaves) = (is_own(&later), later.leaves.clone());
            Some(Computed { cell, leaves, is_own, basis: Basis::Growth { later, earlier, factor: *factor } })
        }
    }
}

/// Both parts of a ratio; bounds enter neither.
pub(crate) fn parts_of_ratio<'f>(
    numerator: &'f [Term],
    denominator: &'f [Term],
    published_as: Option<MeasureIndex>,
    factor: Decimal,
) -> [Part<'f>; 2] {
    let below = Part::Combination { terms: denominator, bounds: Bounds::Refused };
    let above = match published_as {
        Some(ratio) => Part::Numerator { terms: numerator, ratio, denominator, factor },
        None => Part::Combination { terms: numerator, bounds: Bounds::Refused },
    };
    [above, below]
}

/// Rolls two parts up until both cover the same leaves, restricting them to what they have in common.
fn over_common_leaves<R: Recorder>(
    world: &World<'_>,
    questions: [&Question; 2],
    parts: [Part<'_>; 2],
    scope: &Scope<'_>,
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
    scope: &Scope<'_>,
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
