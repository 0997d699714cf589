//! 辐射带动: contracts, supplies and talent between groups of territories, and the share that goes outward.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::given::{BadGiven, Basis, Evidence, Part};

/// What flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum FlowKind {
    Contract,
    Supply,
    Talent,
}

/// One contract, supply or move of people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// What it is.
    pub kind: FlowKind,
    /// Where it comes from, if that is known.
    pub from: Option<u32>,
    /// Where it goes, if that is known.
    pub to: Option<u32>,
    /// The calendar year in which it was signed, delivered or begun.
    pub year: u16,
    /// Money or persons, in one unit for all flows of a kind; `None` if it is not known.
    pub amount: Option<f64>,
    /// The row that says so.
    pub evidence: Evidence,
}

/// A number of flows and what is known of their amounts.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Total {
    /// How many.
    pub flows: usize,
    /// The sum of those amounts that are known.
    pub amount: f64,
    /// How many have no known amount.
    pub without_amount: usize,
    /// The rows.
    pub basis: Basis,
}

impl Total {
    fn add(&mut self, flow: &Flow) {
        self.flows += 1;
        self.amount += flow.amount.unwrap_or(0.0);
        self.without_amount += usize::from(flow.amount.is_none());
        self.basis.add(&flow.evidence);
    }

    /// How many have a known amount.
    fn with_amount(&self) -> usize {
        self.flows - self.without_amount
    }
}

/// What flowed from one group to another. Groups may overlap, as a belt lies within a province: a flow counts in every
/// pair that it belongs to, and sums over groups mean nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Exchange {
    pub kind: FlowKind,
    /// Places among the groups given.
    pub from: usize,
    pub to: usize,
    pub total: Total,
}

/// Outward flows of one kind in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outward {
    /// What flowed.
    pub kind: FlowKind,
    /// In which year.
    pub year: u16,
    /// To which group, of its part that is not inside; `None` for anywhere outside.
    pub group: Option<usize>,
    /// What went there.
    pub outward: Total,
    /// All that came from inside and of which it is known where it went, inside or outside.
    pub all: Total,
    /// Outward over all by number of flows. `None` where of no flow it is known where it went.
    pub share_of_flows: Option<f64>,
    /// The same by amount, over flows whose amount is known; `None` where there are none or they sum to nought.
    pub share_of_amount: Option<f64>,
    /// Flows from inside of which it is not known where they went: in no share.
    pub unknown_destination: usize,
}

/// What flows between groups of territories, and outward.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SpillOver {
    /// Pairs of groups between which anything flowed, by kind, origin and destination.
    pub exchanges: Vec<Exchange>,
    /// By kind, year and group: first anywhere outside, then each group; years in which anything left.
    pub outward: Vec<Outward>,
    /// Flows of which it is not known where they came from: in nothing above.
    pub unknown_origin: usize,
}

/// `groups` are sets of territories (a belt, a province); `inside` is the territory whose spill-over is asked about with
/// all that lies in it.
///
/// # Errors
/// [`BadGiven`] for the first number that is beyond `territories`, or amount that is negative or no number.
pub fn spill_over(
    territories: u32,
    flows: &[Flow],
    groups: &[Vec<u32>],
    inside: &[u32],
) -> Result<SpillOver, BadGiven> {
    check(territories, flows, groups, inside)?;
    let mut groups_of = vec![Vec::new(); territories as usize];
    for (group, members) in groups.iter().enumerate() {
        for territory in members.iter().collect::<BTreeSet<_>>() {
            groups_of[*territory as usize].push(group);
        }
    }
    let mut is_inside = vec![false; territories as usize];
    inside.iter().for_each(|territory| is_inside[*territory as usize] = true);
    let mut sorted: Vec<&Flow> = flows.iter().collect();
    // Sums of the same amounts in one order, whatever the order of the input.
    sorted.sort_by(|a, b| a.amount.unwrap_or(-1.0).total_cmp(&b.amount.unwrap_or(-1.0)));
    let mut exchanges: BTreeMap<(FlowKind, usize, usize), Total> = BTreeMap::new();
    let mut years: BTreeMap<(FlowKind, u16), Year> = BTreeMap::new();
    for flow in sorted {
        let Some(from) = flow.from else { continue };
        if let Some(to) = flow.to {
            for one in &groups_of[from as usize] {
                for other in &groups_of[to as usize] {
                    exchanges.entry((flow.kind, *one, *other)).or_default().add(flow);
                }
            }
        }
        if is_inside[from as usize] {
            let year = years.entry((flow.kind, flow.year)).or_default();
            year.add(flow, &is_inside, &groups_of);
        }
    }
    let outward = years.into_iter().flat_map(|((kind, at), year)| year.shares(kind, at, groups.len()));
    Ok(SpillOver {
        exchanges: exchanges
            .into_iter()
            .map(|((kind, from, to), total)| Exchange { kind, from, to, total })
            .collect(),
        outward: outward.collect(),
        unknown_origin: flows.iter().filter(|flow| flow.from.is_none()).count(),
    })
}

#[derive(Debug, Default)]
struct Year {
    all: Total,
    outside: Total,
    by_group: BTreeMap<usize, Total>,
    unknown_destination: usize,
}

impl Year {
    fn add(&mut self, flow: &Flow, is_inside: &[bool], groups_of: &[Vec<usize>]) {
        let Some(to) = flow.to else {
            self.unknown_destination += 1;
            return;
        };
        self.all.add(flow);
        if is_inside[to as usize] {
            return;
        }
        self.outside.add(flow);
        for group in &groups_of[to as usize] {
            self.by_group.entry(*group).or_default().add(flow);
        }
    }

    fn shares(self, kind: FlowKind, year: u16, groups: usize) -> Vec<Outward> {
        let of = |group: Option<usize>, outward: Total| Outward {
            kind,
            year,
            group,
            share_of_flows: (self.all.flows > 0).then(|| outward.flows as f64 / self.all.flows as f64),
            share_of_amount: (self.all.with_amount() > 0 && self.all.amount > 0.0)
                .then(|| f64::min(1.0, outward.amount / self.all.amount)),
            outward,
            all: self.all.clone(),
            unknown_destination: self.unknown_destination,
        };
        let to = |group: usize| self.by_group.get(&group).cloned().unwrap_or_default();
        let anywhere = std::iter::once(of(None, self.outside.clone()));
        anywhere.chain((0..groups).map(|group| of(Some(group), to(group)))).collect()
    }
}

fn check(territories: u32, flows: &[Flow], groups: &[Vec<u32>], inside: &[u32]) -> Result<(), BadGiven> {
    let is_there = |territory: &u32| *territory < territories;
    if let Some(at) = groups.iter().position(|group| !group.iter().all(is_there)) {
        return Err(BadGiven::NoSuchNumber { part: Part::Question, at });
    }
    if let Some(at) = inside.iter().position(|territory| !is_there(territory)) {
        return Err(BadGiven::NoSuchNumber { part: Part::Question, at });
    }
    for (at, flow) in flows.iter().enumerate() {
        if ![flow.from, flow.to].iter().flatten().all(is_there) {
            return Err(BadGiven::NoSuchNumber { part: Part::Flow, at });
        }
        if !flow.amount.is_none_or(|amount| amount.is_finite() && amount >= 0.0) {
            return Err(BadGiven::BadValue { part: Part::Flow, at });
        }
    }
    Ok(())
}
