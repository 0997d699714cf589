//! How much of an economy's output a shock takes with it.

use super::cascade::{Cascade, Taken};
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

/// Shocks that run side by side. Eight numbers fill a line of the cache, and one load of a link serves all of them.
const LANES: usize = 8;

/// Firms beyond which shocks run one by one: the levels of one then fit the cache, those of eight do not.
const FIRMS: usize = 50_000;

/// Blocks that each thread takes: few enough that their ends, where lanes run empty, cost little.
const BLOCKS: usize = 8;

fn run(
    network: &SupplyNetwork,
    count: usize,
    stop: Stop,
    threads: Threads,
    shock: impl Fn(usize, &mut Vec<(u32, f64)>) + Sync,
) -> Vec<Score> {
    let none = Score { upstream: 0.0, downstream: 0.0, combined: 0.0, steps: 0, residual: f64::INFINITY };
    let mut scores = vec![none; count];
    match (stop.steps, network.firms()) {
        (0, _) => {}
        (_, ..=FIRMS) => run_beside::<LANES>(network, &mut scores, stop, threads, shock),
        _ => run_beside::<1>(network, &mut scores, stop, threads, shock),
    }
    scores
}

/// `L` shocks at a time in each thread.
fn run_beside<const L: usize>(
    network: &SupplyNetwork,
    scores: &mut [Score],
    stop: Stop,
    threads: Threads,
    shock: impl Fn(usize, &mut Vec<(u32, f64)>) + Sync,
) {
    let block = scores.len().div_ceil(threads.get() * BLOCKS).max(L);
    let scratch = || (Cascade::<L>::new(network), Vec::new());
    fill(threads, scores, block, scratch, |start, part, (cascade, left)| {
        let begin = |nth: usize, lane: usize, cascade: &mut Cascade<'_, L>| {
            left.clear();
            shock(start + nth, left);
            cascade.start(lane, left);
        };
        run_block(network, cascade, part, stop, begin);
    });
}

/// Keeps every lane busy until all shocks of a block are done; `begin(nth, lane)` lets one begin.
fn run_block<'n, const L: usize>(
    network: &SupplyNetwork,
    cascade: &mut Cascade<'n, L>,
    scores: &mut [Score],
    stop: Stop,
    mut begin: impl FnMut(usize, usize, &mut Cascade<'n, L>),
) {
    let all: f64 = network.sales.iter().sum();
    let mut waiting = 0..scores.len();
    let mut lanes: [Option<usize>; L] =
        std::array::from_fn(|lane| waiting.next().inspect(|nth| begin(*nth, lane, cascade)));
    while lanes.iter().any(Option::is_some) {
        let changes = cascade.step();
        for (lane, place) in lanes.iter_mut().enumerate() {
            let Some(nth) = *place else { continue };
            let score = &mut scores[nth];
            score.steps += 1;
            score.residual = changes.0[lane];
            if score.residual >= stop.tolerance && score.residual > 0.0 && score.steps < stop.steps {
                continue;
            }
            score.weigh(&cascade.taken(lane), all);
            *place = waiting.next().inspect(|nth| begin(*nth, lane, cascade));
            if place.is_none() {
                cascade.start(lane, &[]);
            }
        }
    }
}

impl Score {
    fn weigh(&mut self, taken: &Taken, all: f64) {
        // Rounding may leave a hair more than there is.
        let share = |lost: f64| if all > 0.0 { (lost / all).min(1.0) } else { 0.0 };
        self.upstream = share(taken.upstream);
        self.downstream = share(taken.downstream);
        self.combined = share(taken.combined);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Class, Supply};
    use super::*;

    /// Forty firms of ten sectors, each of which supplies three others.
    fn network() -> SupplyNetwork {
        let sectors: Vec<u32> = (0..40).map(|firm| firm % 10).collect();
        let supply = |firm: u32, step: u32| Supply {
            supplier: firm,
            customer: (firm + step) % 40,
            weight: f64::from(1 + (firm * step) % 7),
            class: if (firm + step).is_multiple_of(3) { Class::Essential } else { Class::NonEssential },
        };
        let supplies: Vec<Supply> =
            (0..40).flat_map(|firm| [1, 7, 11].map(|step| supply(firm, step))).collect();
        SupplyNetwork::new(&sectors, &[], &supplies).expect("in order")
    }

    #[test]
    fn what_a_shock_takes_does_not_depend_on_what_runs_beside_it() {
        let (network, two) = (network(), Threads::MIN.saturating_add(1));
        let stop = Stop { tolerance: 1e-6, steps: 500 };
        let closure = |nth: usize, left: &mut Vec<(u32, f64)>| left.push((nth as u32, 0.0));
        let none = Score { upstream: 0.0, downstream: 0.0, combined: 0.0, steps: 0, residual: f64::INFINITY };
        let (mut alone, mut beside) = (vec![none; 40], vec![none; 40]);
        run_beside::<1>(&network, &mut alone, stop, Threads::MIN, closure);
        run_beside::<LANES>(&network, &mut beside, stop, two, closure);
        assert_eq!(alone, beside);
        assert!(alone.iter().any(|score| score.steps != alone[0].steps), "lanes end at different steps");
        let backwards: Vec<Shock> = (0..40).rev().map(Shock::closure).collect();
        let mut backwards = score(&network, &backwards, stop, two);
        backwards.reverse();
        assert_eq!(alone, backwards);
    }
}
