use std::collections::BTreeMap;

use lanbai_kernel::{Bound, Finding, Period};
use lanbai_measures::Direction;

use crate::Plan;

/// A target whose bound or given path runs against the way that is better for its indicator.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let file = &plan.raw.targets;
    let mut findings = Vec::new();
    for target in &file.content.target {
        let Some(index) = plan.indicator(target.indicator.get_ref()) else { continue };
        let direction = plan.definitions.indicator(index).direction;
        let against = matches!(
            (direction, target.bound),
            (Direction::Higher, Bound::AtMost) | (Direction::Lower, Bound::AtLeast)
        );
        let given = target.given.iter().flatten().map(|(period, value)| (*period, *value));
        let mut path: BTreeMap<Period, f64> = given.collect();
        if !path.is_empty() {
            // Nothing on the way may ask for more than the target does in the end.
            path.insert(target.period, target.value);
        }
        let values: Vec<f64> = path.into_values().collect();
        let turns = values.windows(2).any(|pair| match direction {
            Direction::Higher => pair[1] < pair[0],
            Direction::Lower => pair[1] > pair[0],
        });
        if against || turns {
            findings.push(
                Finding::warning("plan-path-direction", file.place(&target.id))
                    .with("id", target.id.get_ref().as_str())
                    .with("indicator", target.indicator.get_ref().as_str()),
            );
        }
    }
    findings
}
