//! Several shocks running through a network side by side.
//!
//! Levels are kept as losses, 1 - u and 1 - d: a firm that no shock has reached has lost exactly nothing, so what one
//! shock does never depends on which others run beside it.

use pulp::{Arch, NullaryFnOnce};

use super::changes::Changes;
use super::lanes::{Lanes, greater, lesser};
use super::marked::Marked;
use super::network::{Input, SupplyNetwork};

/// What one thread needs for cascades; used again from shock to shock.
pub(super) struct Cascade<'n, const L: usize> {
    network: &'n SupplyNetwork,
    arch: Arch,
    /// What a firm has lost because customers ask for less (1 - u), and because inputs are missing (1 - d).
    upstream: Vec<Lanes<L>>,
    downstream: Vec<Lanes<L>>,
    /// What the shock itself takes from each firm (1 - psi).
    hit: Vec<Lanes<L>>,
    /// sigma_i (1 - d_i): the part of a firm's supply that is lost and cannot be replaced.
    lost: Vec<Lanes<L>>,
    asked: Marked,
    supplied: Marked,
    sectors: Marked,
    /// One over what each sector still sells.
    per_market: Vec<Lanes<L>>,
    /// Firms of sectors in which something changed.
    sellers: Vec<u32>,
    changes: Changes<L>,
}

/// What a shock has taken so far, in the unit of sales.
pub(super) struct Taken {
    pub(super) upstream: f64,
    pub(super) downstream: f64,
    pub(super) combined: f64,
}

impl<'n, const L: usize> Cascade<'n, L> {
    pub(super) fn new(network: &'n SupplyNetwork) -> Self {
        let firms = network.firms();
        let nothing = || vec![Lanes::NOTHING; firms];
        Self {
            network,
            arch: Arch::new(),
            upstream: nothing(),
            downstream: nothing(),
            hit: nothing(),
            lost: nothing(),
            asked: Marked::new(firms),
            supplied: Marked::new(firms),
            sectors: Marked::new(network.sellers.rows()),
            per_market: vec![Lanes::NOTHING; network.sellers.rows()],
            sellers: Vec::new(),
            changes: Changes::new(firms),
        }
    }

    /// Forgets what ran in a lane and lets another shock begin there; `left` holds (firm, what is left of it).
    pub(super) fn start(&mut self, lane: usize, left: &[(u32, f64)]) {
        for levels in [&mut self.upstream, &mut self.downstream, &mut self.hit, &mut self.lost] {
            levels.iter_mut().for_each(|level| level.0[lane] = 0.0);
        }
        for (firm, left) in left {
            let hit = &mut self.hit[*firm as usize].0[lane];
            *hit = hit.max(1.0 - left.clamp(0.0, 1.0));
            self.asked.mark(*firm);
            self.supplied.mark(*firm);
        }
    }

