//! 错位分工: how alike the structures of two territories are.

/// The shares of each activity in a territory; all nought where it has none.
pub fn shares(values: &[f64]) -> Vec<f64> {
    let all: f64 = values.iter().sum();
    values.iter().map(|value| if all > 0.0 { value / all } else { 0.0 }).collect()
}

/// K = sum_a |s_ra - s_ta| of Krugman (1991, Geography and Trade, appendix B), between 0 (the same structure) and 2
/// (nothing in common). `None` where a territory has nothing at all.
pub fn krugman(one: &[f64], other: &[f64]) -> Option<f64> {
    let has = |values: &[f64]| values.iter().any(|value| *value > 0.0);
    if !has(one) || !has(other) {
        return None;
    }
    Some(shares(one).iter().zip(shares(other)).map(|(a, b)| (a - b).abs()).sum())
}

/// The part of two structures that is the same: 1 - K / 2, between 0 and 1; the sum of the smaller shares.
pub fn overlap(one: &[f64], other: &[f64]) -> Option<f64> {
    krugman(one, other).map(|distance| 1.0 - distance / 2.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{krugman, overlap};

    #[test]
    fn a_structure_is_as_far_from_another_as_its_shares() {
        // 3/4 and 1/4 beside 1/4 and 3/4: each share differs by 1/2.
        assert_eq!(krugman(&[3.0, 1.0], &[10.0, 30.0]), Some(1.0));
        assert_eq!(overlap(&[3.0, 1.0], &[10.0, 30.0]), Some(0.5));
        assert_eq!(krugman(&[1.0, 0.0], &[0.0, 7.0]), Some(2.0));
        assert_eq!(overlap(&[0.0, 0.0], &[1.0, 1.0]), None);
    }

    proptest! {
        #[test]
        fn overlap_is_symmetric_scale_free_and_between_nought_and_one(
            pairs in prop::collection::vec((0_u32..50, 0_u32..50), 1..12),
            scale in 1_u32..9,
        ) {
            let (one, other): (Vec<f64>, Vec<f64>) =
                pairs.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).unzip();
            let scaled: Vec<f64> = one.iter().map(|value| value * f64::from(scale)).collect();
            if let Some(found) = overlap(&one, &other) {
                prop_assert!((-1e-12..=1.0 + 1e-12).contains(&found));
                prop_assert!((found - overlap(&other, &one).expect("the same two")).abs() < 1e-12);
                prop_assert!((found - overlap(&scaled, &other).expect("the same two")).abs() < 1e-12);
                let smaller: f64 = super::shares(&one).iter().zip(super::shares(&other)).map(|(a, b)| a.min(b)).sum();
                prop_assert!((found - smaller).abs() < 1e-12);
            }
        }
    }
}
