//! What changes in one synchronous step.

use super::lanes::{Lanes, greater};

/// Firms whose level changes, and to what.
pub(super) struct Changes<const L: usize> {
    count: usize,
    firms: Vec<u32>,
    levels: Vec<Lanes<L>>,
}

impl<const L: usize> Changes<L> {
    /// For that many firms, each asked about once a step.
    pub(super) fn new(firms: usize) -> Self {
        Self { count: 0, firms: vec![0; firms], levels: vec![Lanes::NOTHING; firms] }
    }

    /// Looks for changes anew; what is found is kept by [`Self::keep`].
    #[inline(always)]
    pub(super) fn look(&mut self) -> Found<'_, L> {
        Found { count: 0, most: Lanes::NOTHING, firms: &mut self.firms, levels: &mut self.levels }
    }

    #[inline(always)]
    pub(super) fn keep(&mut self, count: usize) {
        self.count = count;
    }

    #[inline(always)]
    pub(super) fn firms(&self) -> impl ExactSizeIterator<Item = u32> {
        self.firms[..self.count].iter().copied()
    }

    /// Lets them take effect.
    #[inline(always)]
    pub(super) fn put(&self, levels: &mut [Lanes<L>]) {
        for (firm, level) in self.firms().zip(&self.levels) {
            levels[firm as usize] = *level;
        }
    }
}

/// What was found so far. Slices and numbers of its own stay in registers, whatever else is written.
pub(super) struct Found<'c, const L: usize> {
    pub(super) count: usize,
    /// The greatest change in each lane.
    pub(super) most: Lanes<L>,
    firms: &'c mut [u32],
    levels: &'c mut [Lanes<L>],
}

impl<const L: usize> Found<'_, L> {
    /// Notes a level if it is new. Without a branch: about half of the firms change in a late step, and no processor
    /// guesses which.
    #[inline(always)]
    pub(super) fn note(&mut self, firm: u32, before: &Lanes<L>, now: Lanes<L>) {
        self.firms[self.count] = firm;
        self.levels[self.count] = now;
        self.count += usize::from(now.differs(before));
        self.most = self.most.with(&now.with(before, |now, before| (now - before).abs()), greater);
    }
}
