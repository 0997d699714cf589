use lanbai_kernel::Finding;
use lanbai_measures::MeasureIndex;

use super::indicator_without_data::formula_has_data;
use crate::{Implementer, ImplementerKind, Plan};

/// A clause that no indicator with data, register, procedure or task puts to work.
pub(super) fn check(plan: &Plan, has_data: &dyn Fn(MeasureIndex) -> bool) -> Vec<Finding> {
    let file = &plan.raw.document;
    let clauses = file.content.clause.iter().zip(&plan.implementers);
    clauses
        .filter(|(_, implementers)| !implementers.iter().any(|i| puts_to_work(plan, i, has_data)))
        .map(|(clause, _)| {
            Finding::warning("plan-clause-not-implemented", file.place(&clause.id))
                .with("id", clause.id.get_ref().as_str())
        })
        .collect()
}

/// Whether a thing that rests on a clause puts it to work, and does not merely describe it.
pub fn puts_to_work(plan: &Plan, implementer: &Implementer, has_data: &dyn Fn(MeasureIndex) -> bool) -> bool {
    match implementer.kind {
        ImplementerKind::Register | ImplementerKind::Procedure | ImplementerKind::Task => true,
        ImplementerKind::Indicator => plan
            .indicator(&implementer.id)
            .and_then(|index| plan.definitions.indicator(index).formula.as_ref())
            .is_some_and(|formula| formula_has_data(formula, has_data)),
        _ => false,
    }
}
