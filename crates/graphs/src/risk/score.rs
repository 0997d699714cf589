//! How much of an economy's output a shock takes with it.

use super::beside::{Beside, Block};
use super::cascade::Taken;
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
    run(network, shocks.len(), stop, threads, |nth| {
        let known = shocks[nth].0.iter().filter(|(firm, _)| (*firm as usize) < network.firms());
        Shock(known.copied().collect())
    })
}

/// The score of every firm's closure, in the order of firms.
pub fn all_closures(network: &SupplyNetwork, stop: Stop, threads: Threads) -> Vec<Score> {
    let closure = |nth| u32::try_from(nth).map_or(Shock(Vec::new()), Shock::closure);
    run(network, network.firms(), stop, threads, closure)
}

/// Firms beyond which shocks run one by one: the levels of one then fit the cache, those of several do not.
const FIRMS: usize = 50_000;

/// Blocks that each thread takes: few enough that their ends, where lanes run empty, cost little.
const BLOCKS: usize = 8;

fn run(
    network: &SupplyNetwork,
    count: usize,
    stop: Stop,
    threads: Threads,
    shock: impl Fn(usize) -> Shock + Sync,
) -> Vec<Score> {
    let mut scores = vec![Score::NONE; count];
    match (stop.steps, network.firms()) {
        (0, _) => {}
        (_, ..=FIRMS) => run_beside(network, &mut scores, stop, threads, shock),
        _ => run_alone(network, &mut scores, stop, threads, shock),
    }
    scores
}

/// Eight shocks at a time in each thread: eight numbers fill a line of the cache, and one load of a link serves all.
fn run_beside(
    network: &SupplyNetwork,
    scores: &mut [Score],
    stop: Stop,
    threads: Threads,
    shock: impl Fn(usize) -> Shock + Sync,
) {
    let block = scores.len().div_ceil(threads.get() * BLOCKS).max(8);
    fill(
        threads,
        scores,
        block,
        || Beside::<8>::new(network),
        |start, part, eight| {
            let shock = |nth| shock(start + nth);
            let mut block = Block::new(network, part, &shock, stop);
            eight.begin(&mut block);
            eight.run(&mut block, 4);
            let mut four = eight.narrowed::<4>();
            four.run(&mut block, 2);
            let mut two = four.narrowed::<2>();
            two.run(&mut block, 1);
            two.narrowed::<1>().run(&mut block, 0);
        },
    );
}

/// One shock at a time in each thread.
fn run_alone(
    network: &SupplyNetwork,
    scores: &mut [Score],
    stop: Stop,
    threads: Threads,
    shock: impl Fn(usize) -> Shock + Sync,
) {
    fill(
        threads,
        scores,
        1,
        || Beside::<1>::new(network),
        |start, part, one| {
            let shock = |nth| shock(start + nth);
            let mut block = Block::new(network, part, &shock, stop);
            one.begin(&mut block);
            one.run(&mut block, 0);
        },
    );
}

impl Score {
    /// Of a shock that has not begun.
    const NONE: Self =
        Self { upstream: 0.0, downstream: 0.0, combined: 0.0, steps: 0, residual: f64::INFINITY };

    pub(super) fn weigh(&mut self, taken: &Taken, all: f64) {
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

    /// Forty firms of ten sectors, each of which supplies three others, and three that sell nothing in a sector of
    /// their own: blocks of eight do not come out even.
    const ALL: usize = 43;

    fn network() -> SupplyNetwork {
        let sectors: Vec<u32> = (0..40).map(|firm| firm % 10).chain([10; 3]).collect();
        let supply = |firm: u32, step: u32| Supply {
            supplier: firm,
            customer: (firm + step) % 40,
            weight: f64::from(1 + (firm * step) % 7),
            class: if (firm + step).is_multiple_of(3) { Class::Essential } else { Class::NonEssential },
        };
        let bought = (40..43).map(|buyer| Supply { customer: buyer, ..supply(buyer - 40, 1) });
        let supplies: Vec<Supply> =
            (0..40).flat_map(|firm| [1, 7, 11].map(|step| supply(firm, step))).chain(bought).collect();
        SupplyNetwork::new(&sectors, &[], &supplies).expect("in order")
    }

    #[test]
    fn what_a_shock_takes_does_not_depend_on_what_runs_beside_it() {
        let (network, two) = (network(), Threads::MIN.saturating_add(1));
        let stop = Stop { tolerance: 1e-6, steps: 500 };
        let closure = |nth| Shock::closure(nth as u32);
        let (mut alone, mut beside) = (vec![Score::NONE; ALL], vec![Score::NONE; ALL]);
        run_alone(&network, &mut alone, stop, Threads::MIN, closure);
        run_beside(&network, &mut beside, stop, two, closure);
        assert_eq!(alone, beside);
        assert!(alone.iter().any(|score| score.steps != alone[0].steps), "lanes end at different steps");
        let backwards: Vec<Shock> = (0..ALL as u32).rev().map(Shock::closure).collect();
        let mut backwards = score(&network, &backwards, stop, two);
        backwards.reverse();
        assert_eq!(alone, backwards);
    }
}
