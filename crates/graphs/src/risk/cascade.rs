//! Several shocks running through a network side by side.
//!
//! Levels are kept as losses, 1 - u and 1 - d: a firm that no shock has reached has lost exactly nothing, so what one
//! shock does never depends on which others run beside it.

use pulp::{Arch, NullaryFnOnce};

use super::changes::Changes;
use super::lanes::{Lanes, greater, lesser};
use super::marked::Marked;
use super::network::SupplyNetwork;

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
    /// Firms that came to lose something else for their customers.
    short: Changes<L>,
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
            sectors: Marked::new(network.members.rows()),
            short: Changes::new(firms),
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
        let network = self.network;
        let asked = self.asked.take();
        self.changes.clear();
        let mut most = Lanes::NOTHING;
        for firm in &asked {
            let at = *firm as usize;
            let mut loss = Lanes::NOTHING;
            let links = network.customers.targets(at).iter().zip(network.customers.weights(at));
            for (customer, share) in links {
                loss.add(*share, &self.upstream[*customer as usize]);
            }
            let loss = loss.with(&self.hit[at], at_least);
            most = self.changes.note(*firm, &self.upstream[at], loss, most);
        }
        self.asked.give_back(asked);
        for (firm, loss) in self.changes.iter() {
            self.upstream[firm as usize] = *loss;
        }
        self.asked.mark_around(self.changes.firms(), |firm| network.suppliers.targets(firm));
        most
    }

    /// d_j <- min(1 - max_k S_jk, 1 - N_j, psi_j). The greatest change.
    #[inline(always)]
    fn step_downstream(&mut self) -> Lanes<L> {
        let network = self.network;
        let supplied = self.supplied.take();
        self.changes.clear();
        let mut most = Lanes::NOTHING;
        for firm in &supplied {
            let at = *firm as usize;
            let loss = self.worst_input(at).with(&self.hit[at], at_least);
            most = self.changes.note(*firm, &self.downstream[at], loss, most);
        }
        self.supplied.give_back(supplied);
        for (firm, loss) in self.changes.iter() {
            self.downstream[firm as usize] = *loss;
            self.sectors.mark(network.sectors[firm as usize]);
        }
        self.lose();
        most
    }

    /// The greatest loss among the groups of a firm's inputs.
    ///
    /// Losses are not negative, so a sum is never less than it was on the way, and the greatest of all that the
    /// running sums come to is the greatest of the groups': no branch has to find where a group ends.
    #[inline(always)]
    fn worst_input(&self, firm: usize) -> Lanes<L> {
        let (mut worst, mut loss) = (Lanes::NOTHING, Lanes::NOTHING);
        for input in &self.network.inputs[self.network.firm_inputs[firm]..self.network.firm_inputs[firm + 1]]
        {
            let (carried, share) = (f64::from(input.carried), input.share);
            loss = loss.with(&self.lost[input.supplier as usize], |loss, lost| loss * carried + share * lost);
            worst = worst.with(&loss, greater);
        }
        worst
    }

    /// What firms of sectors in which something changed lose for their customers: who has little of its sector's
    /// market is replaced by others as far as these still make something.
    #[inline(always)]
    fn lose(&mut self) {
        let network = self.network;
        let sectors = self.sectors.take();
        self.short.clear();
        for sector in &sectors {
            let members = network.members.targets(*sector as usize);
            let mut market = Lanes::NOTHING;
            for firm in members {
                let (sales, down) = (network.sales[*firm as usize], &self.downstream[*firm as usize]);
                market = market.with(down, |market, down| market + sales * (1.0 - down));
            }
            // Nothing is left of a sector that stopped, and whoever sold anything there had all that counts.
            let per_market = market.with(&market, |market, _| 1.0 / market);
            for firm in members {
                let at = *firm as usize;
                let sales = network.sales[at];
                if sales > 0.0 {
                    let lost = per_market.with(&self.downstream[at], |per_market, down| {
                        lesser(sales * per_market, 1.0) * down
                    });
                    self.short.note(*firm, &self.lost[at], lost, Lanes::NOTHING);
                }
            }
        }
        for (firm, lost) in self.short.iter() {
            self.lost[firm as usize] = *lost;
        }
        self.supplied.mark_around(self.short.firms(), |firm| network.customers.targets(firm));
        self.sectors.give_back(sectors);
    }
}

/// Shares may sum to a hair more than one, and nobody loses more than all.
#[inline(always)]
fn at_least(loss: f64, hit: f64) -> f64 {
    greater(lesser(loss, 1.0), hit)
}
