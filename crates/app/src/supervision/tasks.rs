use std::collections::BTreeMap;

use lanbai_kernel::Period;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::Question;
use lanbai_plan::raw::{Node, Task};
use lanbai_reporting::rights::{About, Action};
use lanbai_reporting::supervision::NodeState;
use lanbai_store::supervision::OrderFilter;
use lanbai_store::tasks::TaskNode;

use super::unit::territory_of;
use crate::people::{Caller, Where};
use crate::reporting::{AccountNames, permission, territory_named, written};
use crate::view::{LedgerAction, LedgerIndicator, LedgerNode, LedgerTask, Named, TaskLedger};
use crate::{App, AppError, Snapshot};

/// What the ledger is put together from.
struct Known {
    said: Vec<TaskNode>,
    names: AccountNames,
    orders: BTreeMap<String, usize>,
}

impl App {
    /// 任务台账: the plan's actions with their tasks, nodes, the indicators that they should move, and what is open.
    ///
    /// # Errors
    /// Rights.
    pub async fn task_ledger(&self, caller: &Caller) -> Result<TaskLedger, AppError> {
        caller.may(Action::ReadSupervision, Where::Any, self)?;
        let snapshot = self.snapshot();
        let store = self.store()?;
        let said = store.task_nodes().await?;
        let names = AccountNames::read(store, said.iter().map(|one| one.changed_by.as_str())).await?;
        let mut orders = BTreeMap::new();
        let open = OrderFilter { open_only: true, ..OrderFilter::default() };
        for order in store.orders(open, 0).await? {
            if let Some(task) = order.task {
                *orders.entry(task).or_insert(0) += 1;
            }
        }
        let known = Known { said, names, orders };
        let document = &snapshot.plan.raw.document.content;
        let of = |action: Option<&str>| -> Vec<LedgerTask> {
            let belongs = |task: &&Task| task.action.as_ref().map(|id| id.get_ref().as_str()) == action;
            let view = |task| self.ledger_task(caller, &snapshot, task, &known);
            document.task.iter().filter(belongs).map(view).collect()
        };
        let mut actions: Vec<LedgerAction> = document
            .action
            .iter()
            .map(|action| LedgerAction {
                action: Some(Named { id: action.id.get_ref().clone(), name: (&action.title).into() }),
                tasks: of(Some(action.id.get_ref())),
            })
            .collect();
        let others = of(None);
        if !others.is_empty() {
            actions.push(LedgerAction { action: None, tasks: others });
        }
        Ok(TaskLedger { actions })
    }

    fn ledger_task(&self, caller: &Caller, snapshot: &Snapshot, task: &Task, known: &Known) -> LedgerTask {
        let plan = &snapshot.plan;
        let territory = territory_of(plan, task);
        let id = task.id.get_ref();
        let set = caller.may_about(Action::SetTaskNode, About::Territory(territory), self, snapshot);
        LedgerTask {
            id: id.clone(),
            title: (&task.title).into(),
            lead: task.lead.as_ref().map(Into::into),
            territory: territory_named(plan, territory),
            certainty: crate::describe::certainty(task.certainty).to_owned(),
            indicators: task
                .indicators
                .iter()
                .filter_map(|id| self.ledger_indicator(snapshot, territory, id.get_ref()))
                .collect(),
            nodes: task.node.iter().map(|node| self.ledger_node(snapshot, id, node, known)).collect(),
            open_orders: known.orders.get(id).copied().unwrap_or(0),
            set: permission("set-node", set),
        }
    }

    fn ledger_node(&self, snapshot: &Snapshot, task: &str, node: &Node, known: &Known) -> LedgerNode {
        let id = node.id.get_ref();
        let of = |one: &&TaskNode| one.task == task && one.node == *id;
        let said = known.said.iter().find(of);
        let state = said.and_then(|one| NodeState::from_name(&one.state)).unwrap_or_default();
        let reporting = &snapshot.plan.reporting;
        let due = reporting.nodes.iter().find(|one| *one.task == *task && *one.id == **id).map(|one| one.due);
        let today = self.clock().today();
        let open = due.filter(|_| state != NodeState::Done);
        let days = |days: Option<u32>| days.filter(|days| *days > 0);
        LedgerNode {
            id: id.clone(),
            title: (&node.title).into(),
            due_on: due.map(|due| due.to_string()),
            state: state.name().to_owned(),
            note: said.map(|one| one.note.clone()).unwrap_or_default(),
            version: said.map_or(0, |one| one.version),
            changed_by: said.map(|one| known.names.of(&one.changed_by)),
            changed_at: said.map(|one| written(one.changed_at)),
            days_left: days(open.and_then(|due| reporting.calendar.between(today, due).ok())),
            days_late: days(open.and_then(|due| reporting.calendar.between(due, today).ok())),
            is_late: open.is_some_and(|due| due < today),
        }
    }

    /// An indicator with the light of the last year that is known.
    fn ledger_indicator(
        &self,
        snapshot: &Snapshot,
        territory: TerritoryIndex,
        id: &str,
    ) -> Option<LedgerIndicator> {
        let plan = &snapshot.plan;
        let index = plan.indicator(id)?;
        let answered = |period: &Period| {
            let answer = snapshot.answer(&Question::new(index, vec![territory], *period));
            Some((*period, answer.cell?.origin, answer.judgement.light))
        };
        let last = snapshot.years(self.clock().today()).iter().rev().find_map(answered);
        Some(LedgerIndicator {
            id: id.to_owned(),
            name: (&plan.indicator_text(index).name).into(),
            period: last.map(|(period, ..)| period.to_string()),
            light: last.map(|(_, _, light)| crate::describe::light(light).to_owned()),
            origin: last.map(|(_, origin, _)| origin.name().to_owned()),
        })
    }
}
