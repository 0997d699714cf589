//! Choices of a diagnosis, which come back with it.

use serde::{Deserialize, Serialize};

use crate::network::{Damping, Leiden};
use crate::risk::Stop;

/// All choices but the weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Conventions {
    /// A membership that is less sure than this is passed over.
    pub least_score: f64,
    /// Of PageRank.
    pub damping: Damping,
    /// Of the cascades.
    pub stop: Stop,
    /// Systemic weight is worked out for so many actors, those that supply most; of the others it is not known.
    pub closures: usize,
    /// Of the communities.
    pub leiden: Leiden,
    /// A community of fewer actors is no cluster.
    pub smallest_cluster: usize,
}

impl Default for Conventions {
    fn default() -> Self {
        Self {
            least_score: 0.5,
            damping: Damping { tolerance: 1e-10, ..Damping::default() },
            stop: Stop::default(),
            closures: 64,
            // Two passes, as leidenalg takes by default: later ones gain little and cost as much.
            leiden: Leiden { passes: 2, ..Leiden::default() },
            smallest_cluster: 3,
        }
    }
}
