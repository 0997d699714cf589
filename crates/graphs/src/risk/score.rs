//! How much of an economy's output a shock takes with it.

use super::cascade::Cascade;
use super::network::SupplyNetwork;
use super::stop::Stop;
use crate::threads::{Threads, fill};

/// What a shock leaves of firms: (firm, share that it can still make). All others are left whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Shock(pub Vec<(u32, f64)>);

impl Shock {
    /// One firm stops.
    pub fn closure(firm: u32) -> Self {
        Self(vec![(firm, 0.0)])
    }
}

/// What a shock takes, as shares of all sales between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Through customers that ask for less.
    pub upstream: f64,
    /// Through inputs that are missing.
    pub downstream: f64,
    /// ESRI = sum_i r_i (1 - min(u_i, d_i)) / sum_i r_i.
    pub combined: f64,
    /// How many steps were taken.
    pub steps: usize,
    /// The greatest change of the last step: what the stop rule left undone.
    pub residual: f64,
}

/// ESRI of Diem, Borsos, Reisch, Kertesz and Thurner (2022) for each shock, one after another in `threads` threads.
/// Firms that the network does not have are passed over.
pub fn score(network: &SupplyNetwork, shocks: &[Shock], stop: Stop, threads: Threads) -> Vec<Score> {
    run(network, shocks.len(), stop, threads, |nth, left| {
        let known = shocks[nth].0.iter().filter(|(firm, _)| (*firm as usize) < network.firms());
        left.extend(known);
    })
}

/// The score of every firm's closure, in the order of firms.
pub fn all_closures(network: &SupplyNetwork, stop: Stop, threads: Threads) -> Vec<Score> {
    run(network, network.firms(), stop, threads, |nth, left| {
        left.extend(u32::try_from(nth).map(|firm| (firm, 0.0)));
    })
}

/// Shocks that a thread takes at once.
const SHOCKS: usize = 4;

fn run(
    network: &SupplyNetwork,
    count: usize,
    stop: Stop,
    threads: Threads,
    shock: impl Fn(usize, &mut Vec<(u32, f64)>) + Sync,
) -> Vec<Score> {
    let none = Score { upstream: 0.0, downstream: 0.0, combined: 0.0, steps: 0, residual: 0.0 };
    let mut scores = vec![none; count];
    let all: f64 = network.sales.iter().sum();
    let scratch = || (Cascade::new(network), Vec::new());
    fill(threads, &mut scores, SHOCKS, scratch, |start, part, (cascade, left)| {
        for (nth, score) in part.iter_mut().enumerate() {
            left.clear();
            shock(start + nth, left);
            let end = cascade.run(left, stop);
            *score = Score { steps: end.steps, residual: end.residual, ..weigh(network, cascade, all) };
        }
    });
    scores
}

fn weigh(network: &SupplyNetwork, cascade: &Cascade<'_>, all: f64) -> Score {
    let (mut upstream, mut downstream, mut combined) = (0.0, 0.0, 0.0);
    let levels = cascade.upstream.iter().zip(&cascade.downstream);
    for (sales, (up, down)) in network.sales.iter().zip(levels) {
        upstream += sales * (1.0 - up);
        downstream += sales * (1.0 - down);
        combined += sales * (1.0 - up.min(*down));
    }
    // Rounding may leave a hair more or less than there is.
    let share = |lost: f64| if all > 0.0 { (lost / all).clamp(0.0, 1.0) } else { 0.0 };
    Score {
        upstream: share(upstream),
        downstream: share(downstream),
        combined: share(combined),
        steps: 0,
        residual: 0.0,
    }
}
