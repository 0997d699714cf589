//! Numbers that look like chance and follow from a seed alone.

/// SplitMix64 of Steele, Lea and Flood (2014): its numbers are fixed by its definition.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From nought to below one.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts a list into random order.
    pub(super) fn shuffle(&mut self, list: &mut [u32]) {
        for end in (1..list.len()).rev() {
            let at = (self.share() * (end + 1) as f64) as usize;
            list.swap(end, at.min(end));
        }
    }
}
