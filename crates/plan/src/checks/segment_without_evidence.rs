use lanbai_kernel::Finding;

use crate::Plan;

/// A segment with neither words nor codes: no enterprise can ever be assigned to it.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let Some(rules) = &plan.assignment else { return Vec::new() };
    let file = &plan.raw.industries;
    let segments = file.content.segment.iter().zip(&rules.segments);
    let silent = segments.filter(|(_, segment)| {
        segment.words.is_empty() && segment.hints.is_empty() && segment.codes.is_empty()
    });
    silent
        .map(|(raw, _)| {
            Finding::note("plan-segment-without-evidence", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
        })
        .collect()
}
