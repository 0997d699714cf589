//! The same number for several shocks.

/// One number for each of `L` shocks that share one pass over the links; none of them is NaN.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lanes<const L: usize>(pub(super) [f64; L]);

impl<const L: usize> Lanes<L> {
    pub(super) const NOTHING: Self = Self([0.0; L]);

    #[inline(always)]
    pub(super) fn with(mut self, other: &Self, join: impl Fn(f64, f64) -> f64) -> Self {
        for (value, other) in self.0.iter_mut().zip(&other.0) {
            *value = join(*value, *other);
        }
        self
    }

    #[inline(always)]
    pub(super) fn add(&mut self, share: f64, levels: &Self) {
        *self = self.with(levels, |sum, level| sum + share * level);
    }

    /// The numbers of some lanes, and nought where no lane is named.
    #[inline(always)]
    pub(super) fn some<const M: usize>(&self, lanes: [Option<usize>; M]) -> Lanes<M> {
        Lanes(lanes.map(|lane| lane.map_or(0.0, |lane| self.0[lane])))
    }

    /// Whether anything is different. By bits: that is one instruction for several numbers.
    #[inline(always)]
    pub(super) fn differs(&self, other: &Self) -> bool {
        let pairs = self.0.iter().zip(&other.0);
        pairs.fold(0, |found, (a, b)| found | (a.to_bits() ^ b.to_bits())) != 0
    }
}

/// The greater of two numbers that are both numbers: `f64::max` would look for NaN each time.
#[inline(always)]
pub(super) fn greater(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// The lesser of two numbers that are both numbers.
#[inline(always)]
pub(super) fn lesser(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}
