//! What changes in one synchronous step.

use super::lanes::{Lanes, greater};

/// Firms whose level changes, and to what.
pub(super) struct Changes<const L: usize> {
    count: usize,
    firms: Vec<u32>,
    levels: Vec<Lanes<L>>,
}

impl<const L: usize> Changes<L> {
    /// For that many firms, each noted once a step.
    pub(super) fn new(firms: usize) -> Self {
        Self { count: 0, firms: vec![0; firms], levels: vec![Lanes::NOTHING; firms] }
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    /// Notes a level if it is new; the greater of `most` and the change. Without a branch: about half of the firms
    /// change in a late step, and no processor guesses which.
    #[inline(always)]
    pub(super) fn note(&mut self, firm: u32, before: &Lanes<L>, now: Lanes<L>, most: Lanes<L>) -> Lanes<L> {
        self.firms[self.count] = firm;
        self.levels[self.count] = now;
        self.count += usize::from(now.differs(before));
        most.with(&now.with(before, |now, before| (now - before).abs()), greater)
    }

    #[inline(always)]
    pub(super) fn firms(&self) -> impl ExactSizeIterator<Item = u32> {
        self.firms[..self.count].iter().copied()
    }

    #[inline(always)]
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &Lanes<L>)> {
        self.firms().zip(&self.levels)
    }
}
