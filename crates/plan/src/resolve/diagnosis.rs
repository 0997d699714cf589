use std::collections::{BTreeMap, BTreeSet};

use lanbai_graphs::diagnosis::{Criterion, List, Weights};
use lanbai_kernel::Finding;

use super::Resolver;
use crate::raw;

impl Resolver<'_> {
    /// By what weights a chain's diagnosis is ranked; even where the plan says nothing.
    pub fn diagnosis(&mut self) -> Weights {
        let file = &self.raw.diagnosis;
        let mut weights = Weights::even();
        let mut seen = BTreeSet::new();
        for of in &file.content.list {
            let Some(list) = self.choice(file, &of.id, &List::ALL.map(|list| (list.name(), list))) else {
                continue;
            };
            if !seen.insert(list) {
                self.findings
                    .push(Finding::error("plan-duplicate-id", file.place(&of.id)).with("id", list.name()));
                continue;
            }
            let criteria = self.criteria(list, of);
            if let Some(criteria) = criteria {
                weights.0.insert(list, criteria);
            }
        }
        weights
    }

    /// `None` where something is wrong, which is told.
    fn criteria(&mut self, list: List, of: &raw::DiagnosisList) -> Option<BTreeMap<Criterion, f64>> {
        let file = &self.raw.diagnosis;
        let choices: Vec<(&'static str, Criterion)> =
            list.criteria().iter().map(|criterion| (criterion.name(), *criterion)).collect();
        let before = self.findings.len();
        let mut named = BTreeSet::new();
        // Those that are not named weigh nothing, and are there for whoever moves them.
        let mut found: BTreeMap<Criterion, f64> =
            list.criteria().iter().map(|criterion| (*criterion, 0.0)).collect();
        for raw in &of.criterion {
            let Some(criterion) = self.choice(file, &raw.id, &choices) else { continue };
            if !raw.weight.is_finite() || raw.weight < 0.0 {
                self.findings.push(
                    Finding::error("plan-diagnosis-weight", file.place(&raw.id))
                        .with("id", criterion.name())
                        .with("seen", raw.weight.to_string()),
                );
            }
            found.insert(criterion, raw.weight);
            if !named.insert(criterion) {
                self.findings.push(
                    Finding::error("plan-duplicate-id", file.place(&raw.id)).with("id", criterion.name()),
                );
            }
        }
        if self.findings.len() == before && !found.values().any(|weight| *weight > 0.0) {
            self.findings
                .push(Finding::error("plan-diagnosis-no-weight", file.place(&of.id)).with("id", list.name()));
        }
        (self.findings.len() == before).then_some(found)
    }
}
