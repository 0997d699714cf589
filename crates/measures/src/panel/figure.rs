use lanbai_kernel::{Decimal, Origin, Qualifiers};

use crate::cube::{Facts, Row};
use crate::evaluate::{Amount, Cell, Held, number};

/// A value of a panel: the number with its origin and how many leaves it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Figure {
    pub value: Decimal,
    /// How many leaves it covers.
    pub covered: u32,
    pub origin: Origin,
    pub qualifiers: Qualifiers,
}

impl Figure {
    /// What stands where nothing does.
    pub(super) const NONE: Self =
        Self { value: Decimal::ZERO, covered: 0, origin: Origin::Sample, qualifiers: Qualifiers::EXACT };

    /// With another number, and what both carry; both cover the same leaves.
    pub(super) fn joined(self, other: Self, value: Decimal) -> Self {
        let (origin, qualifiers) =
            (self.origin.weakest(other.origin), self.qualifiers.union(other.qualifiers));
        Self { value, origin, qualifiers, ..self }
    }

    pub(super) fn held(self, expected: usize) -> Held {
        Held {
            number: number(self.value),
            is_bound: self.qualifiers.is_bound(),
            is_complete: self.covered as usize == expected,
        }
    }
}

/// What one territory answers of one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chosen {
    pub value: Decimal,
    pub origin: Origin,
    pub qualifiers: Qualifiers,
}

impl From<Cell> for Chosen {
    fn from(cell: Cell) -> Self {
        Self { value: cell.value, origin: cell.origin, qualifiers: cell.qualifiers }
    }
}

impl Chosen {
    /// What a row says.
    pub fn of(row: &Row, facts: &Facts) -> Self {
        let fact = facts.of(row);
        Self { value: facts.value(row), origin: fact.origin, qualifiers: fact.qualifiers }
    }

    /// With another number, and what both carry.
    pub fn joined(self, other: Self, value: Decimal) -> Self {
        let (origin, qualifiers) =
            (self.origin.weakest(other.origin), self.qualifiers.union(other.qualifiers));
        Self { value, origin, qualifiers }
    }

    pub fn covering(self, covered: u32) -> Figure {
        let Self { value, origin, qualifiers } = self;
        Figure { value, covered, origin, qualifiers }
    }
}

/// The sum; numbers with as many digits after the point, which most of one measure have, are added as whole numbers.
#[inline]
fn sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.scale() == b.scale() {
        Decimal::try_from_i128_with_scale(a.mantissa() + b.mantissa(), a.scale()).ok()
    } else {
        a.checked_add(b)
    }
}

impl Amount for Chosen {
    fn weighted(self, weight: Decimal) -> Option<Self> {
        Some(Self { value: self.value.checked_mul(weight)?, ..self })
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(self.joined(other, sum(self.value, other.value)?))
    }
}
