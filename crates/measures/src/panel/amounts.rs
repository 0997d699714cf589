//! What territories answer at one place.

use std::borrow::Cow;
use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;

use super::figure::Chosen;
use super::short::{Short, limit};
use super::sparse::{Bits, Sparse, no_bits, set};
use crate::cube::Marks;

/// Answers by territory.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Amounts {
    /// All with as many digits after the point, and few before it.
    Short {
        /// How many digits stand after the point.
        scale: u32,
        of: Arc<Sparse<Short>>,
    },
    /// Of any length.
    Long(Arc<Sparse<Chosen>>),
}

impl Amounts {
    /// What a territory answers.
    pub fn get(&self, territory: TerritoryIndex) -> Option<Chosen> {
        match self {
            Self::Short { scale, of } => Some(of.get(territory)?.long(*scale)),
            Self::Long(of) => of.get(territory),
        }
    }

    /// Which territories answer.
    pub fn bits(&self) -> &[u64] {
        match self {
            Self::Short { of, .. } => of.bits(),
            Self::Long(of) => of.bits(),
        }
    }

    /// Whether an answer is a bound.
    pub fn has_bound(&self) -> bool {
        match self {
            Self::Short { of, .. } => of.values().iter().any(|value| value.marks().qualifiers().is_bound()),
            Self::Long(of) => of.values().iter().any(|value| value.qualifiers.is_bound()),
        }
    }

    /// Hands on the answers of the territories among some others, ascending.
    pub fn among(&self, others: &[u64], mut value: impl FnMut(TerritoryIndex, Chosen)) {
        match self {
            Self::Short { scale, of } => of.among(others, |t, short| value(t, short.long(*scale))),
            Self::Long(of) => of.among(others, value),
        }
    }

    /// The same of any length.
    pub fn long(&self) -> Cow<'_, Sparse<Chosen>> {
        match self {
            Self::Short { scale, of } => Cow::Owned(of.map(|value| value.long(*scale))),
            Self::Long(of) => Cow::Borrowed(of),
        }
    }

    /// The same with another answer, or none, for one territory.
    pub fn with(&self, territory: TerritoryIndex, answer: Option<Chosen>) -> Self {
        if let Self::Short { scale, of } = self {
            let scale = answer.filter(|_| of.values().is_empty()).map_or(*scale, |first| first.value.scale());
            let room = limit(territories(of.bits()));
            match answer.map(|answer| answer.short(scale, room)) {
                None => return Self::Short { scale, of: Arc::new(of.with(territory, None)) },
                Some(Some(short)) => {
                    return Self::Short { scale, of: Arc::new(of.with(territory, Some(short))) };
                }
                Some(None) => {}
            }
        }
        Self::Long(Arc::new(self.long().with(territory, answer)))
    }
}

/// Territories for which there are bits.
fn territories(bits: &[u64]) -> usize {
    bits.len() * u64::BITS as usize
}

/// Answers as they come, in ascending order of their territories.
pub(super) struct Gathering {
    bits: Bits,
    /// No number of a short one is above it.
    limit: u64,
    scale: u32,
    short: Vec<Short>,
    /// All of them, once one does not fit with the others.
    long: Vec<Chosen>,
}

impl Gathering {
    /// None yet, with room for so many.
    pub fn new(of_territories: usize, room: usize) -> Self {
        let bits = no_bits(of_territories);
        let limit = limit(territories(&bits));
        Self { bits, limit, scale: 0, short: Vec::with_capacity(room), long: Vec::new() }
    }

    /// One more.
    pub fn push(&mut self, territory: TerritoryIndex, answer: Chosen) {
        match i64::try_from(answer.value.mantissa()) {
            Ok(digits) => {
                let marks = Marks::new(answer.origin, answer.qualifiers);
                self.push_digits(territory, digits, answer.value.scale(), marks);
            }
            Err(_) => self.push_long(territory, answer),
        }
    }

    /// One more, by its digits and how many of them stand after the point.
    #[inline]
    pub fn push_digits(&mut self, territory: TerritoryIndex, digits: i64, scale: u32, marks: Marks) {
        let fits = digits.unsigned_abs() <= self.limit
            && self.long.is_empty()
            && (scale == self.scale || self.short.is_empty());
        if fits {
            self.scale = scale;
            set(&mut self.bits, territory);
            self.short.push(Short::new(digits, marks));
        } else {
            self.push_long(territory, Chosen::marked(Decimal::new(digits, scale), marks));
        }
    }

    #[cold]
    fn push_long(&mut self, territory: TerritoryIndex, answer: Chosen) {
        let scale = self.scale;
        self.long.extend(self.short.drain(..).map(|short| short.long(scale)));
        set(&mut self.bits, territory);
        self.long.push(answer);
    }

    /// All of them.
    pub fn gathered(self) -> Amounts {
        if self.long.is_empty() {
            Amounts::Short { scale: self.scale, of: Arc::new(Sparse::new(self.bits, self.short)) }
        } else {
            Amounts::Long(Arc::new(Sparse::new(self.bits, self.long)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use lanbai_kernel::territory::TerritoryIndex;
    use lanbai_kernel::{Decimal, Origin, Qualifiers};
    use proptest::prelude::*;

    use super::{Amounts, Gathering};
    use crate::panel::figure::Chosen;

    fn chosen(digits: i128, scale: u32) -> Chosen {
        let value = Decimal::from_i128_with_scale(digits, scale);
        Chosen { value, origin: Origin::Derived, qualifiers: Qualifiers::EXACT }
    }

    fn any_chosen() -> impl Strategy<Value = Chosen> {
        prop_oneof![
            8 => (-9_999i128..9_999).prop_map(|digits| chosen(digits, 2)),
            1 => (-9_999i128..9_999, 0u32..4).prop_map(|(digits, scale)| chosen(digits, scale)),
            1 => (any::<i64>()).prop_map(|digits| chosen(i128::from(digits) * 1_000, 2)),
        ]
    }

    fn gather(answers: &BTreeMap<u32, Chosen>) -> Amounts {
        let mut gathering = Gathering::new(150, 0);
        answers.iter().for_each(|(t, answer)| gathering.push(TerritoryIndex(*t), *answer));
        gathering.gathered()
    }

    proptest! {
        #[test]
        fn answers_are_what_came(
            mut answers in prop::collection::btree_map(0u32..150, any_chosen(), 0..20),
            changed in 0u32..150,
            answer in prop::option::of(any_chosen()),
        ) {
            let amounts = gather(&answers);
            let changed_amounts = amounts.with(TerritoryIndex(changed), answer);
            for t in 0..150 {
                prop_assert_eq!(amounts.get(TerritoryIndex(t)), answers.get(&t).copied());
                prop_assert_eq!(amounts.long().get(TerritoryIndex(t)), answers.get(&t).copied());
            }
            answers.remove(&changed);
            answers.extend(answer.map(|answer| (changed, answer)));
            for t in 0..150 {
                prop_assert_eq!(changed_amounts.get(TerritoryIndex(t)), answers.get(&t).copied());
            }
        }
    }
}
