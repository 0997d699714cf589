use lanbai_kernel::{Finding, NaiveDate};

use crate::Plan;

/// A make-up workday that is no day of the weekend: it would have been worked anyway, so the date is likely wrong.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.calendar;
    let mut findings = Vec::new();
    for year in &file.content.year {
        let days = year.worked.iter().filter_map(|day| day.to_string().parse::<NaiveDate>().ok());
        for day in days.filter(|day| !plan.reporting.calendar.is_weekend(*day)) {
            findings.push(
                Finding::warning("plan-calendar-workday-on-weekday", file.place(&year.id))
                    .with("id", year.id.get_ref().as_str())
                    .with("day", day.to_string()),
            );
        }
    }
    findings
}
