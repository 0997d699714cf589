use std::collections::BTreeSet;

use lanbai_kernel::{Finding, Period};

use crate::Plan;

/// A form whose route finds nobody to approve what a territory submits: it would wait for ever.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.forms;
    let mut findings = Vec::new();
    for raw in &file.content.form {
        let Some(form) = plan.form(raw.id.get_ref()) else { continue };
        let Some(route) = plan.reporting.routes.get(form.route) else { continue };
        let whole = Period::new(form.span.0.first(), form.span.1.last());
        let mut alone = BTreeSet::new();
        for period in whole.map(|whole| form.periods(whole)).unwrap_or_default() {
            let day = period.last_day();
            let owing = form.owed_by.on(&plan.graph, day);
            alone.extend(owing.into_iter().filter(|t| route.stages_of(*t, plan.ground(), day).is_empty()));
        }
        if !alone.is_empty() {
            let names: Vec<String> =
                alone.iter().map(|t| plan.territory_text(*t).id.get_ref().clone()).collect();
            findings.push(
                Finding::warning("plan-form-without-approver", file.place(&raw.route))
                    .with("form", raw.id.get_ref().as_str())
                    .with("territories", names),
            );
        }
    }
    findings
}
