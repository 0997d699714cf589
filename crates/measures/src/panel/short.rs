//! Values of one column as eight bytes each: most have as many digits after the point, and few before it.

use lanbai_kernel::{Decimal, Origin};

use super::figure::{Chosen, Stated};
use crate::cube::Marks;
use crate::evaluate::Summand;

/// A whole number with what it carries. How many of its digits stand after the point is known to its column.
///
/// The upper 56 bits are the number, the lower eight the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Short(i64);

const MARKS: i64 = 0xff;

/// How large numbers may be, so that no sum of one value a territory is more than a [`Short`] holds.
pub(super) const fn limit(territories: usize) -> u64 {
    (1 << 54) / (territories as u64 + 1)
}

impl Short {
    /// A number that is not above the limit.
    #[inline]
    pub const fn new(digits: i64, marks: Marks) -> Self {
        Self(digits << 8 | marks.bits() as i64)
    }

    #[inline]
    pub const fn digits(self) -> i64 {
        self.0 >> 8
    }

    #[inline]
    pub const fn marks(self) -> Marks {
        Marks::from_bits((self.0 & MARKS) as u8)
    }

    /// What both carry.
    #[inline]
    pub const fn marks_with(self, other: Self) -> Marks {
        Marks::from_bits(((self.0 | other.0) & MARKS) as u8)
    }

    /// The number with its point.
    #[inline]
    pub fn decimal(self, scale: u32) -> Decimal {
        Decimal::new(self.digits(), scale)
    }

    /// The value with its point.
    pub fn long(self, scale: u32) -> Chosen {
        Chosen::marked(self.decimal(scale), self.marks())
    }
}

impl Summand for Short {
    #[inline]
    fn plus(self, other: Self) -> Option<Self> {
        // Columns keep their numbers below the limit, so that this holds whatever is added up.
        Some(Self((self.0 & !MARKS) + (other.0 & !MARKS) + ((self.0 | other.0) & MARKS)))
    }
}

impl Stated for Short {
    const NOTHING: Self = Self(0);

    fn origin(self) -> Origin {
        self.marks().origin()
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::{Origin, Qualifiers};
    use proptest::prelude::*;

    use super::{Short, limit};
    use crate::cube::Marks;
    use crate::evaluate::Summand;

    fn any_short() -> impl Strategy<Value = (i64, Origin, Qualifiers)> {
        let most = i64::try_from(limit(3)).expect("it fits");
        (-most..=most, 0usize..4, 0u8..32)
            .prop_map(|(digits, origin, bits)| (digits, Origin::ALL[origin], Qualifiers::from_bits(bits)))
    }

    proptest! {
        #[test]
        fn a_sum_carries_what_its_parts_do(parts in prop::collection::vec(any_short(), 1..=3)) {
            let shorts = parts.iter().map(|(digits, origin, q)| Short::new(*digits, Marks::new(*origin, *q)));
            let sum = shorts.reduce(|a, b| a.plus(b).expect("below the limit")).expect("one at least");
            prop_assert_eq!(sum.digits(), parts.iter().map(|part| part.0).sum::<i64>());
            prop_assert_eq!(Some(sum.marks().origin()), parts.iter().map(|part| part.1).max());
            let together = parts.iter().fold(Qualifiers::EXACT, |all, part| all.union(part.2));
            prop_assert_eq!(sum.marks().qualifiers(), together);
        }
    }
}
