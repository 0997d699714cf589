//! Everything of complexity at once.

use thiserror::Error;

use super::advantage::{advantage, present};
use super::conventions::{Conventions, PciScale, Spread};
use super::density::density;
use super::eigen::{Vectors, vectors};
use super::filter::{Kept, filter};
use super::fitness::fitness;
use super::incidence::Incidence;
use super::outlook::{outlook_gain, outlook_index};
use super::proximity::proximity;
use crate::csr::Csr;
use crate::dense::Dense;
use crate::threads::Threads;

/// All measures of the territories and activities that were kept; lists follow the order of `kept`.
#[derive(Debug, Clone, PartialEq)]
pub struct Complexity {
    /// How it was computed.
    pub conventions: Conventions,
    /// Which territories and activities of the input these are.
    pub kept: Kept,
    /// RCA of what has a value.
    pub advantage: Csr,
    /// Where it reaches the threshold.
    pub incidence: Incidence,
    /// Between activities.
    pub proximity: Dense,
    /// Territories are rows.
    pub density: Dense,
    /// Standardised.
    pub eci: Vec<f64>,
    /// Standardised, by the convention's scale.
    pub pci: Vec<f64>,
    /// Before they are standardised.
    pub vectors: Vectors,
    /// Of each territory, with a mean of one.
    pub fitness: Vec<f64>,
    /// Of each activity, with a mean of one.
    pub quality: Vec<f64>,
    /// Standardised.
    pub coi: Vec<f64>,
    /// Territories are rows; in deviations of the ECI.
    pub cog: Dense,
}

/// Complexity compares: with less than two territories or activities there is nothing to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{territories} territories and {activities} activities are left, and two of each are needed")]
#[allow(missing_docs)]
pub struct NotEnough {
    pub territories: usize,
    pub activities: usize,
}

/// From values (territories are rows; exports, output, employment, patents) to all measures of complexity.
///
/// # Errors
/// [`NotEnough`] if the filter, or the data, leaves fewer than two territories or activities.
pub fn complexity(
    values: &Csr,
    conventions: &Conventions,
    threads: Threads,
) -> Result<Complexity, NotEnough> {
    let kept = filter(values, &conventions.filter, conventions.threshold);
    let advantage = advantage(&values.part(&kept.territories, &kept.activities));
    let (kept, advantage, incidence) = only_present(kept, advantage, conventions.threshold);
    let not_enough = NotEnough { territories: kept.territories.len(), activities: kept.activities.len() };
    if not_enough.territories.min(not_enough.activities) < 2 {
        return Err(not_enough);
    }
    let vectors = vectors(&incidence).ok_or(not_enough)?;
    let proximity = proximity(incidence.activities(), conventions.diagonal, threads);
    let density = density(&incidence, &proximity, conventions.neighbours, threads);
    let of_territories = Spread::of(&vectors.territory, conventions.deviation);
    let pci_spread = match conventions.pci_scale {
        PciScale::Activities => Spread::of(&vectors.activity, conventions.deviation),
        PciScale::Territories => of_territories,
    };
    // Not centred: the outlook weighs by PCI as the eigenvector gives it, in deviations of the ECI.
    let unit = if of_territories.deviation > 0.0 { of_territories.deviation } else { 1.0 };
    let weight: Vec<f64> = vectors.activity.iter().map(|value| value / unit).collect();
    let coi = outlook_index(&incidence, &density, &weight);
    let coi_spread = Spread::of(&coi, conventions.deviation);
    let (fitness, quality) = fitness(&incidence, conventions.fitness_updates, conventions.extremality);
    Ok(Complexity {
        conventions: *conventions,
        cog: outlook_gain(&incidence, &proximity, &weight, threads),
        eci: vectors.territory.iter().map(|value| of_territories.standardise(*value)).collect(),
        pci: vectors.activity.iter().map(|value| pci_spread.standardise(*value)).collect(),
        coi: coi.into_iter().map(|value| coi_spread.standardise(value)).collect(),
        kept,
        advantage,
        incidence,
        proximity,
        density,
        vectors,
        fitness,
        quality,
    })
}

/// A threshold above one may leave territories and activities with nothing present; they have no complexity.
fn only_present(kept: Kept, advantage: Csr, threshold: f64) -> (Kept, Csr, Incidence) {
    let mut rows: Vec<usize> = (0..advantage.rows()).collect();
    let mut columns: Vec<usize> = (0..advantage.columns()).collect();
    let found = present(&advantage, threshold);
    loop {
        let incidence = Incidence::new(found.part(&rows, &columns));
        let (diversity, ubiquity) = (incidence.diversity(), incidence.ubiquity());
        if diversity.iter().chain(&ubiquity).all(|count| *count > 0) {
            if rows.len() == advantage.rows() && columns.len() == advantage.columns() {
                return (kept, advantage, incidence);
            }
            let kept = Kept {
                territories: rows.iter().map(|row| kept.territories[*row]).collect(),
                activities: columns.iter().map(|column| kept.activities[*column]).collect(),
            };
            return (kept, advantage.part(&rows, &columns), incidence);
        }
        rows = some(&rows, &diversity);
        columns = some(&columns, &ubiquity);
    }
}

fn some(list: &[usize], counts: &[usize]) -> Vec<usize> {
    list.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(at, _)| *at).collect()
}
