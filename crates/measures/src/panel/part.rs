//! One part of a formula: what territories answer of it, and what that adds up to. Indicators share their parts.

use std::collections::BTreeSet;
use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;

use super::amounts::{Amounts, Gathering};
use super::axis::Axis;
use super::figure::Chosen;
use super::plane::Plane;
use super::roll_up::{RolledUp, Side};
use super::short::Short;
use super::sparse::members;
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
    rolled: Rolled,
    /// The answers that are not derived.
    stated: Amounts,
}

/// What territories answer of a part, and what that adds up to.
#[derive(Debug, Clone)]
pub(super) enum Rolled {
    Short { scale: u32, of: RolledUp<Short> },
    Long(RolledUp<Chosen>),
}

impl Rolled {
    fn new<'t>(own: Amounts, adds_up: bool, trees: impl Iterator<Item = &'t Tree>) -> Self {
        match own {
            Amounts::Short { scale, of } => Self::Short { scale, of: RolledUp::new(of, adds_up, trees) },
            Amounts::Long(of) => Self::Long(RolledUp::new(of, adds_up, trees)),
        }
    }

    fn own(&self) -> Amounts {
        match self {
            Self::Short { scale, of } => Amounts::Short { scale: *scale, of: Arc::clone(&of.own) },
            Self::Long(of) => Amounts::Long(Arc::clone(&of.own)),
        }
    }

    /// The part along one of the trees.
    pub fn along(&self, tree: usize) -> Along<'_> {
        match self {
            Self::Short { scale, of } => Along::Short { scale: *scale, side: of.along(tree) },
            Self::Long(of) => Along::Long(of.along(tree)),
        }
    }
}

/// A part along one tree.
#[derive(Debug, Clone, Copy)]
pub(super) enum Along<'s> {
    Short { scale: u32, side: Side<'s, Short> },
    Long(Side<'s, Chosen>),
}

impl Along<'_> {
    /// The same with numbers of any length, along the only tree of what comes back.
    pub fn long(&self) -> RolledUp<Chosen> {
        match self {
            Self::Short { scale, side } => side.map(|value| value.long(*scale)),
            Self::Long(side) => side.map(|value| value),
        }
    }
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
    pub fn along(&self, place: usize, tree: usize) -> Along<'_> {
        self.at[place].rolled.along(tree)
    }

    /// The part at a place, along a tree of another place.
    pub fn rolled_along(&self, place: usize, tree: &Tree) -> Rolled {
        Rolled::new(self.at[place].rolled.own(), self.adds_up, std::iter::once(tree))
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
            None => stated.clone(),
            Some(derivation) => {
                let below = combined(planes, place, &derivation.denominator, Bounds::Refused, territories);
                let ratios = planes[derivation.ratio.at()].at(place, Bounds::Refused);
                let derived = |territory| {
                    let (ratio, below) = (ratios.get(territory)?, below.get(territory)?);
                    Some(ratio.joined(below, derived_value(ratio.value, below.value, derivation.factor)?))
                };
                let either: Vec<u64> = stated.bits().iter().zip(ratios.bits()).map(|(a, b)| a | b).collect();
                collect(territories, &either, |territory| {
                    stated.get(territory).or_else(|| derived(territory))
                })
            }
        };
        At { rolled: Rolled::new(own, self.adds_up, axis.points()[place].trees()), stated }
    }
}

/// A linear combination for every territory that answers all its measures.
fn combined(planes: &[Plane], place: usize, terms: &[Term], bounds: Bounds, territories: usize) -> Amounts {
    let of = |measure: MeasureIndex| planes[measure.at()].at(place, bounds);
    match terms {
        [only] if only.weight == Decimal::ONE => of(only.measure).clone(),
        [first, ..] => {
            let all = |territory| combine(terms, |measure| of(measure).get(territory));
            collect(territories, of(first.measure).bits(), all)
        }
        [] => Gathering::new(territories, 0).gathered(),
    }
}

/// The answers of the territories of some bits.
fn collect(territories: usize, of: &[u64], answer: impl Fn(TerritoryIndex) -> Option<Chosen>) -> Amounts {
    let mut gathering = Gathering::new(territories, 0);
    for territory in members(of) {
        if let Some(chosen) = answer(territory) {
            gathering.push(territory, chosen);
        }
    }
    gathering.gathered()
}
