use lanbai_kernel::{Finding, Period};

use crate::Plan;

/// A form that no territory owes in any of its periods.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.forms;
    let forms = file.content.form.iter().filter_map(|raw| Some((raw, plan.form(raw.id.get_ref())?)));
    let owed_by_nobody = forms.filter(|(_, form)| {
        let whole = Period::new(form.span.0.first(), form.span.1.last());
        let periods = whole.map(|whole| form.periods(whole)).unwrap_or_default();
        !periods.iter().any(|period| !form.owed_by.on(&plan.graph, period.last_day()).is_empty())
    });
    owed_by_nobody
        .map(|(raw, _)| {
            Finding::warning("plan-form-owed-by-nobody", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
        })
        .collect()
}
