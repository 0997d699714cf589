use lanbai_kernel::Finding;

use crate::Plan;

/// A code of a segment that is not two to four digits: no enterprise's code lies under it.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.industries;
    let codes = file.content.segment.iter().flat_map(|raw| raw.gbt4754.iter().map(move |code| (raw, code)));
    let wrong = codes.filter(|(_, code)| {
        !(2..=4).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit())
    });
    wrong
        .map(|(raw, code)| {
            Finding::warning("plan-segment-code-malformed", file.place(&raw.id))
                .with("id", raw.id.get_ref().as_str())
                .with("code", code.as_str())
        })
        .collect()
}
