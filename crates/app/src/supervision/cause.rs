use std::sync::Arc;

use lanbai_plan::Plan;
use lanbai_reporting::supervision::Cause;

/// The cause as the store keeps it: `lights/INDICATOR/TERRITORY/PERIOD` or `node/TASK/NODE`. Ids have no slash.
pub(super) fn key(plan: &Plan, cause: &Cause) -> String {
    match cause {
        Cause::Lights { indicator, territory, period } => {
            format!("lights/{indicator}/{}/{period}", plan.territory_text(*territory).id.get_ref())
        }
        Cause::Node { task, node } => format!("node/{task}/{node}"),
    }
}

/// The cause that was kept under a key; nothing for one that the office gave by hand, or that the plan has dropped.
pub(super) fn read(plan: &Plan, key: &str) -> Option<Cause> {
    let parts: Vec<&str> = key.split('/').collect();
    match *parts.as_slice() {
        ["lights", indicator, territory, period] => Some(Cause::Lights {
            indicator: Arc::from(indicator),
            territory: plan.territory(territory)?,
            period: period.parse().ok()?,
        }),
        ["node", task, node] => Some(Cause::Node { task: Arc::from(task), node: Arc::from(node) }),
        _ => None,
    }
}
