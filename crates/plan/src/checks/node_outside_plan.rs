use lanbai_kernel::Finding;

use crate::Plan;

/// A node whose day lies before or after the periods of the plan.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.document;
    let header = &plan.raw.header.content;
    let (first, last) = (header.first_period.first_day(), header.last_period.last_day());
    let nodes = file.content.task.iter().flat_map(|task| &task.node);
    let outside = nodes.filter_map(|node| {
        let due = plan.reporting.nodes.iter().find(|n| &*n.id == node.id.get_ref().as_str())?.due;
        (due < first || last < due).then_some((node, due))
    });
    outside
        .map(|(node, due)| {
            Finding::warning("plan-node-outside-plan", file.place(&node.id))
                .with("id", node.id.get_ref().as_str())
                .with("day", due.to_string())
        })
        .collect()
}
