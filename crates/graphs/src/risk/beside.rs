//! Shocks that run side by side until each stands still.

use std::ops::Range;

use super::cascade::Cascade;
use super::network::SupplyNetwork;
use super::score::{Score, Shock};
use super::stop::Stop;

/// Shocks of which one thread finds the scores, as many at a time as it has lanes.
pub(super) struct Block<'b> {
    scores: &'b mut [Score],
    waiting: Range<usize>,
    shock: &'b dyn Fn(usize) -> Shock,
    stop: Stop,
    /// All sales, of which scores are shares.
    all: f64,
}

impl<'b> Block<'b> {
    pub(super) fn new(
        network: &SupplyNetwork,
        scores: &'b mut [Score],
        shock: &'b dyn Fn(usize) -> Shock,
        stop: Stop,
    ) -> Self {
        Self { waiting: 0..scores.len(), scores, shock, stop, all: network.sales.iter().sum() }
    }
}

/// A cascade, and which shock of a block runs in each of its lanes.
pub(super) struct Beside<'n, const L: usize> {
    cascade: Cascade<'n, L>,
    places: [Option<usize>; L],
}

impl<'n, const L: usize> Beside<'n, L> {
    pub(super) fn new(network: &'n SupplyNetwork) -> Self {
        Self { cascade: Cascade::new(network), places: [None; L] }
    }

    /// Lets the first shocks of a block begin.
    pub(super) fn begin(&mut self, block: &mut Block<'_>) {
        (0..L).for_each(|lane| self.next(lane, block));
    }

    /// Steps until no shock of the block waits and at most `few` run.
    pub(super) fn run(&mut self, block: &mut Block<'_>, few: usize) {
        while !block.waiting.is_empty() || self.places.iter().flatten().count() > few {
            let changes = self.cascade.step();
            for lane in 0..L {
                let Some(nth) = self.places[lane] else { continue };
                let score = &mut block.scores[nth];
                score.steps += 1;
                score.residual = changes.0[lane];
                if block.stop.is_reached(score) {
                    score.weigh(&self.cascade.taken(lane), block.all);
                    self.next(lane, block);
                }
            }
        }
    }

    /// Those that still run, in fewer lanes: the last of a block need not carry empty ones along.
    pub(super) fn narrowed<const M: usize>(&self) -> Beside<'n, M> {
        let mut busy = (0..L).filter(|lane| self.places[*lane].is_some());
        let lanes: [Option<usize>; M] = std::array::from_fn(|_| busy.next());
        Beside {
            cascade: self.cascade.narrowed(lanes),
            places: lanes.map(|lane| lane.and_then(|lane| self.places[lane])),
        }
    }

    /// Lets the next shock that waits begin in a lane, or nothing.
    fn next(&mut self, lane: usize, block: &mut Block<'_>) {
        self.places[lane] = block.waiting.next();
        let shock = self.places[lane].map(|nth| (block.shock)(nth));
        self.cascade.start(lane, shock.as_ref().map_or(&[], |shock| shock.0.as_slice()));
    }
}
