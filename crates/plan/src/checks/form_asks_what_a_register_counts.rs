use lanbai_kernel::Finding;

use crate::Plan;

/// A form that asks for a measure and for the rows of the register that counts it: the same work twice.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.forms;
    if plan.registers.len() != plan.raw.registers.content.register.len() {
        // One that was not understood is left out, and positions mean nothing until it is mended.
        return Vec::new();
    }
    let mut findings = Vec::new();
    for form in &file.content.form {
        let fields = || form.section.iter().flat_map(|section| &section.field);
        let registers = fields().filter_map(|field| plan.register(field.register.as_ref()?.get_ref()));
        let counted = registers.flat_map(|n| plan.registers.get(n)).flat_map(|register| &register.feeds);
        let counted: Vec<_> = counted.map(|feed| feed.measure).collect();
        let asked = fields().filter_map(|field| field.measure.as_ref());
        let twice = asked.filter(|word| plan.measure(word.get_ref()).is_some_and(|m| counted.contains(&m)));
        findings.extend(twice.map(|word| {
            Finding::warning("plan-form-asks-counted", file.place(word))
                .with("measure", word.get_ref().as_str())
        }));
    }
    findings
}
