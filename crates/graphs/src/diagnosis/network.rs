//! Who is central among those who supply the chain or are supplied by it, and what stops with whom.

use super::given::{Basis, Evidence, SegmentLink};
use super::measured::{Cell, Unknown};
use super::scope::{NONE, Scope};
use crate::csr::Csr;
use crate::network::page_rank;
use crate::risk::{Class, Shock, Supply, SupplyNetwork, score};
use crate::threads::Threads;

/// What was worked out on the network of the scope.
#[derive(Debug)]
pub(super) struct Standing {
    /// The actors of the chain by their places in the scope,
    pub own: Vec<usize>,
    /// and the supplies among them, either way: its nodes are places in [`Self::own`].
    pub chain: Csr,
    /// PageRank of each of them along links either way.
    ranks: Vec<f64>,
    /// Share of all supplies that is lost downstream when an actor stops; `None` where that was not worked out.
    pub losses: Vec<Option<f64>>,
    /// What everything in the network rests on.
    pub whole: Basis,
    /// What says how grave the loss of an input is: the links between segments.
    classes: Basis,
    /// For cascades and concentration: the sector of an actor is its segment, counted from one; nought without one.
    pub supply: Option<SupplyNetwork>,
}

impl Standing {
    /// `wanted` says of whom the losses are asked.
    pub fn of(scope: &Scope<'_>, wanted: impl Fn(u32) -> bool, threads: Threads) -> Self {
        let supplies = scope.supplies.iter().map(|at| &scope.given.supplies[*at as usize].evidence);
        // Who belongs where decides whose inputs can stand in for whose.
        let memberships =
            scope.membership_of.iter().filter_map(|at| scope.given.memberships.get(*at as usize));
        let mut whole = Basis::all(supplies.chain(memberships.map(|one| &one.evidence)));
        whole.rows.clear();
        let touches = |segment: &u32| scope.given.segments[*segment as usize].chain == scope.chain;
        let of_chain = |link: &&SegmentLink| touches(&link.from) || touches(&link.to);
        let rows = scope.given.segment_links.iter().filter(of_chain);
        let classes = Basis::all(rows.map(|link| &link.evidence));
        let own: Vec<usize> = (0..scope.actors.len()).filter(|place| scope.in_chain[*place]).collect();
        let chain = scope.network.part(&own, &own).undirected();
        let ranks = page_rank(&chain, scope.conventions.damping).ranks;
        let supply = supply_network(scope);
        let mut losses = vec![None; scope.actors.len()];
        if let Some(network) = &supply {
            let firms = greatest(network, scope.conventions.closures, wanted);
            let shocks: Vec<Shock> = firms.iter().map(|firm| Shock::closure(*firm)).collect();
            let scores = score(network, &shocks, scope.conventions.stop, threads);
            firms
                .iter()
                .zip(scores)
                .for_each(|(firm, score)| losses[*firm as usize] = Some(score.downstream));
        }
        Self { own, chain, ranks, losses, whole, classes, supply }
    }

    /// PageRank of an actor within the chain; not known of one that trades with nobody in it.
    pub fn centrality(&self, scope: &Scope<'_>, place: u32, links: &Links) -> Cell {
        let node = self.own.binary_search(&(place as usize)).ok();
        match node.filter(|node| self.chain.degree(*node) > 0) {
            Some(node) => Cell::of(self.ranks[node], self.basis(scope, place, links)),
            None => Cell::unknown(Unknown::NoDatum),
        }
    }

    /// Share of all supplies that stops with an actor.
    pub fn systemic(&self, scope: &Scope<'_>, place: u32, links: &Links) -> Cell {
        match self.losses[place as usize] {
            _ if links.of(place).is_empty() => Cell::unknown(Unknown::NoDatum),
            // Who sells nothing that is recorded sells to whom no row tells of.
            None if self.sales(place) <= 0.0 => Cell::unknown(Unknown::NoDatum),
            None => Cell::unknown(Unknown::BeyondLimit),
            Some(loss) => {
                let mut basis = self.basis(scope, place, links);
                basis.weigh(&self.classes);
                Cell::of(loss, basis)
            }
        }
    }

