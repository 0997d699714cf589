use lanbai_kernel::{Decimal, Finding};

use crate::Plan;

/// Weights of a system's categories that are all known and do not add up to the whole.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.evaluation;
    let systems = file.content.system.iter().zip(&plan.reporting.systems);
    let wrong = systems.filter_map(|(raw, system)| {
        let whole = system.whole().filter(|whole| *whole != Decimal::ONE_HUNDRED)?;
        (!system.categories.is_empty()).then_some((raw, whole))
    });
    wrong
        .map(|(raw, whole)| {
            Finding::warning("plan-evaluation-weights", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
                .with("sum", whole.normalize().to_string())
        })
        .collect()
}
