//! Roll-up rules (b) and (c): disjoint territories that cover most leaves, and what is missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use lanbai_kernel::territory::{TerritoryIndex, View};
use lanbai_kernel::{Decimal, LeafSet};

use super::choose::{Bounds, choose, register_cell};
use super::cover::cover;
use super::{Cell, Coverage, Method, Question, Recorder, Silent, StepKind, World};
use crate::{MeasureIndex, OverTerritory, Term};

/// What is rolled up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'f> {
    /// A linear combination of measures; a territory answers when it answers all of them.
    Combination { terms: &'f [Term], bounds: Bounds },
    /// The same, and where a territory does not answer it: its published ratio times its denominator.
    Numerator { terms: &'f [Term], ratio: MeasureIndex, denominator: &'f [Term], factor: Decimal },
}

/// A rolled-up value with the leaves that it covers and the territories that it was taken from.
#[derive(Debug, Clone)]
pub(super) struct RolledUp {
    pub cell: Cell,
    pub leaves: LeafSet,
    pub parts: Vec<(TerritoryIndex, Cell)>,
}

/// Which territories may answer: the asked ones with all below, or only those below.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub view: Arc<View>,
    pub territories: Vec<TerritoryIndex>,
    pub candidates: BTreeSet<TerritoryIndex>,
    pub leaves: LeafSet,
}

impl Scope {
    /// The asked territories and everything below them.
    pub fn with_self(world: &World<'_>, question: &Question) -> Self {
        let mut scope = Self::below(world, question);
        scope.candidates.extend(&question.territories);
        scope
    }

    /// Only what lies below the asked territories. An operand of a union is out even if another operand holds it.
    pub fn below(world: &World<'_>, question: &Question) -> Self {
        let own = question.territories.first().map(|t| world.definitions.own_kind[t.at()]);
        let kind = question.kind.or(own).unwrap_or(lanbai_kernel::territory::MembershipKind::Plan);
        let view = world.territories.view(kind, question.period.last_day());
        let mut candidates = view.descendants(&question.territories);
        candidates.retain(|t| !question.territories.contains(t));
        let leaves = view.leaves_of_union(&question.territories);
        Self { view, territories: question.territories.clone(), candidates, leaves }
    }

    /// How much of the asked leaves a set covers.
    pub fn coverage(&self, covered: &LeafSet) -> Coverage {
        let missing = self.leaves.difference(covered);
        Coverage {
            covered: covered.len(),
            expected: self.leaves.len(),
            missing: self.view.territories_of(&missing).collect(),
        }
    }
}

/// Rule (b): the territories of the scope that answer, packed so that no leaf counts twice.
pub(super) fn roll_up<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    part: Part<'_>,
    scope: &Scope,
    within: Option<&LeafSet>,
    recorder: &mut R,
) -> Option<RolledUp> {
    if let Some(measure) = distinct_measure(world, part) {
        return count_distinct(world, question, measure, scope, within, recorder);
    }
    let additive = is_additive(world, part);
    let mut family: Vec<(TerritoryIndex, Cell)> = scope
        .candidates
        .iter()
        .filter(|t| additive || scope.territories == [**t])
        .filter(|t| within.is_none_or(|leaves| scope.view.leaves(**t).is_subset(leaves)))
        .filter_map(|t| Some((*t, answer_at(world, question, part, *t, &mut Silent)?)))
        .collect();
    family.sort_by_key(|(territory, cell)| (cell.origin, *territory));
    let sets: Vec<LeafSet> = family.iter().map(|(t, _)| scope.view.leaves(*t).clone()).collect();
    let parts: Vec<(TerritoryIndex, Cell)> = cover(&sets).into_iter().map(|n| family[n]).collect();
    let mut leaves = LeafSet::default();
    parts.iter().for_each(|(territory, _)| leaves.extend(scope.view.leaves(*territory)));
    if R::ON {
        for (territory, _) in &parts {
            answer_at(world, question, part, *territory, recorder);
        }
    }
    let mut cell = add_up(&parts)?;
    // A single member that covers everything still answers for another territory than itself.
    if scope.territories[..] != [parts[0].0] {
        cell.method = Method::RolledUp;
    }
    Some(RolledUp { cell, leaves, parts })
}

fn add_up(parts: &[(TerritoryIndex, Cell)]) -> Option<Cell> {
    let (_, first) = *parts.first()?;
    parts[1..].iter().try_fold(first, |sum, (_, cell)| {
        let value = sum.value.checked_add(cell.value)?;
        Some(sum.joined(*cell, value, sum.rounding + cell.rounding, Method::RolledUp))
    })
}

