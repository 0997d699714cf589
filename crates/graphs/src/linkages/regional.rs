//! A region's table estimated from the nation's, where no regional table was surveyed.

use thiserror::Error;

use crate::dense::Dense;

/// Regional input coefficients by Flegg's location quotient: an estimate and never an observation.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionalEstimate {
    /// The exponent that was chosen; studies find 0.2 to 0.4, mostly 0.3.
    pub delta: f64,
    /// log2(1 + region / nation)^delta: how far the region's size lowers its own supply.
    pub lambda: f64,
    /// Inputs from within the region for one unit of the column's output.
    pub coefficients: Dense,
    /// Inputs that have to come from outside: the national coefficient less the region's own.
    pub from_outside: Dense,
}

/// An exponent outside 0 to below 1, or lists that do not fit the table.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("no estimate with exponent {delta} from {sectors} sectors")]
#[allow(missing_docs)]
pub struct BadExponent {
    pub delta: f64,
    pub sectors: usize,
}

/// FLQ_ij = lambda CILQ_ij with CILQ_ij = SLQ_i / SLQ_j off the diagonal and SLQ_i on it (Flegg and Webber 2000);
/// SLQ_i = (region_i / region) / (nation_i / nation). A sector that the region does not have buys nothing in it.
pub fn flegg_location_quotient(nation: &[f64], region: &[f64], lambda: f64) -> Dense {
    let total = |list: &[f64]| list.iter().sum::<f64>();
    let (all_nation, all_region) = (total(nation), total(region));
    let simple: Vec<f64> = nation
        .iter()
        .zip(region)
        .map(|(nation, region)| if *nation > 0.0 { region / all_region / (nation / all_nation) } else { 0.0 })
        .collect();
    let mut quotients = Dense::zeros(simple.len(), simple.len());
    for (supplier, own) in simple.iter().enumerate() {
        for (user, (place, other)) in quotients.row_mut(supplier).iter_mut().zip(&simple).enumerate() {
            *place = match other {
                _ if supplier == user => lambda * own,
                other if *other > 0.0 => lambda * own / other,
                _ => 0.0,
            };
        }
    }
    quotients
}

/// r_ij = a_ij min(1, FLQ_ij). `nation` and `region` hold one size a sector, employment or output, alike in both.
///
/// # Errors
/// [`BadExponent`] for an exponent outside 0 to below 1, or lists of another length than the table.
pub fn flegg(
    coefficients: &Dense,
    nation: &[f64],
    region: &[f64],
    delta: f64,
) -> Result<RegionalEstimate, BadExponent> {
    let sectors = coefficients.columns();
    let fits = coefficients.rows() == sectors && nation.len() == sectors && region.len() == sectors;
    if !fits || !(0.0..1.0).contains(&delta) {
        return Err(BadExponent { delta, sectors });
    }
    let share = region.iter().sum::<f64>() / nation.iter().sum::<f64>();
    let lambda = (1.0 + share).log2().powf(delta);
    let quotients = flegg_location_quotient(nation, region, lambda);
    let (mut own, mut from_outside) = (coefficients.clone(), coefficients.clone());
    for supplier in 0..sectors {
        let kept = own.row_mut(supplier).iter_mut().zip(from_outside.row_mut(supplier));
        for ((kept, outside), quotient) in kept.zip(quotients.row(supplier)) {
            *kept *= quotient.min(1.0);
            *outside -= *kept;
        }
    }
    Ok(RegionalEstimate { delta, lambda, coefficients: own, from_outside })
}
