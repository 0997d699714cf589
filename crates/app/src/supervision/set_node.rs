use lanbai_reporting::rights::{About, Action};
use lanbai_reporting::supervision::NodeState;
use lanbai_store::Act;
use lanbai_store::tasks::NodeChange;

use super::unit::{task, territory_of};
use crate::people::Caller;
use crate::view::TaskLedger;
use crate::{App, AppError, ask};

impl App {
    /// Says how far a node of a task has come.
    ///
    /// # Errors
    /// What the plan does not have; what someone else said meanwhile; rights.
    pub async fn set_task_node(&self, caller: &Caller, said: NodeChange<'_>) -> Result<TaskLedger, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let tasks = || plan.raw.document.content.task.iter().map(|task| task.id.get_ref().as_str());
        let of = task(plan, said.task).ok_or_else(|| ask::unknown("task", said.task, tasks()))?;
        let nodes = || of.node.iter().map(|node| node.id.get_ref().as_str());
        if !nodes().any(|node| node == said.node) {
            return Err(ask::unknown("node", said.node, nodes()));
        }
        let states = || NodeState::ALL.iter().map(|state| state.name());
        let state =
            NodeState::from_name(said.state).ok_or_else(|| ask::unknown("state", said.state, states()))?;
        let about = About::Territory(territory_of(plan, of));
        let authority = caller.may_about(Action::SetTaskNode, about, self, &snapshot)?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let change = NodeChange { state: state.name(), note: said.note.trim(), ..said };
        self.store()?.set_task_node(&act, &change).await?;
        self.task_ledger(caller).await
    }
}
