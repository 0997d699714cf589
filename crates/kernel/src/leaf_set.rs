/// A set of leaves of one view of the territory graph, as bits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct LeafSet(Vec<u64>);

const WORD: usize = u64::BITS as usize;

impl LeafSet {
    /// The empty set, with room for `leaves` members.
    pub fn with_capacity(leaves: usize) -> Self {
        Self(vec![0; leaves.div_ceil(WORD)])
    }

    /// Puts one leaf in.
    pub fn insert(&mut self, leaf: usize) {
        if leaf / WORD >= self.0.len() {
            self.0.resize(leaf / WORD + 1, 0);
        }
        self.0[leaf / WORD] |= 1 << (leaf % WORD);
    }

    /// Whether the leaf is in.
    pub fn contains(&self, leaf: usize) -> bool {
        self.0.get(leaf / WORD).is_some_and(|word| word & (1 << (leaf % WORD)) != 0)
    }

    /// Adds all members of `other`.
    pub fn extend(&mut self, other: &Self) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    /// Keeps only what is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    /// What is in this set and not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let theirs = other.0.iter().copied().chain(std::iter::repeat(0));
        Self(self.0.iter().zip(theirs).map(|(a, b)| a & !b).collect())
    }

    /// Whether no leaf is in both.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & b == 0)
    }

    /// Whether every member is in `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        let theirs = other.0.iter().copied().chain(std::iter::repeat(0));
        self.0.iter().zip(theirs).all(|(a, b)| a & !b == 0)
    }

    /// How many members.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it has no member.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The members in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(n, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    n * WORD + bit
                })
            })
        })
    }
}

impl FromIterator<usize> for LeafSet {
    fn from_iter<I: IntoIterator<Item = usize>>(leaves: I) -> Self {
        let mut set = Self::default();
        leaves.into_iter().for_each(|leaf| set.insert(leaf));
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::LeafSet;

    proptest! {
        #[test]
        fn agrees_with_a_plain_set(a in prop::collection::btree_set(0usize..200, 0..40), b in prop::collection::btree_set(0usize..200, 0..40)) {
            let (x, y): (LeafSet, LeafSet) = (a.iter().copied().collect(), b.iter().copied().collect());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.intersection(&y).iter().collect::<BTreeSet<_>>(), &a & &b);
            prop_assert_eq!(x.difference(&y).iter().collect::<BTreeSet<_>>(), &a - &b);
            prop_assert_eq!(x.is_disjoint(&y), a.is_disjoint(&b));
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            let mut both = x.clone();
            both.extend(&y);
            prop_assert_eq!(both.iter().collect::<BTreeSet<_>>(), &a | &b);
        }
    }
}
