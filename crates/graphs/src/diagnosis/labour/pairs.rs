//! What two parks have in common, and what they have for each other.

use serde::Serialize;

use super::{Park, World};
use crate::diagnosis::given::{Basis, Given, Kind, Supply};
use crate::specialisation::{krugman, overlap};

/// Two parks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// Their places among those given.
    pub parks: (usize, usize),
    /// Krugman's index of specialisation, sum_a |s_1a - s_2a|: 0 for the same structure, 2 for nothing in common.
    pub krugman: Option<f64>,
    /// 1 - K / 2: the part of two structures that is the same. `None` where nothing is known of one of them.
    pub overlap: Option<f64>,
    /// Activities that both declare.
    pub declared_by_both: Vec<u32>,
    /// Those over the activities that either declares (Jaccard); `None` where neither declares any.
    pub declared_overlap: Option<f64>,
    /// By their segments.
    pub complementarity: Complementarity,
    /// Supplies from the first to the second, and back.
    pub supplies: (Supplies, Supplies),
    /// What all that rests on.
    pub basis: Basis,
}

/// Whether two parks can close links between segments that neither closes alone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Complementarity {
    /// Of the links that they can close together (one has the segment that supplies, one the segment that is
    /// supplied), the share by weight that neither closes alone. `None` where they close none.
    pub share: Option<f64>,
    /// How many links they close together,
    pub together: usize,
    /// and of these how many neither closes alone.
    pub only_together: usize,
}

/// What was supplied in fact.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Supplies {
    /// How many supplies are known.
    pub count: usize,
    /// What those weigh whose weight is known; `None` if none is, or if units differ.
    pub weight: Option<f64>,
    /// How many have no known weight.
    pub without_weight: usize,
}

pub(super) fn pairs(given: &Given<'_>, world: &World<'_>, least_score: f64) -> Vec<Pair> {
    let (present, grounds) = segments(given, world.parks, least_score);
    let supplied = supplied(given, world.parks);
    let whole = Basis::all(&world.structure.evidence);
    let values: Vec<Vec<f64>> = world.parks.iter().map(|park| row(world, park)).collect();
    let count = world.parks.len();
    let all = (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other)));
    all.map(|(one, other)| {
        let (a, b) = (&world.parks[one], &world.parks[other]);
        let distance = krugman(&values[one], &values[other]);
        let (declared_by_both, declared_overlap) = declared(a, b);
        let there = &supplied[one * count + other];
        let back = &supplied[other * count + one];
        let mut basis = Basis::default();
        a.declared.iter().chain(&b.declared).for_each(|one| basis.add(&one.1));
        [&grounds[one], &grounds[other], &there.1, &back.1].into_iter().for_each(|part| basis.merge(part));
        if distance.is_some() {
            basis.weigh(&whole);
        }
        let complementarity = complementarity(given, &present[one], &present[other], &mut basis);
        Pair {
            parks: (one, other),
            krugman: distance,
            overlap: overlap(&values[one], &values[other]).map(|value| value.clamp(0.0, 1.0)),
            declared_by_both,
            declared_overlap,
            complementarity,
            supplies: (there.0, back.0),
            basis,
        }
    })
    .collect()
}

fn row(world: &World<'_>, park: &Park) -> Vec<f64> {
    let mut values = vec![0.0; world.structure.values.columns()];
    let row = world.structure.values.row(park.territory as usize);
    row.for_each(|(activity, value)| values[activity] = *value);
    values
}

fn declared(one: &Park, other: &Park) -> (Vec<u32>, Option<f64>) {
    let set =
        |park: &Park| park.declared.iter().map(|one| one.0).collect::<std::collections::BTreeSet<u32>>();
    let (a, b) = (set(one), set(other));
    let both: Vec<u32> = a.intersection(&b).copied().collect();
    let either = a.union(&b).count();
    let share = (either > 0).then(|| both.len() as f64 / either as f64);
    (both, share)
}

/// For each park which segments of any chain its enterprises are in, and what says so.
fn segments(given: &Given<'_>, parks: &[Park], least_score: f64) -> (Vec<Vec<bool>>, Vec<Basis>) {
    let park_of = park_of(given, parks);
    let mut present = vec![vec![false; given.segments.len()]; parks.len()];
    let mut grounds = vec![Basis::default(); parks.len()];
    for one in given.memberships.iter().filter(|one| one.score >= least_score) {
        let actor = &given.actors[one.actor as usize];
        let park = actor.territory.and_then(|territory| park_of[territory as usize]);
        if let Some(park) = park.filter(|_| actor.kind == Kind::Enterprise) {
            present[park][one.segment as usize] = true;
            grounds[park].add(&one.evidence);
        }
    }
    (present, grounds)
}

fn park_of(given: &Given<'_>, parks: &[Park]) -> Vec<Option<usize>> {
    let mut found = vec![None; given.territories as usize];
    parks.iter().enumerate().for_each(|(at, park)| found[park.territory as usize] = Some(at));
    found
}

/// A link whose weight is not known counts one, and then every link does.
fn complementarity(given: &Given<'_>, one: &[bool], other: &[bool], basis: &mut Basis) -> Complementarity {
    let closes =
        |from: u32, to: u32, first: &[bool], second: &[bool]| first[from as usize] && second[to as usize];
    let weighted = given.segment_links.iter().all(|link| link.weight.is_some());
    let mut found = Complementarity { share: None, together: 0, only_together: 0 };
    let (mut all, mut joint) = (0.0, 0.0);
    for link in given.segment_links.iter().filter(|link| link.from != link.to) {
        let (from, to) = (link.from, link.to);
        let alone = closes(from, to, one, one) || closes(from, to, other, other);
        let across = closes(from, to, one, other) || closes(from, to, other, one);
        if !alone && !across {
            continue;
        }
        let weight = if weighted { link.weight.unwrap_or(0.0) } else { 1.0 };
        basis.add(&link.evidence);
        found.together += 1;
        all += weight;
        if !alone {
            found.only_together += 1;
            joint += weight;
        }
    }
    found.share = (all > 0.0).then(|| joint / all);
    found
}

/// Supplies from each park (rows) to each other one, in one pass.
fn supplied(given: &Given<'_>, parks: &[Park]) -> Vec<(Supplies, Basis)> {
    let park_of = park_of(given, parks);
    let park = |actor: u32| given.actors[actor as usize].territory.and_then(|at| park_of[at as usize]);
    let mut between: Vec<Vec<&Supply>> = vec![Vec::new(); parks.len() * parks.len()];
    for supply in given.supplies {
        if let (Some(from), Some(to)) = (park(supply.supplier), park(supply.customer))
            && from != to
        {
            between[from * parks.len() + to].push(supply);
        }
    }
    between.iter().map(|supplies| sum(supplies)).collect()
}

fn sum(supplies: &[&Supply]) -> (Supplies, Basis) {
    let known = || supplies.iter().filter(|supply| supply.weight.is_some());
    let unit = known().next().map(|supply| supply.unit);
    let one_unit = known().all(|supply| Some(supply.unit) == unit);
    let mut weights: Vec<f64> = known().filter_map(|supply| supply.weight).collect();
    weights.sort_by(f64::total_cmp);
    let found = Supplies {
        count: supplies.len(),
        weight: (one_unit && !weights.is_empty()).then(|| weights.iter().sum()),
        without_weight: supplies.len() - weights.len(),
    };
    (found, Basis::all(supplies.iter().map(|supply| &supply.evidence)))
}
