//! When a cascade has gone far enough.

use serde::{Deserialize, Serialize};

use super::score::Score;

/// A cascade stops once no firm's level changed by as much as `tolerance` in a step, or after `steps`.
///
/// The rule decides the answer: in a network without final demand a loss upstream keeps leaking, and a firm that
/// scores 0.18 at a tolerance of 0.01 may score 0.99 at 0.000001. So the residual and the steps come with each score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[allow(missing_docs)]
pub struct Stop {
    pub tolerance: f64,
    pub steps: usize,
}

impl Default for Stop {
    /// The tolerance of the published studies.
    fn default() -> Self {
        Self { tolerance: 1e-2, steps: 100_000 }
    }
}

impl Stop {
    /// Whether a shock has gone far enough: a cascade that stands still has, whatever the tolerance.
    pub(super) fn is_reached(&self, score: &Score) -> bool {
        self.stands_still(score) || score.steps >= self.steps
    }

    /// Whether its last step changed nothing that counts.
    pub(crate) fn stands_still(&self, score: &Score) -> bool {
        score.residual < self.tolerance || score.residual == 0.0
    }
}
