//! The arithmetic of the roll-up, the same for a cell with all that travels with it and for a bare figure.

use lanbai_kernel::Decimal;

use super::{Cell, Method};
use crate::{MeasureIndex, Term};

/// Something that can be weighted and added up.
pub(crate) trait Amount: Copy {
    /// Times a weight.
    fn weighted(self, weight: Decimal) -> Option<Self>;
    /// Together with another.
    fn plus(self, other: Self) -> Option<Self>;
}

impl Amount for Cell {
    fn weighted(mut self, weight: Decimal) -> Option<Self> {
        self.value = self.value.checked_mul(weight)?;
        self.rounding = self.rounding.checked_mul(weight.abs())?;
        Some(self)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let value = self.value.checked_add(other.value)?;
        let rounding = self.rounding.checked_add(other.rounding)?;
        Some(self.joined(other, value, rounding, self.method))
    }
}

/// A linear combination; it answers when all its measures do.
pub(crate) fn combine<A: Amount>(
    terms: &[Term],
    mut answer: impl FnMut(MeasureIndex) -> Option<A>,
) -> Option<A> {
    let mut sum: Option<A> = None;
    for term in terms {
        let mut amount = answer(term.measure)?;
        if term.weight != Decimal::ONE {
            amount = amount.weighted(term.weight)?;
        }
        sum = Some(match sum {
            None => amount,
            Some(sum) => sum.plus(amount)?,
        });
    }
    sum
}

/// The sum of parts; none of no parts.
pub(super) fn total(mut parts: impl Iterator<Item = Cell>) -> Option<Cell> {
    let first = parts.next()?;
    parts.try_fold(first, Cell::plus)
}

/// The value of a numerator from a published ratio and the denominator below it.
pub(crate) fn derived_value(ratio: Decimal, denominator: Decimal, factor: Decimal) -> Option<Decimal> {
    ratio.checked_mul(denominator)?.checked_div(factor)
}

/// A numerator from a published ratio and the denominator below it.
pub(super) fn derived(ratio: Cell, below: Cell, factor: Decimal) -> Option<Cell> {
    let value = derived_value(ratio.value, below.value, factor)?;
    let spread = ratio
        .value
        .abs()
        .checked_mul(below.rounding)?
        .checked_add(below.value.abs().checked_mul(ratio.rounding)?)?;
    Some(ratio.joined(below, value, spread.checked_div(factor)?, Method::DerivedNumerator))
}

/// Numerator over denominator.
pub(crate) fn quotient(above: Decimal, below: Decimal, factor: Decimal) -> Option<Decimal> {
    above.checked_mul(factor)?.checked_div(below)
}

/// Change from an earlier value to a later one.
pub(crate) fn change(later: Decimal, earlier: Decimal, factor: Decimal) -> Option<Decimal> {
    (later.checked_div(earlier)? - Decimal::ONE).checked_mul(factor)
}
