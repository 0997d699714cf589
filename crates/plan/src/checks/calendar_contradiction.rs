use std::collections::BTreeMap;

use lanbai_kernel::Finding;
use toml::value::Datetime;

use crate::Plan;
use crate::raw::Year;

/// A day that one entry says is off and another, or the same, says is worked.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.calendar;
    let worked: BTreeMap<String, &Year> = file
        .content
        .year
        .iter()
        .flat_map(|year| year.worked.iter().map(move |day| (day.to_string(), year)))
        .collect();
    let mut findings = Vec::new();
    for year in &file.content.year {
        for day in worked.keys().filter(|day| year.off.iter().any(|stretch| lies_in(day, stretch))) {
            findings.push(
                Finding::error("plan-calendar-contradiction", file.place(&year.id))
                    .with("id", year.id.get_ref().as_str())
                    .with("day", day.as_str()),
            );
        }
    }
    findings
}

/// Days that are written in full compare as texts do.
fn lies_in(day: &str, (first, last): &(Datetime, Datetime)) -> bool {
    first.to_string().as_str() <= day && day <= last.to_string().as_str()
}
