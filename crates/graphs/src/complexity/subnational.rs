//! Territories of one country, measured with the complexity that activities have in the world.

use super::conventions::{Deviation, Spread};
use super::incidence::Incidence;

/// The mean PCI, taken from outside, of what is present in each territory, standardised over the territories.
///
/// `None` for an activity without an outside PCI, which then counts for nothing, and for a territory that has nothing
/// else. A few regions alone cannot tell which activities are complex; the world can.
pub fn subnational(
    incidence: &Incidence,
    external_pci: &[Option<f64>],
    deviation: Deviation,
) -> Vec<Option<f64>> {
    let of = |territory| {
        let present = incidence.territories().targets(territory).iter();
        let known: Vec<f64> =
            present.filter_map(|at| external_pci.get(*at as usize).copied().flatten()).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let means: Vec<Option<f64>> = (0..incidence.territories().rows()).map(of).collect();
    let known: Vec<f64> = means.iter().copied().flatten().collect();
    let spread = Spread::of(&known, deviation);
    means.into_iter().map(|mean| mean.map(|value| spread.standardise(value))).collect()
}
