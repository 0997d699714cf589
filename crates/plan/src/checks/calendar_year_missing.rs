use std::collections::BTreeMap;

use lanbai_kernel::{Finding, Period};
use lanbai_reporting::calendar::deadline;

use crate::Plan;

/// A year in which a deadline of the plan falls and of which the calendar does not say what is worked.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.forms;
    // The first form that each year is missing for is the one that is told.
    let mut missing = BTreeMap::new();
    for raw in &file.content.form {
        let Some(form) = plan.form(raw.id.get_ref()) else { continue };
        let whole = Period::new(form.span.0.first(), form.span.1.last());
        for period in whole.map(|whole| form.periods(whole)).unwrap_or_default() {
            if let Err(year) = deadline(&plan.reporting.calendar, period, form.due_working_days) {
                missing.entry(year).or_insert((raw, period));
            }
        }
    }
    let findings = missing.into_iter().map(|(year, (raw, period))| {
        Finding::warning("plan-calendar-year-missing", file.place(&raw.id))
            .with("year", year.0.to_string())
            .with("form", raw.id.get_ref().as_str())
            .with("period", period.to_string())
    });
    findings.collect()
}
