use lanbai_kernel::{Certainty, Finding};

use crate::Plan;

/// A form that counts as confirmed and names no authority or no document: nobody is bound to fill it in.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.forms;
    let confirmed = file.content.form.iter().filter(|form| form.certainty == Certainty::Confirmed);
    confirmed
        .filter(|form| form.authority.is_none() || form.document_number.is_none())
        .map(|form| {
            Finding::warning("plan-form-without-authority", file.place(&form.id))
                .with("id", form.id.get_ref().as_str())
        })
        .collect()
}