fn terms_of<'f>(part: Part<'f>) -> &'f [Term] {
    match part {
        Part::Combination { terms, .. } | Part::Numerator { terms, .. } => terms,
    }
}

fn is_additive(world: &World<'_>, part: Part<'_>) -> bool {
    terms_of(part).iter().all(|t| world.definitions.measure(t.measure).over_territory != OverTerritory::None)
}

/// The one measure of the part, if it counts distinct things of a register.
fn distinct_measure(world: &World<'_>, part: Part<'_>) -> Option<MeasureIndex> {
    match terms_of(part) {
        [Term { measure, .. }] => {
            let distinct = world.definitions.measure(*measure).over_territory == OverTerritory::Distinct;
            distinct.then_some(*measure)
        }
        _ => None,
    }
}

/// Distinct things over the leaves; a published count answers only for exactly its territory.
fn count_distinct<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    scope: &Scope,
    within: Option<&LeafSet>,
    recorder: &mut R,
) -> Option<RolledUp> {
    if let [only] = scope.territories[..]
        && scope.candidates.contains(&only)
        && let Some(cell) = choose(world, question, measure, only, Bounds::Allowed, recorder)
        && cell.method != Method::Register
    {
        return Some(RolledUp { cell, leaves: scope.leaves.clone(), parts: vec![(only, cell)] });
    }
    let inside = |t: &&TerritoryIndex| within.is_none_or(|leaves| scope.view.leaves(**t).is_subset(leaves));
    let registered: Vec<TerritoryIndex> = scope
        .candidates
        .iter()
        .filter(inside)
        .filter(|t| !world.cube.register(measure, **t).is_empty())
        .copied()
        .collect();
    recorder.open(StepKind::Measure(measure), &registered, question.period);
    let cell = register_cell(world, question, measure, &registered, recorder);
    recorder.close(cell);
    let leaves = scope.view.leaves_of_union(&registered);
    let cell = cell?;
    Some(RolledUp { cell, leaves, parts: registered.into_iter().map(|t| (t, cell)).collect() })
}

/// What one territory answers by itself.
fn answer_at<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    part: Part<'_>,
    territory: TerritoryIndex,
    recorder: &mut R,
) -> Option<Cell> {
    match part {
        Part::Combination { terms, bounds } => {
            combination(world, question, terms, territory, bounds, recorder)
        }
        Part::Numerator { terms, ratio, denominator, factor } => {
            let published = combination(world, question, terms, territory, Bounds::Refused, &mut Silent);
            if published.is_some() {
                return combination(world, question, terms, territory, Bounds::Refused, recorder);
            }
            derived_numerator(world, question, ratio, denominator, factor, territory, recorder)
        }
    }
}

fn combination<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    terms: &[Term],
    territory: TerritoryIndex,
    bounds: Bounds,
    recorder: &mut R,
) -> Option<Cell> {
    let mut sum: Option<Cell> = None;
    for term in terms {
        let mut cell = choose(world, question, term.measure, territory, bounds, recorder)?;
        if term.weight != Decimal::ONE {
            cell.value = cell.value.checked_mul(term.weight)?;
            cell.rounding = cell.rounding.checked_mul(term.weight.abs())?;
        }
        sum = Some(match sum {
            None => cell,
            Some(sum) => {
                let value = sum.value.checked_add(cell.value)?;
                sum.joined(cell, value, sum.rounding + cell.rounding, sum.method)
            }
        });
    }
    sum
}

/// A ratio published without its parts yields a numerator where its denominator is known.
fn derived_numerator<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    ratio: MeasureIndex,
    denominator: &[Term],
    factor: Decimal,
    territory: TerritoryIndex,
    recorder: &mut R,
) -> Option<Cell> {
    recorder.open(StepKind::DerivedNumerator, &[territory], question.period);
    let cell = (|| {
        let ratio = choose(world, question, ratio, territory, Bounds::Refused, recorder)?;
        let below = combination(world, question, denominator, territory, Bounds::Refused, recorder)?;
        let value = ratio.value.checked_mul(below.value)?.checked_div(factor)?;
        let rounding = (ratio.value.abs().checked_mul(below.rounding)?
            + below.value.abs().checked_mul(ratio.rounding)?)
        .checked_div(factor)?;
        Some(ratio.joined(below, value, rounding, Method::DerivedNumerator))
    })();
    recorder.close(cell);
    cell
}
