use lanbai_kernel::{Bound, Decimal, Finding, Unit};

use crate::Plan;
use crate::raw::Target;

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
            let Some((first, second)) = in_one_unit(a, b) else { continue };
            let contradict = match (a.bound, b.bound) {
                (Bound::AtLeast, Bound::AtMost) => first > second,
                (Bound::AtMost, Bound::AtLeast) => second > first,
                _ => first != second,
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

/// Both values in the unit of the second; `None` where that cannot be, which another finding tells.
fn in_one_unit(a: &Target, b: &Target) -> Option<(Decimal, Decimal)> {
    let unit = |target: &Target| target.unit.get_ref().parse::<Unit>().ok();
    let value = |target: &Target| Decimal::try_from(target.value).ok();
    Some((unit(a)?.convert(value(a)?, unit(b)?)?, value(b)?))
}
