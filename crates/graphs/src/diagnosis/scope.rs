//! What of everything concerns one chain: its segments, their members, and whoever supplies them or is supplied.
//!
//! Two passes over all memberships and one over all supplies; whatever follows works on what is left. Actors are
//! numbered anew in the order of their names and links sorted, so that no answer depends on the order of the input.

use super::conventions::Conventions;
use super::given::{BadGiven, Basis, Given, Kind, Membership, Part, Question};
use crate::csr::{Csr, Entry};

/// No number.
pub(super) const NONE: u32 = u32::MAX;

/// One chain from one territory.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub given: Given<'a>,
    pub conventions: Conventions,
    pub chain: u32,
    /// For each territory whether it lies in the one that is asked about.
    pub inside: Vec<bool>,
    /// The segments of the chain, in the order of their names.
    pub segments: Vec<u32>,
    /// Actors of the chain and those linked to them, in the order of their names: their numbers in what is given.
    pub actors: Vec<u32>,
    /// The place of each actor that is given in [`Self::actors`], or [`NONE`].
    pub place: Vec<u32>,
    /// Of these, who belongs to the chain.
    pub in_chain: Vec<bool>,
    /// What puts each actor of the scope into a segment: in the chain if it is, of several the surest; its number in
    /// what is given, or [`NONE`].
    pub membership_of: Vec<u32>,
    /// Memberships of each segment of [`Self::segments`] as (place in the scope, membership), by place.
    pub members: Vec<Vec<(u32, u32)>>,
    /// Supplies with at least one end in the chain, by supplier and customer: their numbers in what is given.
    pub supplies: Vec<u32>,
    /// Whether all of them have a weight in one unit; otherwise each counts one.
    pub weighted: bool,
    /// From supplier to customer, among the actors of the scope.
    pub network: Csr,
}

impl<'a> Scope<'a> {
    /// # Errors
    /// [`BadGiven`] if the question names something that is not there.
    pub fn new(given: Given<'a>, question: &Question, conventions: Conventions) -> Result<Self, BadGiven> {
        let asked = |at| BadGiven::NoSuchNumber { part: Part::Question, at };
        if question.chain as usize >= given.chains.len() {
            return Err(asked(0));
        }
        let mut inside = vec![false; given.territories as usize];
        for (at, territory) in question.inside.iter().enumerate() {
            *inside.get_mut(*territory as usize).ok_or(asked(at + 1))? = true;
        }
        let segments = segments_of(&given, question.chain);
        let sure = |one: &&Membership| one.score >= conventions.least_score;
        let is_own = |segment: u32| given.segments[segment as usize].chain == question.chain;
        let mut is_member = vec![false; given.actors.len()];
        let memberships = given.memberships.iter().filter(sure);
        memberships.filter(|one| is_own(one.segment)).for_each(|one| is_member[one.actor as usize] = true);
        let (supplies, actors) = linked(&given, &is_member);
        let place = places(given.actors.len(), &actors);
        let mut scope = Self {
            in_chain: actors.iter().map(|actor| is_member[*actor as usize]).collect(),
            membership_of: membership_of(
                &given,
                conventions.least_score,
                question.chain,
                &place,
                actors.len(),
            ),
            members: members(&given, conventions.least_score, &segments, &place),
            weighted: one_unit(&given, &supplies),
            network: Csr::from_entries(0, 0, &[]).map_err(|_| asked(0))?,
            given,
            conventions,
            chain: question.chain,
            inside,
            segments,
            actors,
            place,
            supplies,
        };
        let entries: Vec<Entry> = scope
            .supplies
            .iter()
            .map(|at| {
                let supply = &given.supplies[*at as usize];
                let row = scope.place[supply.supplier as usize];
                let column = scope.place[supply.customer as usize];
                Entry { row, column, weight: scope.weight(*at) }
            })
            .collect();
        let count = scope.actors.len();
        scope.network = Csr::from_entries(count, count, &entries).map_err(|_| asked(0))?;
        Ok(scope)
    }

    /// What a supply weighs: see [`Self::weighted`].
    pub fn weight(&self, supply: u32) -> f64 {
        let given = self.given.supplies[supply as usize].weight;
        if self.weighted { given.unwrap_or(0.0) } else { 1.0 }
    }

    /// Whether an actor of the scope is in the territory that is asked about.
    pub fn is_home(&self, place: u32) -> bool {
        self.actor(place).territory.is_some_and(|at| self.inside[at as usize])
    }

    /// Whether it is known to be elsewhere.
    pub fn is_outside(&self, place: u32) -> bool {
        self.actor(place).territory.is_some_and(|at| !self.inside[at as usize])
    }

