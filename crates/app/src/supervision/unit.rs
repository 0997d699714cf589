use lanbai_kernel::territory::TerritoryIndex;
use lanbai_plan::Plan;
use lanbai_plan::raw::Task;

use crate::view::Bilingual;

/// The task that an indicator should move, if the plan has one; one with a lead unit before one without.
pub(super) fn task_of<'p>(plan: &'p Plan, indicator: &str) -> Option<&'p Task> {
    let moves = |task: &&Task| task.indicators.iter().any(|id| id.get_ref() == indicator);
    let tasks = || plan.raw.document.content.task.iter().filter(moves);
    tasks().find(|task| task.lead.is_some()).or_else(|| tasks().next())
}

/// The task of that id.
pub(super) fn task<'p>(plan: &'p Plan, id: &str) -> Option<&'p Task> {
    plan.raw.document.content.task.iter().find(|task| task.id.get_ref() == id)
}

/// Whose people say where a task stands.
pub(super) fn territory_of(plan: &Plan, task: &Task) -> TerritoryIndex {
    task.territory.as_ref().and_then(|id| plan.territory(id.get_ref())).unwrap_or(plan.home)
}

/// 责任单位: who leads the task; where nobody has said, the territory itself.
pub(super) fn unit(plan: &Plan, task: Option<&Task>, territory: TerritoryIndex) -> Bilingual {
    match task.and_then(|task| task.lead.as_ref()) {
        Some(lead) => lead.into(),
        None => (&plan.territory_text(territory).name).into(),
    }
}
