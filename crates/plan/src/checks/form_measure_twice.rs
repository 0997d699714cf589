use std::collections::BTreeSet;

use lanbai_kernel::Finding;

use crate::Plan;

/// A form that asks for one measure in two fields: nobody could say which of them counts.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.forms;
    let mut findings = Vec::new();
    for form in &file.content.form {
        let mut seen = BTreeSet::new();
        let fields = form.section.iter().flat_map(|section| &section.field);
        let twice = fields.filter_map(|f| f.measure.as_ref()).filter(|m| !seen.insert(m.get_ref()));
        findings.extend(twice.map(|measure| {
            Finding::error("plan-form-measure-twice", file.place(measure))
                .with("measure", measure.get_ref().as_str())
        }));
    }
    findings
}
