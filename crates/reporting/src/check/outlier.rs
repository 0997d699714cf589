use std::sync::Arc;

use lanbai_kernel::Decimal;

use super::Among;
use super::evaluate::{Outcome, Told, Why};
use super::values::{Ask, Subject, Values};
use crate::form::earlier;

/// 0.6745, the third quartile of the standard normal distribution, as the paper rounds it.
const QUARTILE: Decimal = Decimal::from_parts(6_745, 0, 0, false, 4);

/// The modified z-score of a value among others: `0.6745 (x - median) / MAD`.
///
/// B. Iglewicz and D. C. Hoaglin, *How to Detect and Handle Outliers*, 1993; MAD is the median of the absolute
/// deviations from the median. The value itself is not among the others, so that it cannot hide itself. Nothing where
/// there are no others, or where more than half of them are alike and no spread can be told.
pub fn modified_z(value: Decimal, others: &[Decimal]) -> Option<Decimal> {
    let middle = median(others)?;
    let deviations: Option<Vec<Decimal>> =
        others.iter().map(|other| Some(other.checked_sub(middle)?.abs())).collect();
    let spread = median(&deviations?)?;
    if spread.is_zero() {
        return None;
    }
    QUARTILE.checked_mul(value.checked_sub(middle)?)?.checked_div(spread)
}

fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted[sorted.len() / 2 - 1];
    // Half of the distance cannot overflow where the sum of two could.
    lower.checked_add(upper.checked_sub(lower)?.checked_div(Decimal::TWO)?)
}

/// How an outlier is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub among: Among,
    pub window: u16,
    pub at_least: usize,
    pub threshold: Decimal,
}

/// Judges whether a field lies among its own earlier values.
pub(super) fn judge(field: &Arc<str>, look: Look, subject: Subject<'_>, values: &dyn Values) -> Outcome {
    let now = Ask::own(subject, field);
    let Some(value) = values.value(&now) else { return Outcome::missing(vec![now.shown()]) };
    let before = (1..=look.window).filter_map(|steps| match look.among {
        Among::EarlierPeriods => earlier(subject.period, steps),
        Among::SameSeason => subject.period.shifted_years(-i16::try_from(steps).ok()?),
    });
    let others: Vec<Decimal> =
        before.filter_map(|period| values.value(&Ask { period, ..now.clone() })).collect();
    if others.len() < look.at_least.max(1) {
        return Outcome::Undecided(Why::TooFew { known: others.len(), needed: look.at_least.max(1) });
    }
    let Some(z) = modified_z(value, &others) else {
        let all_alike = others.iter().all(|other| *other == value);
        return if all_alike { Outcome::Holds } else { Outcome::Undecided(Why::NoSpread) };
    };
    if z.abs() <= look.threshold {
        return Outcome::Holds;
    }
    let middle = median(&others).map(|m| m.normalize().to_string()).unwrap_or_default();
    Outcome::Broken(Told {
        seen: format!("{field} = {}", value.normalize()),
        expected: format!("{middle} (n = {})", others.len()),
        difference: format!("z = {} > {}", z.round_dp(2).normalize(), look.threshold.normalize()),
    })
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;
    use proptest::prelude::*;

    use super::modified_z;

    fn numbers(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().expect(text)).collect()
    }

    #[test]
    fn the_score_is_that_of_the_formula() {
        // Median 3; deviations 2, 1, 0, 1, 2, so MAD is 1; 0.6745 (8 - 3) / 1.
        let others = numbers(&["1", "2", "3", "4", "5"]);
        assert_eq!(modified_z(Decimal::from(8), &others), Some(Decimal::new(33_725, 4)));
        assert_eq!(modified_z(Decimal::from(3), &others), Some(Decimal::ZERO));
        // Median 2.5, deviations 1.5, 0.5, 0.5, 1.5, so MAD is 1; 0.6745 (0 - 2.5).
        let even = numbers(&["1", "2", "3", "4"]);
        assert_eq!(modified_z(Decimal::ZERO, &even), Some(Decimal::new(-168_625, 5)));
    }

    #[test]
    fn where_most_are_alike_there_is_no_score() {
        assert_eq!(modified_z(Decimal::ONE, &numbers(&["7", "7", "7", "9"])), None);
        assert_eq!(modified_z(Decimal::ONE, &[]), None);
    }

    proptest! {
        #[test]
        fn the_score_follows_shifts_and_scales(
            value in -1_000i64..1_000,
            others in prop::collection::vec(-1_000i64..1_000, 1..12),
            shift in -500i64..500,
            scale in 1i64..50,
        ) {
            let moved = |n: i64| Decimal::from(n * scale + shift);
            let plain: Vec<Decimal> = others.iter().map(|n| Decimal::from(*n)).collect();
            let changed: Vec<Decimal> = others.iter().map(|n| moved(*n)).collect();
            let (z, after) = (modified_z(Decimal::from(value), &plain), modified_z(moved(value), &changed));
            prop_assert_eq!(z.is_some(), after.is_some());
            if let (Some(z), Some(after)) = (z, after) {
                prop_assert!((z - after).abs() < Decimal::new(1, 12));
            }
        }

        #[test]
        fn the_order_of_the_others_says_nothing(value in -9i64..9, mut others in prop::collection::vec(-9i64..9, 1..9)) {
            let score = |others: &[i64]| {
                let others: Vec<Decimal> = others.iter().map(|n| Decimal::from(*n)).collect();
                modified_z(Decimal::from(value), &others)
            };
            let before = score(&others);
            others.reverse();
            prop_assert_eq!(before, score(&others));
        }
    }
}
