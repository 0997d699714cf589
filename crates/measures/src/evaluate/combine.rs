//! The arithmetic of the roll-up, the same for a cell with all that travels with it and for a bare figure.

use lanbai_kernel::Decimal;

use super::{Cell, Method};
use crate::{MeasureIndex, Term};

/// Something that can be added up.
pub(crate) trait Summand: Copy {
    /// Together with another; `None` where that is more than it holds.
    fn plus(self, other: Self) -> Option<Self>;
}

/// Something that can be weighted, too.
pub(crate) trait Amount: Summand {
    /// Times a weight.
    fn weighted(self, weight: Decimal) -> Option<Self>;
}

impl Summand for Cell {
    fn plus(self, other: Self) -> Option<Self> {
        let value = self.value.checked_add(other.value)?;
        let rounding = self.rounding.checked_add(other.rounding)?;
        Some(self.joined(other, value, rounding, self.method))
    }
}

impl Amount for Cell {
    fn weighted(mut self, weight: Decimal) -> Option<Self> {
        self.value = self.value.checked_mul(weight)?;
        self.rounding = self.rounding.checked_mul(weight.abs())?;
        Some(self)
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

/// Numerator over denominator, to seventeen digits or more; an exact quotient is exact.
pub(crate) fn quotient(above: Decimal, below: Decimal, factor: Decimal) -> Option<Decimal> {
    short_quotient(above, below, factor).or_else(|| above.checked_mul(factor)?.checked_div(below))
}

/// The powers of ten that 128 bits hold.
const TENS: [u128; 39] = {
    let mut tens = [1; 39];
    let mut n = 1;
    while n < tens.len() {
        tens[n] = tens[n - 1] * 10;
        n += 1;
    }
    tens
};

/// The quotient of numbers of up to 18 digits by whole-number division, several times faster than the long one;
/// `None` where the numbers are longer, or the quotient needs more digits before the point.
fn short_quotient(above: Decimal, below: Decimal, factor: Decimal) -> Option<Decimal> {
    let digits = |value: Decimal| i64::try_from(value.mantissa()).ok();
    let (a, b, f) = (digits(above)?, digits(below)?, digits(factor)?);
    let numerator = u128::from(a.unsigned_abs()) * u128::from(f.unsigned_abs());
    let denominator = u128::from(b.unsigned_abs());
    if numerator == 0 || denominator == 0 {
        return (denominator != 0).then_some(Decimal::ZERO);
    }
    let scale = i64::from(above.scale()) + i64::from(factor.scale()) - i64::from(below.scale());
    // An upper bound of the digits of the quotient of the bare numbers: log10(2) is just below 0.30103.
    let bits = i64::from(denominator.leading_zeros()) - i64::from(numerator.leading_zeros()) + 1;
    let before = (bits * 30_103).div_euclid(100_000) + 1;
    let more = (18 - before).min(28 - scale);
    let scaled = numerator.checked_mul(*TENS.get(usize::try_from(more).ok()?)?)?;
    let whole = scaled / denominator;
    let rest = scaled - whole * denominator;
    let half_even = (rest * 2).cmp(&denominator).then((whole % 2).cmp(&1).then(std::cmp::Ordering::Greater));
    let mut quotient = i64::try_from(whole + u128::from(half_even.is_gt())).ok()?;
    let mut scale = u32::try_from(scale + more).ok()?;
    while rest == 0 && scale > 0 && quotient % 10 == 0 {
        quotient /= 10;
        scale -= 1;
    }
    Some(Decimal::new(if (a < 0) ^ (b < 0) ^ (f < 0) { -quotient } else { quotient }, scale))
}

/// Change from an earlier value to a later one.
pub(crate) fn change(later: Decimal, earlier: Decimal, factor: Decimal) -> Option<Decimal> {
    quotient(later.checked_sub(earlier)?, earlier, factor)
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;
    use proptest::prelude::*;

    use super::{quotient, short_quotient};

    #[test]
    fn an_exact_quotient_has_no_more_digits_than_it_needs() {
        let of = |a: &str, b: &str, f: &str| {
            quotient(a.parse().expect(a), b.parse().expect(b), f.parse().expect(f)).map(|q| q.to_string())
        };
        assert_eq!(of("35", "200", "100"), Some("17.5".to_owned()));
        assert_eq!(of("-436", "1229", "100"), Some("-35.4759967453213995".to_owned()));
        assert_eq!(of("0", "7", "100"), Some("0".to_owned()));
        assert_eq!(of("7", "0", "100"), None);
        assert_eq!(of("2", "3", "1"), Some("0.66666666666666667".to_owned()));
    }

    proptest! {
        #[test]
        fn the_short_way_agrees_with_the_long_one(
            a in any::<i64>(), b in any::<i64>(), f in -1_000_000i64..1_000_000,
            scales in (0u32..10, 0u32..10, 0u32..4),
        ) {
            let (a, b, f) = (Decimal::new(a, scales.0), Decimal::new(b, scales.1), Decimal::new(f, scales.2));
            if let Some(short) = short_quotient(a, b, f) {
                // Compared where the long way does not overflow, to sixteen digits.
                if let Some(long) = a.checked_mul(f).and_then(|above| above.checked_div(b)) {
                    let near = (short - long).abs() <= (long.abs() / Decimal::new(10_000_000_000_000_000, 0)).max(Decimal::new(1, 27));
                    prop_assert!(near, "{short} {long}");
                }
            }
        }
    }
}
