use lanbai_kernel::{Bound, Finding};

use crate::Plan;

/// Two targets of one indicator, territory and period that cannot both be met, or differ in value.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.targets;
    let targets = &file.content.target;
    let mut findings = Vec::new();
    for (n, a) in targets.iter().enumerate() {
        for b in &targets[n + 1..] {
            let same = a.indicator.get_ref() == b.indicator.get_ref()
                && a.territory.get_ref() == b.territory.get_ref()
                && a.period == b.period;
            let contradict = match (a.bound, b.bound) {
                (Bound::AtLeast, Bound::AtMost) => a.value > b.value,
                (Bound::AtMost, Bound::AtLeast) => b.value > a.value,
                _ => a.value != b.value,
            };
            if same && contradict {
                findings.push(
                    Finding::error("plan-target-contradiction", file.place(&b.id))
                        .with("id", b.id.get_ref().as_str())
                        .with("other", a.id.get_ref().as_str())
                        .with("indicator", a.indicator.get_ref().as_str()),
                );
            }
        }
    }
    findings
}
