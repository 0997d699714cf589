use lanbai_kernel::{Certainty, Finding};

use crate::Plan;

/// A task that names no lead unit and does not say that none was found: nobody is answerable for it.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.document;
    let tasks = file.content.task.iter();
    let silent = tasks.filter(|t| t.lead.is_none() && t.lead_certainty != Some(Certainty::NotFound));
    silent
        .map(|task| {
            Finding::warning("plan-task-without-lead", file.place(&task.id))
                .with("id", task.id.get_ref().as_str())
        })
        .collect()
}
