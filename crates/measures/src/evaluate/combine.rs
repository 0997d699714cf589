//! The arithmetic of the roll-up, the same for a cell with all that travels with it and for a bare figure.

use std::cmp::Ordering;

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
    let short = || {
        let digits = |value: Decimal| i64::try_from(value.mantissa()).ok();
        short_quotient((digits(above)?, above.scale()), (digits(below)?, below.scale()), factor)
    };
    short().or_else(|| above.checked_mul(factor)?.checked_div(below))
}

/// The same of whole numbers of which so many digits stand after the point.
#[inline]
pub(crate) fn quotient_of_digits(above: (i64, u32), below: (i64, u32), factor: Decimal) -> Option<Decimal> {
    if let Some(quotient) = short_quotient(above, below, factor) {
        return Some(quotient);
    }
    let [above, below] = [above, below].map(|(digits, scale)| Decimal::new(digits, scale));
    above.checked_mul(factor)?.checked_div(below)
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
fn short_quotient(above: (i64, u32), below: (i64, u32), factor: Decimal) -> Option<Decimal> {
    let ((a, above), (b, below), f) = (above, below, i64::try_from(factor.mantissa()).ok()?);
    let numerator = u128::from(a.unsigned_abs()) * u128::from(f.unsigned_abs());
    let denominator = b.unsigned_abs();
    if numerator == 0 || denominator == 0 {
        return (denominator != 0).then_some(Decimal::ZERO);
    }
    let scale = i64::from(above) + i64::from(factor.scale()) - i64::from(below);
    // An upper bound of the digits of the quotient of the bare numbers: log10(2) is just below 0.30103.
    let bits = i64::from(denominator.leading_zeros()) + 64 - i64::from(numerator.leading_zeros()) + 1;
    let before = (bits * 30_103).div_euclid(100_000) + 1;
    let more = u32::try_from((18 - before).min(28 - scale)).ok()?;
    let (whole, rest) = match u64::try_from(numerator) {
        Ok(numerator) => divided_in_steps(numerator, denominator, more),
        Err(_) => divided_at_once(numerator, denominator, more)?,
    };
    let half_even = rest.cmp(&(denominator - rest)).then((whole % 2).cmp(&1).then(Ordering::Greater));
    let mut quotient = i64::try_from(whole + u64::from(half_even.is_gt())).ok()?;
    let more = i64::from(more);
    let mut scale = u32::try_from(scale + more).ok()?;
    while rest == 0 && scale > 0 && quotient % 10 == 0 {
        quotient /= 10;
        scale -= 1;
    }
    Some(Decimal::new(if (a < 0) ^ (b < 0) ^ (f < 0) { -quotient } else { quotient }, scale))
}

/// Quotient, with more digits, and rest. The quotient is known to fit.
fn divided_at_once(numerator: u128, denominator: u64, more: u32) -> Option<(u64, u64)> {
    let scaled = numerator.checked_mul(*TENS.get(more as usize)?)?;
    let denominator = u128::from(denominator);
    Some((u64::try_from(scaled / denominator).ok()?, u64::try_from(scaled % denominator).ok()?))
}

/// The same by divisions of single words, each giving as many digits as fit.
#[inline]
fn divided_in_steps(numerator: u64, denominator: u64, more: u32) -> (u64, u64) {
    // The first division takes as many digits as the numerator leaves free. Every rest is below the denominator, so
    // that it may be made longer by what that leaves free; bounds from below.
    let room = |number: u64| (number.leading_zeros() * 301 / 1000).min(19);
    let first = more.min(room(numerator));
    let longer = numerator * TENS[first as usize] as u64;
    let (mut whole, mut rest) = (longer / denominator, longer % denominator);
    let (mut left, room) = (more - first, room(denominator));
    while left > 0 {
        let digits = left.min(room.max(1));
        let ten = TENS[digits as usize];
        let longer = u128::from(rest) * ten;
        let (next, after) = match u64::try_from(longer) {
            Ok(longer) => (longer / denominator, longer % denominator),
            Err(_) => {
                let wide = u128::from(denominator);
                // Below the denominator times ten, so a quotient of one digit.
                ((longer / wide) as u64, (longer % wide) as u64)
            }
        };
        // Ten to the digits of one step fits, for the whole quotient does.
        whole = whole * ten as u64 + next;
        rest = after;
        left -= digits;
    }
    (whole, rest)
}

/// Change from an earlier value to a later one.
pub(crate) fn change(later: Decimal, earlier: Decimal, factor: Decimal) -> Option<Decimal> {
    quotient(later.checked_sub(earlier)?, earlier, factor)
}

/// The same of whole numbers, both with so many digits after the point.
pub(crate) fn change_of_digits(later: i64, earlier: i64, scale: u32, factor: Decimal) -> Option<Decimal> {
    quotient_of_digits((later.checked_sub(earlier)?, scale), (earlier, scale), factor)
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
            let f = Decimal::new(f, scales.2);
            let short = short_quotient((a, scales.0), (b, scales.1), f);
            let (a, b) = (Decimal::new(a, scales.0), Decimal::new(b, scales.1));
            if let Some(short) = short {
                // Compared where the long way does not overflow, to sixteen digits.
                if let Some(long) = a.checked_mul(f).and_then(|above| above.checked_div(b)) {
                    let near = (short - long).abs() <= (long.abs() / Decimal::new(10_000_000_000_000_000, 0)).max(Decimal::new(1, 27));
                    prop_assert!(near, "{short} {long}");
                }
            }
        }
    }
}
