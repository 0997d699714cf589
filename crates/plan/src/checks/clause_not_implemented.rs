use lanbai_kernel::Finding;
use lanbai_measures::MeasureIndex;

use super::indicator_without_data::formula_has_data;
use crate::{ImplementerKind, Plan};

/// A clause that no indicator with data, register, procedure or task puts to work.
pub(super) fn check(plan: &Plan, has_data: &dyn Fn(MeasureIndex) -> bool) -> Vec<Finding> {
    let file = &plan.raw.document;
    let works = |kind: ImplementerKind, id: &str| match kind {
        ImplementerKind::Register | ImplementerKind::Procedure | ImplementerKind::Task => true,
        ImplementerKind::Indicator => plan
            .indicator(id)
            .and_then(|index| plan.definitions.indicator(index).formula.as_ref())
            .is_some_and(|formula| formula_has_data(formula, has_data)),
        _ => false,
    };
    let clauses = file.content.clause.iter().zip(&plan.implementers);
    clauses
        .filter(|(_, implementers)| !implementers.iter().any(|i| works(i.kind, &i.id)))
        .map(|(clause, _)| {
            Finding::warning("plan-clause-not-implemented", file.place(&clause.id))
                .with("id", clause.id.get_ref().as_str())
        })
        .collect()
}
