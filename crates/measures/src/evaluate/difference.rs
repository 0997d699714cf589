//! Rule (f): whether rounding in print alone explains a difference between direct and rolled-up values.

use lanbai_kernel::Decimal;

use super::roll_up::RolledUp;
use super::{Cell, Difference, Method};

/// The least and the greatest that a value can be.
pub(super) type Range = (Decimal, Decimal);

/// Compares a direct value with the rolled-up one; rounding explains what lies within both ranges.
pub(super) fn difference(
    direct: (Decimal, Option<Range>),
    rolled_up: (Decimal, Option<Range>),
) -> Difference {
    let explained_by_rounding = direct
        .1
        .zip(rolled_up.1)
        .is_some_and(|(direct, rolled)| direct.0 <= rolled.1 && rolled.0 <= direct.1);
    Difference { value: direct.0 - rolled_up.0, explained_by_rounding }
}

/// The range of a sum: each part may be off by its rounding.
pub(super) fn range_of_sum(cell: &Cell) -> Option<Range> {
    Some((cell.value.checked_sub(cell.rounding)?, cell.value.checked_add(cell.rounding)?))
}

/// The range of `factor * numerator / denominator`.
///
/// Where every numerator was derived from a ratio and the very denominator below it, both move together: the
/// ratio of sums is a weighted mean of the published ratios, and its extremes lie at corners of the weights.
/// Otherwise numerator and denominator move apart.
pub(super) fn range_of_ratio(numerator: &RolledUp, denominator: &RolledUp, factor: Decimal) -> Option<Range> {
    if let Some(parts) = weighted_parts(numerator, denominator, factor) {
        return Some((extreme(&parts, Side::Low)?, extreme(&parts, Side::High)?));
    }
    let (n, d) = (range_of_sum(&numerator.cell)?, range_of_sum(&denominator.cell)?);
    let low = n.0.checked_mul(factor)?.checked_div(d.1)?;
    let high = n.1.checked_mul(factor)?.checked_div(d.0)?;
    Some((low, high))
}

/// One published ratio with the range of its weight.
struct Weighted {
    ratio: (Decimal, Decimal),
    weight: (Decimal, Decimal),
}

fn weighted_parts(numerator: &RolledUp, denominator: &RolledUp, factor: Decimal) -> Option<Vec<Weighted>> {
    let same_territories = numerator.parts.len() == denominator.parts.len()
        && numerator.parts.iter().all(|(t, cell)| {
            cell.method == Method::DerivedNumerator && denominator.parts.iter().any(|(other, _)| other == t)
        });
    if !same_territories {
        return None;
    }
    numerator
        .parts
        .iter()
        .map(|(territory, above)| {
            let (_, below) = denominator.parts.iter().find(|(t, _)| t == territory)?;
            let ratio = above.value.checked_mul(factor)?.checked_div(below.value)?;
            // Undo how `derived_numerator` put the two roundings together.
            let spread = above.rounding.checked_mul(factor)? - ratio.abs().checked_mul(below.rounding)?;
            let rounding = spread.checked_div(below.value.abs())?;
            Some(Weighted {
                ratio: (ratio - rounding, ratio + rounding),
                weight: (below.value - below.rounding, below.value + below.rounding),
            })
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// Least or greatest weighted mean. At the extreme each weight stands at an end: at its greatest where its ratio
/// pulls the wanted way, at its least elsewhere; the mean itself decides which, so it is found by repetition.
fn extreme(parts: &[Weighted], side: Side) -> Option<Decimal> {
    let ratio = |p: &Weighted| if side == Side::Low { p.ratio.0 } else { p.ratio.1 };
    let mut mean = ratio(parts.first()?);
    for _ in 0..=parts.len() + 1 {
        let (mut above, mut below) = (Decimal::ZERO, Decimal::ZERO);
        for part in parts {
            let pulls = if side == Side::Low { ratio(part) < mean } else { ratio(part) > mean };
            let weight = if pulls { part.weight.1 } else { part.weight.0 };
            above += ratio(part).checked_mul(weight)?;
            below += weight;
        }
        let next = above.checked_div(below)?;
        if next == mean {
            break;
        }
        mean = next;
    }
    Some(mean)
}
