use lanbai_kernel::territory::TerritoryIndex;

use super::sparse::{Bits, Sparse, holds, members_of_word, no_bits, set};

/// Values of territories as they come; it keeps its room between one gathering and the next.
///
/// Most come in ascending order, and are then only appended; the others get a place of their own.
pub(super) struct Row<T> {
    ascending: Vec<T>,
    of_ascending: Bits,
    /// One above the territory that was appended last.
    end: usize,
    placed: Vec<T>,
    of_placed: Bits,
}

impl<T: Copy> Row<T> {
    /// An empty row; `none` fills places without a value and is never read.
    pub fn new(territories: usize, none: T) -> Self {
        Self {
            ascending: Vec::with_capacity(territories),
            of_ascending: no_bits(territories),
            end: 0,
            placed: vec![none; territories],
            of_placed: no_bits(territories),
        }
    }

    /// Puts a value in place of what the territory had, if it had any.
    pub fn put(&mut self, territory: TerritoryIndex, value: T) {
        if territory.at() >= self.end {
            self.end = territory.at() + 1;
            set(&mut self.of_ascending, territory);
            self.ascending.push(value);
        } else {
            set(&mut self.of_placed, territory);
            self.placed[territory.at()] = value;
        }
    }

    pub fn has(&self, territory: TerritoryIndex) -> bool {
        holds(&self.of_ascending, territory) || holds(&self.of_placed, territory)
    }

    /// All values in the order of their territories; the row is then empty again.
    pub fn gather(&mut self) -> Sparse<T> {
        let bits: Bits = self.of_ascending.iter().zip(&self.of_placed).map(|(a, b)| a | b).collect();
        let mut values = Vec::with_capacity(bits.iter().map(|word| word.count_ones() as usize).sum());
        let mut ascending = self.ascending.iter();
        for (word, all) in bits.iter().enumerate() {
            let (appended, placed) = (self.of_ascending[word], self.of_placed[word]);
            if placed == 0 {
                values.extend(ascending.by_ref().take(appended.count_ones() as usize));
                continue;
            }
            for (territory, bit) in members_of_word(word, *all) {
                let next = if appended & bit == 0 { None } else { ascending.next() };
                let place = || &self.placed[territory.at()];
                values.push(*next.filter(|_| placed & bit == 0).unwrap_or_else(place));
            }
        }
        self.ascending.clear();
        self.of_ascending.fill(0);
        self.of_placed.fill(0);
        self.end = 0;
        Sparse::new(bits, values)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use lanbai_kernel::territory::TerritoryIndex;
    use proptest::prelude::*;

    use super::super::sparse::no_bits;
    use super::Row;

    const TERRITORIES: usize = 150;

    proptest! {
        #[test]
        fn gathers_what_a_map_would(puts in prop::collection::vec((0u32..150, any::<i32>()), 0..200)) {
            let mut row = Row::new(TERRITORIES, 0);
            for _ in 0..2 {
                let mut map = BTreeMap::new();
                for (territory, value) in &puts {
                    prop_assert_eq!(row.has(TerritoryIndex(*territory)), map.contains_key(territory));
                    row.put(TerritoryIndex(*territory), *value);
                    map.insert(*territory, *value);
                }
                let mut found = BTreeMap::new();
                row.gather().among(&vec![u64::MAX; no_bits(TERRITORIES).len()], |t, value| {
                    found.insert(t.0, value);
                });
                prop_assert_eq!(found, map);
            }
        }
    }
}
