//! One shock running through a network.

use super::network::SupplyNetwork;
use super::stop::Stop;

/// What one thread needs for cascades; used again from shock to shock.
pub(super) struct Cascade<'n> {
    network: &'n SupplyNetwork,
    /// What a firm still makes as far as its customers ask (u), and as far as its inputs go (d).
    pub(super) upstream: Vec<f64>,
    pub(super) downstream: Vec<f64>,
    /// What the shock leaves to each firm (psi).
    ceiling: Vec<f64>,
    /// sigma_i (1 - d_i): the part of a firm's supply that is lost and cannot be replaced.
    lost: Vec<f64>,
    asked: Marked,
    supplied: Marked,
    sectors: Marked,
    changes: Vec<(u32, f64)>,
}

/// Numbers that were marked, each once.
struct Marked {
    is: Vec<bool>,
    list: Vec<u32>,
}

impl Marked {
    fn new(count: usize) -> Self {
        Self { is: vec![false; count], list: Vec::new() }
    }

    fn mark(&mut self, number: u32) {
        if !std::mem::replace(&mut self.is[number as usize], true) {
            self.list.push(number);
        }
    }

    /// What was marked, which is not any more.
    fn take(&mut self) -> Vec<u32> {
        self.list.iter().for_each(|number| self.is[*number as usize] = false);
        std::mem::take(&mut self.list)
    }

    /// Keeps the room of a list that was taken.
    fn give_back(&mut self, mut list: Vec<u32>) {
        list.clear();
        if self.list.is_empty() {
            self.list = list;
        }
    }
}

/// How a cascade ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) steps: usize,
    pub(super) residual: f64,
}

impl<'n> Cascade<'n> {
    pub(super) fn new(network: &'n SupplyNetwork) -> Self {
        let firms = network.firms();
        Self {
            network,
            upstream: vec![1.0; firms],
            downstream: vec![1.0; firms],
            ceiling: vec![1.0; firms],
            lost: vec![0.0; firms],
            asked: Marked::new(firms),
            supplied: Marked::new(firms),
            sectors: Marked::new(network.members.len()),
            changes: Vec::new(),
        }
    }

    /// Synchronous updates from u = d = 1 until `stop`; `left` holds (firm, what is left of it).
    ///
    /// Only firms next to a change are worked out again: all others would give what they gave before.
    pub(super) fn run(&mut self, left: &[(u32, f64)], stop: Stop) -> End {
        self.upstream.fill(1.0);
        self.downstream.fill(1.0);
        self.ceiling.fill(1.0);
        self.lost.fill(0.0);
        self.asked.take();
        self.supplied.take();
        for (firm, left) in left {
            let ceiling = &mut self.ceiling[*firm as usize];
            *ceiling = ceiling.min(left.clamp(0.0, 1.0));
            self.asked.mark(*firm);
            self.supplied.mark(*firm);
        }
        let mut end = End { steps: 0, residual: f64::INFINITY };
        while end.steps < stop.steps && (end.steps == 0 || end.residual >= stop.tolerance) {
            end.residual = self.step_upstream().max(self.step_downstream());
            end.steps += 1;
            if end.residual == 0.0 {
                break;
            }
        }
        end
    }

    /// u_i <- min(sum_j W_ij / r_i u_j, psi_i), final demand standing as it was. The greatest change.
    fn step_upstream(&mut self) -> f64 {
        let network = self.network;
        let asked = self.asked.take();
        self.changes.clear();
        for firm in &asked {
            let at = *firm as usize;
            let sold: f64 =
                network.customers.row(at).map(|(customer, share)| share * self.upstream[customer]).sum();
            let wanted = if network.sales[at] > 0.0 { sold + network.final_share[at] } else { 1.0 };
            let value = wanted.min(self.ceiling[at]);
            if value != self.upstream[at] {
                self.changes.push((*firm, value));
            }
        }
        self.asked.give_back(asked);
        let mut most = 0.0_f64;
        for (firm, value) in &self.changes {
            let at = *firm as usize;
            most = most.max((value - self.upstream[at]).abs());
            self.upstream[at] = *value;
            network.suppliers.targets(at).iter().for_each(|supplier| self.asked.mark(*supplier));
        }
        most
    }

    /// d_j <- min(1 - max_k S_jk, 1 - N_j, psi_j). The greatest change.
    fn step_downstream(&mut self) -> f64 {
        let network = self.network;
        let supplied = self.supplied.take();
        self.changes.clear();
        for firm in &supplied {
            let at = *firm as usize;
            // Shares of inputs may sum to a hair more than one, and a market that is a hair below nought has no sense.
            let value = (1.0 - self.worst_input(at)).max(0.0).min(self.ceiling[at]);
            if value != self.downstream[at] {
                self.changes.push((*firm, value));
            }
        }
        self.supplied.give_back(supplied);
        let mut most = 0.0_f64;
        for (firm, value) in &self.changes {
            let at = *firm as usize;
            most = most.max((value - self.downstream[at]).abs());
            self.downstream[at] = *value;
            self.sectors.mark(network.sectors[at]);
        }
        self.lose();
        most
    }

    /// The greatest loss among the groups of a firm's inputs.
    fn worst_input(&self, firm: usize) -> f64 {
        let network = self.network;
        let groups = network.groups[firm]..network.groups[firm + 1];
        let mut begin = groups.start.checked_sub(1).map_or(0, |before| network.group_ends[before]);
        let mut worst = 0.0_f64;
        for end in &network.group_ends[groups] {
            let members = network.inputs[begin..*end].iter();
            worst = worst.max(members.map(|(supplier, share)| share * self.lost[*supplier as usize]).sum());
            begin = *end;
        }
        worst
    }

    /// What firms of sectors in which something changed lose for their customers: who has little of its sector's
    /// market is replaced by others as far as these still make something.
    fn lose(&mut self) {
        let network = self.network;
        let sectors = self.sectors.take();
        for sector in &sectors {
            let members = &network.members[*sector as usize];
            let left = |firm: &u32| network.sales[*firm as usize] * self.downstream[*firm as usize];
            let market: f64 = members.iter().map(left).sum();
            for firm in members {
                let at = *firm as usize;
                let sales = network.sales[at];
                let share = if sales > 0.0 { (sales / market).min(1.0) } else { 0.0 };
                let lost = share * (1.0 - self.downstream[at]);
                if lost != self.lost[at] {
                    self.lost[at] = lost;
                    network.customers.targets(at).iter().for_each(|customer| self.supplied.mark(*customer));
                }
            }
        }
        self.sectors.give_back(sectors);
    }
}
