//! How much each criterion of each list weighs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::criterion::{Criterion, List};

/// Weights by list and criterion. Only their proportions within a list count; what is not named weighs nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Weights(pub BTreeMap<List, BTreeMap<Criterion, f64>>);

/// Why weights cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[allow(missing_docs)]
pub enum BadWeights {
    #[error("{criterion:?} of {list:?} weighs {weight}, which is negative or no number")]
    BadWeight { list: List, criterion: Criterion, weight: f64 },
    #[error("{list:?} is not ranked by {criterion:?}")]
    NoSuchCriterion { list: List, criterion: Criterion },
    #[error("no criterion of {list:?} weighs anything")]
    NoWeight { list: List },
}

impl Weights {
    /// Every criterion weighs one: what to begin with where nobody has decided.
    pub fn even() -> Self {
        let of = |list: List| (list, list.criteria().iter().map(|criterion| (*criterion, 1.0)).collect());
        Self(List::ALL.into_iter().map(of).collect())
    }

    /// These weights with another one.
    #[must_use]
    pub fn with(mut self, list: List, criterion: Criterion, weight: f64) -> Self {
        self.0.entry(list).or_default().insert(criterion, weight);
        self
    }

    /// Shares of the list's criteria, in their order; they sum to one.
    ///
    /// # Errors
    /// [`BadWeights`] if one is negative, names a criterion that the list does not have, or all are nought.
    pub fn shares(&self, list: List) -> Result<Vec<f64>, BadWeights> {
        let none = BTreeMap::new();
        let given = self.0.get(&list).unwrap_or(&none);
        for (criterion, weight) in given {
            let (criterion, weight) = (*criterion, *weight);
            if !list.criteria().contains(&criterion) {
                return Err(BadWeights::NoSuchCriterion { list, criterion });
            }
            if !weight.is_finite() || weight < 0.0 {
                return Err(BadWeights::BadWeight { list, criterion, weight });
            }
        }
        // Divided by the greatest first, so that a sum of huge weights stays finite.
        let greatest = given.values().copied().fold(0.0, f64::max);
        if greatest <= 0.0 {
            return Err(BadWeights::NoWeight { list });
        }
        let of = |criterion| given.get(criterion).copied().unwrap_or(0.0) / greatest;
        let parts: Vec<f64> = list.criteria().iter().map(of).collect();
        let all: f64 = parts.iter().sum();
        Ok(parts.into_iter().map(|part| part / all).collect())
    }
}
