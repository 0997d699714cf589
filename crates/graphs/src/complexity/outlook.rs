//! What a territory could still come to do, and what each such step would open.

use super::density::present_sums;
use super::incidence::Incidence;
use crate::dense::Dense;
use crate::threads::Threads;

/// COI_t = sum_a (1 - M_ta) w_ta PCI_a: how much complexity lies near that a territory does not have yet.
pub fn outlook_index(incidence: &Incidence, density: &Dense, pci: &[f64]) -> Vec<f64> {
    let of = |territory| {
        let mut sum = 0.0;
        let mut present = incidence.territories().targets(territory).iter().peekable();
        for (activity, (density, pci)) in density.row(territory).iter().zip(pci).enumerate() {
            if present.next_if(|at| **at as usize == activity).is_none() {
                sum += density * pci;
            }
        }
        sum
    };
    (0..density.rows()).map(of).collect()
}

/// COG_ta = (1 - M_ta) sum_b (1 - M_tb) phi_ab / (sum_c phi_cb) PCI_b: what coming to do `a` would bring near.
/// Territories are rows; nought for what is present.
pub fn outlook_gain(incidence: &Incidence, proximity: &Dense, pci: &[f64], threads: Threads) -> Dense {
    let mut weights = proximity.clone();
    for (activity, (total, pci)) in proximity.row_sums().into_iter().zip(pci).enumerate() {
        let share = if total > 0.0 { pci / total } else { 0.0 };
        weights.row_mut(activity).iter_mut().for_each(|value| *value *= share);
    }
    let all = weights.column_sums();
    // What is absent is all less what is present, of which there is less.
    let mut gain = present_sums(incidence, &weights, threads);
    for territory in 0..gain.rows() {
        let row = gain.row_mut(territory);
        row.iter_mut().zip(&all).for_each(|(value, all)| *value = all - *value);
        incidence.territories().targets(territory).iter().for_each(|at| row[*at as usize] = 0.0);
    }
    gain
}
