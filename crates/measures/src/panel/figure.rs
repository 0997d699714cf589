use lanbai_kernel::{Decimal, Origin, Qualifiers};

use super::short::Short;
use crate::cube::Marks;
use crate::evaluate::{Amount, Cell, Held, Summand, number};

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

    pub(super) fn held(self, expected: usize) -> Held {
        Held {
            number: number(self.value),
            is_bound: self.qualifiers.is_bound(),
            is_complete: self.covered as usize == expected,
        }
    }
}

/// Something that a territory answers.
pub(super) trait Stated: Summand {
    /// What changes nothing when it is added.
    const NOTHING: Self;
    /// Where it comes from.
    fn origin(self) -> Origin;
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
    /// A value with its marks.
    pub fn marked(value: Decimal, marks: Marks) -> Self {
        Self { value, origin: marks.origin(), qualifiers: marks.qualifiers() }
    }

    /// The same as eight bytes, if it has so many digits after the point and is not above a limit.
    pub fn short(self, scale: u32, limit: u64) -> Option<Short> {
        let digits = i64::try_from(self.value.mantissa()).ok()?;
        (self.value.scale() == scale && digits.unsigned_abs() <= limit)
            .then(|| Short::new(digits, Marks::new(self.origin, self.qualifiers)))
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

impl Summand for Chosen {
    fn plus(self, other: Self) -> Option<Self> {
        Some(self.joined(other, self.value.checked_add(other.value)?))
    }
}

impl Amount for Chosen {
    fn weighted(self, weight: Decimal) -> Option<Self> {
        Some(Self { value: self.value.checked_mul(weight)?, ..self })
    }
}

impl Stated for Chosen {
    const NOTHING: Self =
        Self { value: Decimal::ZERO, origin: Origin::Published, qualifiers: Qualifiers::EXACT };

    fn origin(self) -> Origin {
        self.origin
    }
}
