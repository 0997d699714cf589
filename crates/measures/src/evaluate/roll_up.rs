//! Roll-up rules (b) and (c): disjoint territories that cover most leaves, and what is missing.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, LeafSet};

use super::choose::{Bounds, choose};
use super::combine::{combine, derived, total};
use super::register::{register_cell, speaks_of};
use super::scope::Scope;
use super::{Cell, Method, Question, Recorder, Silent, StepKind, World};
use crate::{MeasureIndex, OverTerritory, Term};

/// What is rolled up.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'f> {
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

/// Rule (b): the territories of the scope that answer, packed so that no leaf counts twice.
pub(super) fn roll_up<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    part: Part<'_>,
    scope: &Scope<'_>,
    within: Option<&LeafSet>,
    recorder: &mut R,
) -> Option<RolledUp> {
    if let Some(measure) = distinct_measure(world, part) {
        return count_distinct(world, question, measure, scope, within, recorder);
    }
    let additive = is_additive(world, part);
    let parts = scope.cover(|territory| {
        let asked = || additive || scope.territories == [territory];
        let inside = || within.is_none_or(|leaves| scope.view.leaves(territory).is_subset(leaves));
        (asked() && inside()).then(|| answer_at(world, question, part, territory, &mut Silent))?
    });
    let mut leaves = LeafSet::default();
    parts.iter().for_each(|(territory, _)| leaves.extend(scope.view.leaves(*territory)));
    if R::ON {
        for (territory, _) in &parts {
            answer_at(world, question, part, *territory, recorder);
        }
    }
    let mut cell = total(parts.iter().map(|(_, cell)| *cell))?;
    // A single member that covers everything still answers for another territory than itself.
    if scope.territories != [parts[0].0] {
        cell.method = Method::RolledUp;
    }
    Some(RolledUp { cell, leaves, parts })
}

pub(crate) fn terms_of<'f>(part: Part<'f>) -> &'f [Term] {
    match part {
        Part::Combination { terms, .. } | Part::Numerator { terms, .. } => terms,
    }
}

pub(crate) fn is_additive(world: &World<'_>, part: Part<'_>) -> bool {
    terms_of(part).iter().all(|t| world.definitions.measure(t.measure).over_territory != OverTerritory::None)
}

/// The one measure of the part, if it counts distinct things of a register.
pub(crate) fn distinct_measure(world: &World<'_>, part: Part<'_>) -> Option<MeasureIndex> {
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
    scope: &Scope<'_>,
    within: Option<&LeafSet>,
    recorder: &mut R,
) -> Option<RolledUp> {
    if let Some(only) = scope.single()
        && let Some(cell) = choose(world, question, measure, only, Bounds::Allowed, recorder)
        && cell.method != Method::Register
    {
        return Some(RolledUp { cell, leaves: scope.leaves().clone(), parts: vec![(only, cell)] });
    }
    let inside = |t: &TerritoryIndex| within.is_none_or(|leaves| scope.view.leaves(*t).is_subset(leaves));
    let registered: Vec<TerritoryIndex> = scope
        .candidates()
        .into_iter()
        .filter(inside)
        .filter(|t| speaks_of(world, question, measure, *t))
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

pub(super) fn combination<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    terms: &[Term],
    territory: TerritoryIndex,
    bounds: Bounds,
    recorder: &mut R,
) -> Option<Cell> {
    combine(terms, |measure| choose(world, question, measure, territory, bounds, recorder))
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
        derived(ratio, below, factor)
    })();
    recorder.close(cell);
    cell
}
