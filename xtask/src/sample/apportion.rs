//! Spreading a whole amount so that the parts add up to it exactly.

/// Shares of `total` in proportion to the weights, by largest remainders; ties go to the first.
pub fn apportion(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let products: Vec<i128> = weights.iter().map(|weight| i128::from(total) * i128::from(*weight)).collect();
    let mut shares: Vec<i64> = products.iter().map(|p| i64::try_from(p / sum).unwrap_or(0)).collect();
    let left = total - shares.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(products[*at] % sum), *at));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn parts_add_up() {
        let check = |total: i64, weights: &[u64], expected: &[i64]| {
            assert_eq!(apportion(total, weights), expected, "{total} over {weights:?}");
        };
        check(10, &[1, 1, 1], &[4, 3, 3]);
        check(7, &[0, 2, 5], &[0, 2, 5]);
        check(1, &[3, 3], &[1, 0]);
        check(5, &[0, 0], &[0, 0]);
        check(100, &[1, 2, 3, 4], &[10, 20, 30, 40]);
    }
}
