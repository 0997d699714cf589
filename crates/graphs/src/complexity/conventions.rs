//! Where packages differ; named here, and returned with every result.

use serde::{Deserialize, Serialize};

/// What a standard deviation divides by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deviation {
    /// The count (ddof 0).
    #[default]
    Population,
    /// The count less one (ddof 1).
    Sample,
}

/// The proximity of an activity to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Diagonal {
    /// 1, as it follows from the formula: presence itself counts towards density.
    #[default]
    One,
    /// 0: density is about other activities only.
    Zero,
}

/// Which activities a density looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Neighbours {
    /// All of them.
    #[default]
    All,
    /// The nearest, of equals those that come first. With a diagonal of one the activity is its own nearest.
    Nearest(usize),
}

/// Which mean and deviation the PCI is standardised with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PciScale {
    /// Its own.
    #[default]
    Activities,
    /// Those of the ECI, so that a territory's ECI is the mean PCI of what is present there.
    Territories,
}

/// What is left out before anything is computed. Nothing by default.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Filter {
    /// Territories whose values sum to less are left out.
    pub territory_total: f64,
    /// Activities whose values sum to less, over the territories kept, are left out.
    pub activity_total: f64,
    /// Then territories with fewer activities present are left out,
    pub diversity: usize,
    /// and activities present in fewer of the territories kept. Advantage is worked out again after that.
    pub ubiquity: usize,
}

/// All choices of a computation of complexity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Conventions {
    /// An activity is present where its advantage is at least this.
    pub threshold: f64,
    /// For the standardised ECI, PCI and COI.
    pub deviation: Deviation,
    /// Of the proximity between activities.
    pub diagonal: Diagonal,
    /// Of density.
    pub neighbours: Neighbours,
    /// Of the PCI.
    pub pci_scale: PciScale,
    /// How often fitness and quality are updated after their start at one.
    pub fitness_updates: usize,
    /// How strongly the least fit decide an activity's quality.
    pub extremality: f64,
    /// What is left out.
    pub filter: Filter,
}

impl Default for Conventions {
    fn default() -> Self {
        Self {
            threshold: 1.0,
            deviation: Deviation::default(),
            diagonal: Diagonal::default(),
            neighbours: Neighbours::default(),
            pci_scale: PciScale::default(),
            fitness_updates: 19,
            extremality: 1.0,
            filter: Filter::default(),
        }
    }
}

/// A mean and what lies around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Spread {
    pub(super) fn of(values: &[f64], deviation: Deviation) -> Self {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let divisor = match deviation {
            Deviation::Population => count,
            Deviation::Sample => count - 1.0,
        };
        Self { mean, deviation: (squares / divisor).sqrt() }
    }

    /// How many deviations above the mean; nought where nothing differs.
    pub(super) fn standardise(&self, value: f64) -> f64 {
        if self.deviation > 0.0 { (value - self.mean) / self.deviation } else { 0.0 }
    }
}
