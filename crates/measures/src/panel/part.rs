//! One part of a formula: what territories answer of it, and what that adds up to. Indicators share their parts.

use std::collections::BTreeSet;
use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;

use super::axis::Axis;
use super::figure::Chosen;
use super::plane::Plane;
use super::roll_up::{Side, Sum, roll_up};
use super::sparse::{Sparse, members, no_bits, set};
use super::tree::Tree;
use crate::evaluate::{
    Bounds, Part, World, combine, derived_value, distinct_measure, is_additive, parts_of_ratio, terms_of,
};
use crate::{Formula, MeasureIndex, Term};

/// A part of a formula by its definition.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Definition {
    terms: Vec<Term>,
    bounds: Bounds,
    derivation: Option<Derivation>,
}

/// How a numerator follows from a published ratio.
#[derive(Debug, Clone, PartialEq)]
struct Derivation {
    ratio: MeasureIndex,
    denominator: Vec<Term>,
    factor: Decimal,
}

impl From<Part<'_>> for Definition {
    fn from(part: Part<'_>) -> Self {
        let terms = terms_of(part).to_vec();
        match part {
            Part::Combination { bounds, .. } => Self { terms, bounds, derivation: None },
            Part::Numerator { ratio, denominator, factor, .. } => {
                let derivation = Derivation { ratio, denominator: denominator.to_vec(), factor };
                Self { terms, bounds: Bounds::Refused, derivation: Some(derivation) }
            }
        }
    }
}

impl Definition {
    /// The parts of a formula: what it is, or numerator and denominator, or what grows.
    pub fn of(formula: &Formula) -> Vec<Self> {
        let alone = |measure, bounds| {
            let terms = [Term { measure, weight: Decimal::ONE }];
            vec![Self::from(Part::Combination { terms: &terms, bounds })]
        };
        match formula {
            Formula::Measure(measure) => alone(*measure, Bounds::Allowed),
            Formula::Growth { measure, .. } => alone(*measure, Bounds::Refused),
            Formula::Ratio { numerator, denominator, published_as, factor } => {
                parts_of_ratio(numerator, denominator, *published_as, *factor).map(Self::from).into()
            }
        }
    }

    fn combination(&self) -> Part<'_> {
        Part::Combination { terms: &self.terms, bounds: self.bounds }
    }

    /// Whether it counts distinct things, which do not add up.
    pub fn is_distinct(&self, world: &World<'_>) -> bool {
        distinct_measure(world, self.combination()).is_some()
    }

    fn measures(&self) -> impl Iterator<Item = MeasureIndex> {
        let derivation = self.derivation.iter();
        let behind = derivation.flat_map(|d| d.denominator.iter().map(|term| term.measure).chain([d.ratio]));
        self.terms.iter().map(|term| term.measure).chain(behind)
    }
}

/// A part in every period.
#[derive(Debug, Clone)]
pub(super) struct PartPlane {
    pub definition: Definition,
    adds_up: bool,
    at: Vec<At>,
}

/// A part in one period.
#[derive(Debug, Clone)]
struct At {
    own: Arc<Sparse<Chosen>>,
    /// Of those, the answers that are not derived.
    stated: Arc<Sparse<Chosen>>,
    /// For each tree, for each whole, what it answers.
    wholes: Vec<Vec<Option<Sum>>>,
}

impl PartPlane {
    pub fn new(world: &World<'_>, axis: &Axis, planes: &[Plane], definition: Definition) -> Self {
        let adds_up = is_additive(world, definition.combination());
        let mut new = Self { definition, adds_up, at: Vec::new() };
        new.at = (0..axis.points().len()).map(|place| new.evaluated(axis, planes, place)).collect();
        new
    }

    /// Works out again where its measures changed, and returns where that was.
    pub fn refresh(&mut self, axis: &Axis, planes: &[Plane], changed: &[BTreeSet<usize>]) -> BTreeSet<usize> {
        let measures = self.definition.measures();
        let places: BTreeSet<usize> = measures.flat_map(|measure| &changed[measure.at()]).copied().collect();
        for place in &places {
            self.at[*place] = self.evaluated(axis, planes, *place);
        }
        places
    }

    /// The part along one of the trees of a place.
    pub fn along(&self, place: usize, tree: usize) -> Side<'_> {
        let at = &self.at[place];
        Side { own: &at.own, wholes: &at.wholes[tree], adds_up: self.adds_up }
    }

    /// What the wholes of a tree of another place answer.
    pub fn wholes_along(&self, place: usize, tree: &Tree) -> Vec<Option<Sum>> {
        roll_up(tree, self.adds_up, &self.at[place].own)
    }

    /// What a territory answers without deriving it.
    pub fn stated(&self, place: usize, territory: TerritoryIndex) -> Option<Chosen> {
        self.at[place].stated.get(territory)
    }

    fn evaluated(&self, axis: &Axis, planes: &[Plane], place: usize) -> At {
        let definition = &self.definition;
        let territories = axis.territories();
        let stated = combined(planes, place, &definition.terms, definition.bounds, territories);
        let own = match &definition.derivation {
            None => Arc::clone(&stated),
            Some(derivation) => {
                let below = combined(planes, place, &derivation.denominator, Bounds::Refused, territories);
                let ratios = planes[derivation.ratio.at()].at(place, Bounds::Refused);
                let derived = |territory| {
                    let (ratio, below) = (ratios.get(territory)?, below.get(territory)?);
                    Some(ratio.joined(below, derived_value(ratio.value, below.value, derivation.factor)?))
                };
                let either: Vec<u64> = stated.bits().iter().zip(ratios.bits()).map(|(a, b)| a | b).collect();
                Arc::new(collect(&either, |territory| stated.get(territory).or_else(|| derived(territory))))
            }
        };
        let trees = axis.points()[place].trees();
        let wholes = trees.map(|tree| roll_up(tree, self.adds_up, &own)).collect();
        At { own, stated, wholes }
    }
}

/// A linear combination for every territory that answers all its measures.
fn combined(
    planes: &[Plane],
    place: usize,
    terms: &[Term],
    bounds: Bounds,
    territories: usize,
) -> Arc<Sparse<Chosen>> {
    let of = |measure: MeasureIndex| planes[measure.at()].at(place, bounds);
    match terms {
        [only] if only.weight == Decimal::ONE => Arc::clone(of(only.measure)),
        [first, ..] => {
            let all = |territory| combine(terms, |measure| of(measure).get(territory));
            Arc::new(collect(of(first.measure).bits(), all))
        }
        [] => Arc::new(Sparse::new(no_bits(territories), Vec::new())),
    }
}

/// The answers of the territories of some bits.
fn collect(of: &[u64], answer: impl Fn(TerritoryIndex) -> Option<Chosen>) -> Sparse<Chosen> {
    let (mut bits, mut values) = (vec![0; of.len()], Vec::new());
    for territory in members(of) {
        if let Some(chosen) = answer(territory) {
            set(&mut bits, territory);
            values.push(chosen);
        }
    }
    Sparse::new(bits, values)
}
