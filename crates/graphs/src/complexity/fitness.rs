//! Fitness of territories and quality of activities.

use super::incidence::Incidence;

/// F_t <- sum_a M_ta Q_a and Q_a <- (sum_t M_ta F_t^-e)^(-1/e) of Tacchella and others (2012; e = 1 is theirs), both
/// from the step before and divided by their mean, `updates` times from one.
///
/// An activity that is nowhere has quality nought.
pub fn fitness(incidence: &Incidence, updates: usize, extremality: f64) -> (Vec<f64>, Vec<f64>) {
    let (territories, activities) = (incidence.territories(), incidence.activities());
    let mut fitness = vec![1.0; territories.rows()];
    let mut quality = vec![1.0; activities.rows()];
    let power = |value: f64, exponent: f64| if exponent == -1.0 { 1.0 / value } else { value.powf(exponent) };
    for _ in 0..updates {
        let sum = |row| territories.targets(row).iter().map(|at| quality[*at as usize]).sum();
        let next: Vec<f64> = (0..territories.rows()).map(sum).collect();
        let weights: Vec<f64> = fitness.iter().map(|value| power(*value, -extremality)).collect();
        let blame = |row: usize| activities.targets(row).iter().map(|at| weights[*at as usize]).sum::<f64>();
        quality = (0..activities.rows())
            .map(|row| if activities.degree(row) == 0 { 0.0 } else { power(blame(row), -1.0 / extremality) })
            .collect();
        fitness = next;
        by_mean(&mut fitness);
        by_mean(&mut quality);
    }
    (fitness, quality)
}

fn by_mean(values: &mut [f64]) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    if mean > 0.0 {
        values.iter_mut().for_each(|value| *value /= mean);
    }
}
