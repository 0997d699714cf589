//! What a plan that can be evaluated may still have wrong: one file a check, each with a stable code.

mod assignment_thresholds;
mod calendar_contradiction;
mod calendar_workday_on_weekday;
mod calendar_year_missing;
mod clause_not_implemented;
mod evaluation_weights;
mod evaluation_weights_unknown;
mod form_asks_what_a_register_counts;
mod form_measure_twice;
mod form_owed_by_nobody;
mod form_without_approver;
mod form_without_authority;
mod goal_without_number;
mod indicator_without_data;
mod indicator_without_definition;
mod membership_backwards;
mod membership_cycle;
mod membership_gap;
mod membership_overlap;
mod node_outside_plan;
mod path_direction;
mod placeholder_territory;
mod rests_on_no_clause;
mod segment_code_malformed;
mod segment_without_evidence;
mod supervision_without_days;
mod target_contradiction;
mod task_without_lead;

use lanbai_kernel::Finding;
use lanbai_measures::MeasureIndex;

use crate::Plan;

pub use clause_not_implemented::puts_to_work;

/// All checks that need the plan alone.
pub fn run(plan: &Plan) -> Vec<Finding> {
    let checks: [fn(&Plan) -> Vec<Finding>; 26] = [
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
        calendar_contradiction::check,
        calendar_workday_on_weekday::check,
        calendar_year_missing::check,
        evaluation_weights::check,
        evaluation_weights_unknown::check,
        form_asks_what_a_register_counts::check,
        form_measure_twice::check,
        form_owed_by_nobody::check,
        form_without_approver::check,
        form_without_authority::check,
        node_outside_plan::check,
        segment_code_malformed::check,
        segment_without_evidence::check,
        assignment_thresholds::check,
        supervision_without_days::check,
        task_without_lead::check,
    ];
    checks.iter().flat_map(|check| check(plan)).collect()
}

/// The checks that also need to know which measures have values.
pub fn run_with_data(plan: &Plan, has_data: &dyn Fn(MeasureIndex) -> bool) -> Vec<Finding> {
    let mut findings = indicator_without_data::check(plan, has_data);
    findings.extend(clause_not_implemented::check(plan, has_data));
    findings
}
