//! Values of some territories, packed in the order of the territories: most places of a panel are empty.

use lanbai_kernel::territory::TerritoryIndex;

const WORD: usize = u64::BITS as usize;

/// Which territories have a value, as bits.
pub(super) type Bits = Vec<u64>;

/// No territory yet.
pub(super) fn no_bits(territories: usize) -> Bits {
    vec![0; territories.div_ceil(WORD)]
}

pub(super) fn set(bits: &mut Bits, territory: TerritoryIndex) {
    bits[territory.at() / WORD] |= 1 << (territory.at() % WORD);
}

pub(super) fn holds(bits: &[u64], territory: TerritoryIndex) -> bool {
    bits[territory.at() / WORD] >> (territory.at() % WORD) & 1 == 1
}

/// The territories of some bits, ascending.
pub(super) fn members(bits: &[u64]) -> impl Iterator<Item = TerritoryIndex> {
    bits.iter()
        .enumerate()
        .flat_map(|(word, bits)| members_of_word(word, *bits))
        .map(|(territory, _)| territory)
}

/// The territories of one word, each with its bit.
pub(super) fn members_of_word(word: usize, mut bits: u64) -> impl Iterator<Item = (TerritoryIndex, u64)> {
    std::iter::from_fn(move || {
        (bits != 0).then(|| {
            let number = bits.trailing_zeros();
            bits &= bits - 1;
            let territory = u32::try_from(word * WORD).unwrap_or(u32::MAX) + number;
            (TerritoryIndex(territory), 1 << number)
        })
    })
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sparse<T> {
    bits: Bits,
    /// How many values stand before each word.
    before: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy> Sparse<T> {
    /// From values in ascending order of their territories.
    pub fn new(bits: Bits, values: Vec<T>) -> Self {
        let before = bits.iter().scan(0, |count, word| {
            let before = *count;
            *count += word.count_ones();
            Some(before)
        });
        Self { before: before.collect(), bits, values }
    }

    /// What a territory has.
    pub fn get(&self, territory: TerritoryIndex) -> Option<T> {
        let (word, bit) = (territory.at() / WORD, 1 << (territory.at() % WORD));
        if self.bits[word] & bit == 0 {
            return None;
        }
        self.values.get(self.place(word, bit)).copied()
    }

    /// The same with another value, or none, for one territory.
    pub fn with(&self, territory: TerritoryIndex, value: Option<T>) -> Self {
        let (word, bit) = (territory.at() / WORD, 1 << (territory.at() % WORD));
        let place = self.place(word, bit);
        let (mut bits, mut values) = (self.bits.clone(), self.values.clone());
        if self.bits[word] & bit != 0 {
            values.remove(place);
            bits[word] &= !bit;
        }
        if let Some(value) = value {
            values.insert(place, value);
            bits[word] |= bit;
        }
        Self::new(bits, values)
    }

    /// The same with each value turned into another.
    pub fn map<U: Copy>(&self, to: impl Fn(T) -> U) -> Sparse<U> {
        Sparse {
            bits: self.bits.clone(),
            before: self.before.clone(),
            values: self.values.iter().map(|value| to(*value)).collect(),
        }
    }

    /// Hands on the values of the territories among some others, ascending.
    pub fn among(&self, others: &[u64], mut value: impl FnMut(TerritoryIndex, T)) {
        // The values lie in the order of the bits, so their places need not be counted.
        let mut values = self.values.iter();
        for (word, (bits, others)) in self.bits.iter().zip(others).enumerate() {
            for ((t, bit), found) in members_of_word(word, *bits).zip(values.by_ref()) {
                if others & bit != 0 {
                    value(t, *found);
                }
            }
        }
    }

    /// Hands on both values of the territories that have one here and there, among some others, ascending.
    pub fn shared(&self, other: &Self, others: &[u64], mut values: impl FnMut(TerritoryIndex, T, T)) {
        for (word, ((a, b), others)) in self.bits.iter().zip(&other.bits).zip(others).enumerate() {
            for (t, bit) in members_of_word(word, a & b & others) {
                values(t, self.values[self.place(word, bit)], other.values[other.place(word, bit)]);
            }
        }
    }

    /// Where the value of a territory stands, or would stand.
    fn place(&self, word: usize, bit: u64) -> usize {
        (self.before[word] + (self.bits[word] & (bit - 1)).count_ones()) as usize
    }

    /// Which territories have a value.
    pub fn bits(&self) -> &[u64] {
        &self.bits
    }

    /// All values, in the order of their territories.
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use lanbai_kernel::territory::TerritoryIndex;
    use proptest::prelude::*;

    use super::{Sparse, no_bits, set};

    const TERRITORIES: usize = 200;

    fn sparse(values: &BTreeMap<u32, i32>) -> Sparse<i32> {
        let mut bits = no_bits(TERRITORIES);
        values.keys().for_each(|t| set(&mut bits, TerritoryIndex(*t)));
        Sparse::new(bits, values.values().copied().collect())
    }

    proptest! {
        #[test]
        fn agrees_with_a_map(
            mut a in prop::collection::btree_map(0u32..200, any::<i32>(), 0..60),
            b in prop::collection::btree_map(0u32..200, any::<i32>(), 0..60),
            changed in 0u32..200,
            value in prop::option::of(any::<i32>()),
        ) {
            let all = vec![u64::MAX; no_bits(TERRITORIES).len()];
            let mut shared = Vec::new();
            sparse(&a).shared(&sparse(&b), &all, |t, x, y| shared.push((t.0, x, y)));
            let expected: Vec<_> = a.iter().filter_map(|(t, x)| Some((*t, *x, *b.get(t)?))).collect();
            prop_assert_eq!(shared, expected);
            let with = sparse(&a).with(TerritoryIndex(changed), value);
            a.remove(&changed);
            a.extend(value.map(|value| (changed, value)));
            prop_assert_eq!(&with, &sparse(&a));
            let mut found = BTreeMap::new();
            with.among(&all, |t, value| {
                found.insert(t.0, value);
            });
            prop_assert_eq!(found, a);
        }
    }
}
