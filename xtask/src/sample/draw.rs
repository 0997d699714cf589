//! Chance: one ChaCha generator with a fixed seed, and a stream of its own for each table.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

const SEED: [u8; 32] = *b"lanbai sample data, first series";

/// A stream of chance. Whole numbers only: nothing here can round differently on another machine.
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of this name; a new table does not move the numbers of the others.
    pub fn new(name: &str) -> Self {
        let mut generator = ChaCha8Rng::from_seed(SEED);
        // FNV-1a: any fixed function of the name serves.
        let stream = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number below `end`, which is not zero.
    pub fn below(&mut self, end: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(end);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    /// An index below `length`.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.index(choices.len())]
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// An index, each as likely as its weight.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        weights
            .iter()
            .position(|weight| left.checked_sub(*weight).map(|rest| left = rest).is_none())
            .unwrap_or(0)
    }

    /// A weight with a long tail: few great, many small, as with firms and contracts.
    pub fn long_tail(&mut self) -> u64 {
        20 + 20_000 / (1 + self.below(1000))
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn the_numbers_are_fixed() {
        let mut draw = Draw::new("toy");
        let drawn: Vec<u64> = (0..5).map(|_| draw.below(1000)).collect();
        assert_eq!(drawn, EXPECTED, "a change here changes every sample file");
    }

    const EXPECTED: [u64; 5] = [210, 952, 470, 831, 836];

    #[test]
    fn weights_are_kept() {
        let mut draw = Draw::new("weights");
        let mut seen = [0_u32; 3];
        for _ in 0..1000 {
            seen[draw.weighted(&[1, 0, 9])] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!(seen[2] > 850 && seen[0] > 50, "{seen:?}");
    }
}