    fn sales(&self, place: u32) -> f64 {
        self.supply.as_ref().map_or(0.0, |network| network.sales()[place as usize])
    }

    fn basis(&self, scope: &Scope<'_>, place: u32, links: &Links) -> Basis {
        let mut basis = Basis::default();
        links.of(place).iter().for_each(|at| basis.add(row(scope, *at)));
        // Counted with all the others below.
        (basis.count, basis.undated) = (0, 0);
        basis.weigh(&self.whole);
        basis
    }
}

fn row<'a>(scope: &Scope<'a>, supply: u32) -> &'a Evidence {
    &scope.given.supplies[supply as usize].evidence
}

/// The supplies of each actor of the scope, either way.
#[derive(Debug)]
pub(super) struct Links {
    starts: Vec<usize>,
    supplies: Vec<u32>,
}

impl Links {
    pub fn of_scope(scope: &Scope<'_>) -> Self {
        let mut pairs: Vec<(usize, u32)> = Vec::with_capacity(2 * scope.supplies.len());
        for at in &scope.supplies {
            let supply = &scope.given.supplies[*at as usize];
            let ends = [supply.supplier, supply.customer].map(|actor| scope.place[actor as usize]);
            pairs.extend(ends.map(|place| (place as usize, *at)));
        }
        pairs.sort_by_key(|pair| pair.0);
        let starts = (0..=scope.actors.len()).map(|one| pairs.partition_point(|pair| pair.0 < one)).collect();
        Self { starts, supplies: pairs.into_iter().map(|pair| pair.1).collect() }
    }

    pub fn of(&self, place: u32) -> &[u32] {
        let place = place as usize;
        &self.supplies[self.starts[place]..self.starts[place + 1]]
    }
}

/// The actors with the greatest sales of those wanted, of equals the first.
fn greatest(network: &SupplyNetwork, most: usize, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
    let sales = network.sales();
    let mut firms: Vec<u32> =
        (0_u32..).take(network.firms()).filter(|firm| sales[*firm as usize] > 0.0 && wanted(*firm)).collect();
    firms.sort_by(|a, b| sales[*b as usize].total_cmp(&sales[*a as usize]));
    firms.truncate(most);
    firms
}

/// `None` only if a weight is no number, which the check has refused.
fn supply_network(scope: &Scope<'_>) -> Option<SupplyNetwork> {
    let segments: Vec<u32> =
        (0_u32..).take(scope.actors.len()).map(|place| scope.segment_of(place)).collect();
    let sector = |segment: &u32| if *segment == NONE { 0 } else { segment + 1 };
    let sectors: Vec<u32> = segments.iter().map(sector).collect();
    let mut classes: Vec<(u32, u32, Class)> =
        scope.given.segment_links.iter().map(|link| (link.from, link.to, link.class)).collect();
    // Of two links between the same segments the graver counts.
    classes.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.cmp(&a.2)));
    let class = |from: u32, to: u32| {
        let at = classes.partition_point(|link| (link.0, link.1) < (from, to));
        classes.get(at).filter(|link| (link.0, link.1) == (from, to)).map_or(Class::default(), |link| link.2)
    };
    let supplies: Vec<Supply> = cells(&scope.network)
        .map(|(supplier, customer, weight)| {
            let (from, to) = (segments[supplier as usize], segments[customer as usize]);
            Supply { supplier, customer, weight, class: class(from, to) }
        })
        .collect();
    SupplyNetwork::new(&sectors, &[], &supplies).ok()
}

fn cells(network: &Csr) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
    (0_u32..).take(network.rows()).flat_map(|row| {
        let cells = network.targets(row as usize).iter().zip(network.weights(row as usize));
        cells.map(move |(column, weight)| (row, *column, *weight))
    })
}