    /// What runs in some lanes, going on by itself.
    pub(super) fn narrowed<const M: usize>(&self, lanes: [Option<usize>; M]) -> Cascade<'n, M> {
        let some = |levels: &[Lanes<L>]| levels.iter().map(|level| level.some(lanes)).collect();
        Cascade {
            network: self.network,
            arch: self.arch,
            upstream: some(&self.upstream),
            downstream: some(&self.downstream),
            hit: some(&self.hit),
            lost: some(&self.lost),
            asked: self.asked.clone(),
            supplied: self.supplied.clone(),
            sectors: self.sectors.clone(),
            per_market: some(&self.per_market),
            sellers: Vec::new(),
            changes: Changes::new(self.network.firms()),
        }
    }

    /// One synchronous update of every lane: the greatest change in each.
    ///
    /// Only firms next to a change are worked out again: all others would give what they gave before.
    pub(super) fn step(&mut self) -> Lanes<L> {
        struct Step<'c, 'n, const L: usize>(&'c mut Cascade<'n, L>);
        impl<const L: usize> NullaryFnOnce for Step<'_, '_, L> {
            type Output = Lanes<L>;
            #[inline(always)]
            fn call(self) -> Lanes<L> {
                let upstream = self.0.step_upstream();
                upstream.with(&self.0.step_downstream(), greater)
            }
        }
        self.arch.dispatch(Step(self))
    }

    /// What the shock in a lane has taken.
    pub(super) fn taken(&self, lane: usize) -> Taken {
        let mut taken = Taken { upstream: 0.0, downstream: 0.0, combined: 0.0 };
        let levels = self.upstream.iter().zip(&self.downstream);
        for (sales, (up, down)) in self.network.sales.iter().zip(levels) {
            taken.upstream += sales * up.0[lane];
            taken.downstream += sales * down.0[lane];
            taken.combined += sales * up.0[lane].max(down.0[lane]);
        }
        taken
    }

    /// u_i <- min(sum_j W_ij / r_i u_j, psi_i), final demand standing as it was. The greatest change.
    #[inline(always)]
    fn step_upstream(&mut self) -> Lanes<L> {
        let (network, asked) = (self.network, self.asked.take());
        // Slices of their own: what is written meanwhile cannot move them, so they stay in registers.
        let (upstream, hit) = (self.upstream.as_slice(), self.hit.as_slice());
        let mut found = self.changes.look();
        for firm in &asked {
            let at = *firm as usize;
            let mut loss = Lanes::NOTHING;
            let links = network.customers.targets(at).iter().zip(network.customers.weights(at));
            for (customer, share) in links {
                loss.add(*share, &upstream[*customer as usize]);
            }
            found.note(*firm, &upstream[at], loss.with(&hit[at], at_least));
        }
        let (count, most) = (found.count, found.most);
        self.changes.keep(count);
        self.asked.give_back(asked);
        self.changes.put(&mut self.upstream);
        self.asked.mark_around(self.changes.firms(), |firm| network.suppliers.targets(firm));
        most
    }

    /// d_j <- min(1 - max_k S_jk, 1 - N_j, psi_j). The greatest change.
    #[inline(always)]
    fn step_downstream(&mut self) -> Lanes<L> {
        let (network, supplied) = (self.network, self.supplied.take());
        let (downstream, lost, hit) = (self.downstream.as_slice(), self.lost.as_slice(), self.hit.as_slice());
        let mut found = self.changes.look();
        for firm in &supplied {
            let at = *firm as usize;
            let loss = worst(network.inputs_of(at), lost).with(&hit[at], at_least);
            found.note(*firm, &downstream[at], loss);
        }
        let (count, most) = (found.count, found.most);
        self.changes.keep(count);
        self.supplied.give_back(supplied);
        self.changes.put(&mut self.downstream);
        self.changes.firms().for_each(|firm| self.sectors.mark(network.sectors[firm as usize]));
        self.lose();
        most
    }

    /// What firms of sectors in which something changed lose for their customers: who has little of its sector's
    /// market is replaced by others as far as these still make something.
    #[inline(always)]
    fn lose(&mut self) {
        let (network, downstream) = (self.network, self.downstream.as_slice());
        let sectors = self.sectors.take();
        self.sellers.clear();
        for sector in &sectors {
            let sellers = network.sellers.targets(*sector as usize);
            let mut market = Lanes::NOTHING;
            for firm in sellers {
                let sales = network.sales[*firm as usize];
                market =
                    market.with(&downstream[*firm as usize], |market, down| market + sales * (1.0 - down));
            }
            // Nothing is left of a sector that stopped, and whoever sold anything there had all that counts.
            self.per_market[*sector as usize] = market.with(&market, |market, _| 1.0 / market);
            self.sellers.extend_from_slice(sellers);
        }
        self.sectors.give_back(sectors);
        let (lost, per_market) = (self.lost.as_slice(), self.per_market.as_slice());
        let mut found = self.changes.look();
        for firm in &self.sellers {
            let at = *firm as usize;
            let (sales, per_market) = (network.sales[at], &per_market[network.sectors[at] as usize]);
            let now =
                per_market.with(&downstream[at], |per_market, down| lesser(sales * per_market, 1.0) * down);
            found.note(*firm, &lost[at], now);
        }
        let count = found.count;
        self.changes.keep(count);
        self.changes.put(&mut self.lost);
        self.supplied.mark_around(self.changes.firms(), |firm| network.customers.targets(firm));
    }
}

/// The greatest loss among the groups of a firm's inputs.
///
/// Losses are not negative, so a sum is never less than it was on the way, and the greatest of all that the running
/// sums come to is the greatest of the groups': no branch has to find where a group ends.
#[inline(always)]
fn worst<const L: usize>(inputs: &[Input], lost: &[Lanes<L>]) -> Lanes<L> {
    let (mut worst, mut loss) = (Lanes::NOTHING, Lanes::NOTHING);
    for input in inputs {
        let (carried, share) = (f64::from(input.carried), input.share);
        loss = loss.with(&lost[input.supplier as usize], |loss, lost| loss * carried + share * lost);
        worst = worst.with(&loss, greater);
    }
    worst
}

/// Shares may sum to a hair more than one, and nobody loses more than all.
#[inline(always)]
fn at_least(loss: f64, hit: f64) -> f64 {
    greater(lesser(loss, 1.0), hit)
}