    /// An actor of the scope.
    pub fn actor(&self, place: u32) -> &'a super::given::Actor {
        &self.given.actors[self.actors[place as usize] as usize]
    }

    /// The segment of an actor of the scope; [`NONE`] without one.
    pub fn segment_of(&self, place: u32) -> u32 {
        let at = self.membership_of[place as usize] as usize;
        self.given.memberships.get(at).map_or(NONE, |membership| membership.segment)
    }

    /// What says where an actor is, and that it belongs to its segment.
    pub fn ground(&self, place: u32) -> Basis {
        let membership = self.given.memberships.get(self.membership_of[place as usize] as usize);
        let rows = membership.map(|membership| &membership.evidence);
        Basis::all(rows.into_iter().chain([&self.actor(place).evidence]))
    }

    /// Enterprises of a segment of the chain (by its place in [`Self::segments`]) with their memberships.
    pub fn enterprises(&self, segment: usize) -> impl Iterator<Item = (u32, &'a Membership)> + '_ {
        let memberships = self.given.memberships;
        let all = self.members[segment].iter().map(move |(place, at)| (*place, &memberships[*at as usize]));
        all.filter(|(place, _)| self.actor(*place).kind == Kind::Enterprise)
    }
}

fn segments_of(given: &Given<'_>, chain: u32) -> Vec<u32> {
    let all = (0_u32..).zip(given.segments).filter(|(_, segment)| segment.chain == chain);
    let mut found: Vec<u32> = all.map(|(at, _)| at).collect();
    found.sort_by(|a, b| given.segments[*a as usize].id.cmp(&given.segments[*b as usize].id));
    found
}

/// Supplies with an end among the members, and all actors that are members or at the other end.
fn linked(given: &Given<'_>, is_member: &[bool]) -> (Vec<u32>, Vec<u32>) {
    let mut is_there = is_member.to_vec();
    let mut supplies: Vec<u32> = Vec::new();
    for (at, supply) in (0_u32..).zip(given.supplies) {
        let (from, to) = (supply.supplier as usize, supply.customer as usize);
        // A supply to oneself says nothing of others.
        if from != to && (is_member[from] || is_member[to]) {
            (is_there[from], is_there[to]) = (true, true);
            supplies.push(at);
        }
    }
    let all = (0_u32..).zip(&is_there).filter(|(_, there)| **there);
    let mut actors: Vec<u32> = all.map(|(at, _)| at).collect();
    actors.sort_by(|a, b| given.actors[*a as usize].id.cmp(&given.actors[*b as usize].id));
    let place = places(given.actors.len(), &actors);
    // By cell, and within a cell by weight, so that sums are added up in one order.
    supplies.sort_by(|a, b| {
        let (one, other) = (&given.supplies[*a as usize], &given.supplies[*b as usize]);
        let cell = |of: &super::given::Supply| (place[of.supplier as usize], place[of.customer as usize]);
        let weight = |of: &super::given::Supply| of.weight.unwrap_or(-1.0);
        cell(one).cmp(&cell(other)).then(weight(one).total_cmp(&weight(other)))
    });
    (supplies, actors)
}

/// For each actor its place in the scope, or [`NONE`].
fn places(count: usize, actors: &[u32]) -> Vec<u32> {
    let mut place = vec![NONE; count];
    (0_u32..).zip(actors).for_each(|(at, actor)| place[*actor as usize] = at);
    place
}

fn membership_of(given: &Given<'_>, least: f64, chain: u32, place: &[u32], count: usize) -> Vec<u32> {
    let mut best = vec![NONE; count];
    let is_better = |one: &Membership, held: &Membership| {
        let segment = |of: &Membership| &given.segments[of.segment as usize];
        let own = |of: &Membership| segment(of).chain == chain;
        let order = own(one).cmp(&own(held)).then(one.score.total_cmp(&held.score));
        // Of two rows that say the same the one with the lesser evidence, in whatever order they came.
        let order = order.then_with(|| segment(held).id.cmp(&segment(one).id));
        order.then_with(|| held.evidence.cmp(&one.evidence)).is_gt()
    };
    for (at, one) in (0_u32..).zip(given.memberships).filter(|(_, one)| one.score >= least) {
        let Some(held) = best.get_mut(place[one.actor as usize] as usize) else { continue };
        let is_first = given.memberships.get(*held as usize).is_none_or(|held| is_better(one, held));
        if is_first {
            *held = at;
        }
    }
    best
}

fn members(given: &Given<'_>, least: f64, segments: &[u32], place: &[u32]) -> Vec<Vec<(u32, u32)>> {
    let mut at_segment = vec![NONE; given.segments.len()];
    (0_u32..).zip(segments).for_each(|(at, segment)| at_segment[*segment as usize] = at);
    let mut found = vec![Vec::new(); segments.len()];
    for (at, one) in (0_u32..).zip(given.memberships).filter(|(_, one)| one.score >= least) {
        if let Some(list) = found.get_mut(at_segment[one.segment as usize] as usize) {
            list.push((place[one.actor as usize], at));
        }
    }
    for list in &mut found {
        // Of several memberships of one actor in a segment the surest counts; of equals, that of the lesser evidence.
        let of = |at: u32| &given.memberships[at as usize];
        list.sort_by(|a, b| {
            let order = a.0.cmp(&b.0).then(of(b.1).score.total_cmp(&of(a.1).score));
            order.then_with(|| of(a.1).evidence.cmp(&of(b.1).evidence))
        });
        list.dedup_by_key(|one| one.0);
    }
    found
}

fn one_unit(given: &Given<'_>, supplies: &[u32]) -> bool {
    let all = || supplies.iter().map(|at| &given.supplies[*at as usize]);
    let unit = all().next().map(|supply| supply.unit);
    all().all(|supply| supply.weight.is_some() && Some(supply.unit) == unit)
}
