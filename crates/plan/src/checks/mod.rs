//! What a plan that can be evaluated may still have wrong: one file a check, each with a stable code.

mod clause_not_implemented;
mod goal_without_number;
mod indicator_without_data;
mod indicator_without_definition;
mod membership_backwards;
mod membership_cycle;
mod membership_gap;
mod membership_overlap;
mod path_direction;
mod placeholder_territory;
mod rests_on_no_clause;
mod target_contradiction;

use lanbai_kernel::Finding;
use lanbai_measures::MeasureIndex;

use crate::Plan;

pub use clause_not_implemented::puts_to_work;

/// All checks that need the plan alone.
pub fn run(plan: &Plan) -> Vec<Finding> {
    let checks: [fn(&Plan) -> Vec<Finding>; 10] = [
        membership_cycle::check,
        membership_backwards::check,
        membership_overlap::check,
        membership_gap::check,
        target_contradiction::check,
        path_direction::check,
        rests_on_no_clause::check,
        goal_without_number::check,
        indicator_without_definition::check,
        placeholder_territory::check,
    ];
    checks.iter().flat_map(|check| check(plan)).collect()
}

/// The checks that also need to know which measures have values.
pub fn run_with_data(plan: &Plan, has_data: &dyn Fn(MeasureIndex) -> bool) -> Vec<Finding> {
    let mut findings = indicator_without_data::check(plan, has_data);
    findings.extend(clause_not_implemented::check(plan, has_data));
    findings
}
