//! Revealed comparative advantage, which is the location quotient.

use crate::csr::{Csr, Pattern};

/// RCA = (x_ta / x_t.) / (x_.a / x_..) of Balassa (1965), for every stored value; territories are rows.
///
/// What is not stored has an advantage of nought. Scaling all values by one factor changes nothing.
pub fn advantage(values: &Csr) -> Csr {
    let of_territory = values.row_sums();
    let of_activity = values.column_sums();
    let all: f64 = of_activity.iter().sum();
    let world: Vec<f64> = of_activity.iter().map(|total| total / all).collect();
    values.filtered(|territory, activity, value| {
        (value > 0.0).then(|| value / of_territory[territory] / world[activity])
    })
}

/// Where the advantage is at least `threshold`.
pub fn present(advantage: &Csr, threshold: f64) -> Pattern {
    advantage.filtered(|_, _, value| (value >= threshold).then_some(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csr::Entry;

    #[test]
    fn a_share_as_large_as_in_the_whole_is_one_and_present() {
        let entry = |row, column, weight| Entry { row, column, weight };
        let values = [entry(0, 0, 3.0), entry(0, 1, 1.0), entry(1, 0, 3.0), entry(1, 1, 1.0)];
        let found = advantage(&Csr::from_entries(2, 2, &values).expect("within"));
        assert!(found.iter().all(|(_, _, value)| *value == 1.0));
        assert_eq!(present(&found, 1.0).entries(), 4);
    }
}
