use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use lanbai_plan::Plan;
use lanbai_reporting::Role;
use lanbai_reporting::rights::{About, Action};
use lanbai_reporting::supervision::{Cause, Opened, SupervisionRule, opened};
use lanbai_store::Act;
use lanbai_store::supervision::{NewOrder, OrderFilter};
use serde_json::{Value, json};

use super::signals::{Row, open_nodes, rows, signals};
use super::unit::{task, task_of, territory_of, unit};
use super::{cause, refusal, refused};
use crate::notices::{Addressees, Told};
use crate::people::{Caller, new_id};
use crate::reporting::{end_of, territory_named, territory_of as named_territory};
use crate::view::{Bilingual, OrderView, WaitingOrderView};
use crate::{App, AppError, Snapshot};

/// What the office puts under supervision by hand.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct NewSupervision<'a> {
    pub territory: &'a str,
    /// The task that it belongs to, if it does.
    pub task: Option<&'a str>,
    /// What it is about, in the office's words.
    pub reason: &'a str,
    /// The last day to answer.
    pub due_on: &'a str,
    /// The cause that waits for a day, if this is about one.
    pub cause: Option<&'a str>,
}

/// Everything that the rule in force would open now, and has not.
pub(super) struct Due {
    pub found: Vec<Opened>,
    pub rows: Vec<Row>,
    pub rule: SupervisionRule,
}

/// One order as it goes into the store.
struct Order<'a> {
    key: &'a str,
    because: Value,
    unit: Bilingual,
    territory: lanbai_kernel::territory::TerritoryIndex,
    task: Option<&'a str>,
    due_at: DateTime<Utc>,
}

impl App {
    /// Opens what the plan's rule opens today; gives how many. What no day can be worked out for waits for the office.
    ///
    /// # Errors
    /// If the store does.
    pub async fn open_supervision_by_rule(&self) -> Result<u64, AppError> {
        let snapshot = self.snapshot();
        let Some(due) = self.due_supervision(&snapshot).await? else { return Ok(0) };
        let authority = format!("supervision-rule:{}", due.rule.id);
        let act = Act { by: "lanbai", authority: &authority, at: self.clock().now() };
        let mut count = 0;
        for one in &due.found {
            let Some(due_at) = one.due.and_then(Result::ok).and_then(end_of) else { continue };
            let plan = &snapshot.plan;
            let key = cause::key(plan, &one.cause);
            let (task, territory) = object(plan, &one.cause);
            let order = Order {
                key: &key,
                because: because(&due, one),
                unit: unit(plan, task, territory),
                territory,
                task: task.map(|task| task.id.get_ref().as_str()),
                due_at,
            };
            count += u64::from(self.open_order(&act, &snapshot, &order).await?.is_some());
        }
        Ok(count)
    }

    /// What the rule in force finds that no order was opened for yet; nothing where no rule is in force.
    pub(super) async fn due_supervision(&self, snapshot: &Snapshot) -> Result<Option<Due>, AppError> {
        let plan = &snapshot.plan;
        let Some(rule) = plan.reporting.supervision_rule.map(|n| plan.reporting.supervision[n].clone())
        else {
            return Ok(None);
        };
        let store = self.store()?;
        let today = self.clock().today();
        let orders = store.orders(OrderFilter::default(), 0).await?;
        let known: BTreeSet<Cause> =
            orders.iter().filter_map(|order| cause::read(plan, &order.cause)).collect();
        let rows = rows(snapshot, today);
        let nodes = open_nodes(snapshot, &store.task_nodes().await?);
        let signals = signals(&rows, &nodes);
        let found = opened(&rule, &signals, &known, &plan.reporting.calendar, today);
        Ok(Some(Due { found, rows, rule }))
    }

    /// What waits for the office to set a day.
    pub(super) async fn waiting_supervision(
        &self,
        snapshot: &Snapshot,
    ) -> Result<Vec<WaitingOrderView>, AppError> {
        let Some(due) = self.due_supervision(snapshot).await? else { return Ok(Vec::new()) };
        let plan = &snapshot.plan;
        let view = |one: &Opened| {
            let (task, territory) = object(plan, &one.cause);
            WaitingOrderView {
                cause: cause::key(plan, &one.cause),
                because: super::find::because(plan, &because(&due, one)),
                territory: territory_named(plan, territory),
                unit: unit(plan, task, territory),
                calendar_lacks: one.due.and_then(Result::err).map(|year| year.0),
            }
        };
        let without_day = |one: &&Opened| !matches!(one.due, Some(Ok(_)));
        Ok(due.found.iter().filter(without_day).map(view).collect())
    }

    /// Opens a supervision by hand: of a cause that waits for a day, or of the office's own.
    ///
    /// # Errors
    /// A day that is past; a reason that is missing; what the plan does not have; rights.
    pub async fn open_supervision(
        &self,
        caller: &Caller,
        asked: NewSupervision<'_>,
    ) -> Result<OrderView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let territory = named_territory(plan, asked.territory)?;
        let about = About::Territory(territory);
        let authority = caller.may_about(Action::OpenSupervision, about, self, &snapshot)?;
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        let due_on =
            day(asked.due_on).ok_or_else(|| AppError::Day(asked.due_on.chars().take(32).collect()))?;
        if due_on < self.clock().today() {
            return refused(refusal("supervision-day-past").with("seen", due_on.to_string()));
        }
        if asked.reason.trim().is_empty() && asked.cause.is_none() {
            return refused(refusal("supervision-reason-missing"));
        }
        let unknown = |kind, id: &str| crate::ask::unknown(kind, id, std::iter::empty());
        let own = asked.task.map(|id| task(plan, id).ok_or_else(|| unknown("task", id))).transpose()?;
        let (mut key, mut content) = (format!("hand/{}", new_id("c")?), json!({ "sign": "hand" }));
        if let Some(wanted) = asked.cause {
            let due = self.due_supervision(&snapshot).await?;
            let found = due.as_ref().and_then(|due| {
                let one = due.found.iter().find(|one| cause::key(plan, &one.cause) == wanted)?;
                (object(plan, &one.cause).1 == territory).then(|| because(due, one))
            });
            content = found.ok_or_else(|| unknown("supervision", wanted))?;
            wanted.clone_into(&mut key);
        }
        content["text"] = Value::from(asked.reason.trim());
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let order = Order {
            key: &key,
            because: content,
            unit: unit(plan, own, territory),
            territory,
            task: own.map(|task| task.id.get_ref().as_str()),
            due_at: end_of(due_on).ok_or_else(|| AppError::Day(asked.due_on.to_owned()))?,
        };
        match self.open_order(&act, &snapshot, &order).await? {
            Some(id) => self.supervision_order(caller, &id).await,
            None => refused(refusal("supervision-opened-already")),
        }
    }

    async fn open_order(
        &self,
        act: &Act<'_>,
        snapshot: &Snapshot,
        order: &Order<'_>,
    ) -> Result<Option<String>, AppError> {
        let plan = &snapshot.plan;
        let id = new_id("d")?;
        let mut because = order.because.clone();
        because["unit"] = json!([order.unit.zh, order.unit.en]);
        let new = NewOrder {
            id: &id,
            cause: order.key,
            because: &because,
            unit: &order.unit.zh,
            territory: plan.territory_text(order.territory).id.get_ref(),
            task: order.task,
            due_at: order.due_at,
        };
        if !self.store()?.open_order(act, &new).await? {
            return Ok(None);
        }
        let told = Told {
            cause: format!("supervision/{id}/opened"),
            code: "notice-supervision-opened",
            arguments: vec![
                ("territory", territory_named(plan, order.territory).name),
                ("because", super::find::because(plan, &because).text),
                ("due", crate::same(&crate::reporting::day_of(order.due_at).to_string())),
            ],
            object: format!("supervision/{id}"),
        };
        let to = Addressees::read(self, snapshot).await?;
        let mut accounts = to.holding(Role::Reporter, order.territory, snapshot);
        accounts.extend(to.holding(Role::Approver, order.territory, snapshot));
        accounts.extend(to.holding(Role::PlanOffice, order.territory, snapshot));
        accounts.sort_unstable();
        accounts.dedup();
        self.tell(&to, &accounts, &told).await?;
        Ok(Some(id))
    }
}

/// The task and the territory of a cause.
fn object<'p>(
    plan: &'p Plan,
    cause: &Cause,
) -> (Option<&'p lanbai_plan::raw::Task>, lanbai_kernel::territory::TerritoryIndex) {
    match cause {
        Cause::Lights { indicator, territory, .. } => (task_of(plan, indicator), *territory),
        Cause::Node { task: id, .. } => {
            let task = task(plan, id);
            (task, task.map_or(plan.home, |task| territory_of(plan, task)))
        }
    }
}

/// Why, as the store keeps it: the rule, what was done by it, and the lights or the node.
fn because(due: &Due, one: &Opened) -> Value {
    let rule = &due.rule;
    let measure = rule.triggers.get(one.trigger).map(|trigger| &trigger.measure);
    let mut because = json!({
        "rule": &*rule.id,
        "rule_version": &*rule.version,
        "rule_name": [rule.name.zh, rule.name.en],
        "measure": measure.map(|measure| [&measure.zh, &measure.en]),
    });
    match &one.cause {
        Cause::Lights { indicator, territory, period } => {
            let is_it = |row: &&Row| row.territory == *territory && row.indicator == *indicator;
            let row = due.rows.iter().find(is_it);
            let lights = row.into_iter().flat_map(|row| row.lights.iter().rev().take(LIGHTS));
            let lights: Vec<_> = lights
                .map(|(period, light, _)| json!([period.to_string(), crate::describe::light(*light)]))
                .collect();
            because["sign"] = json!("light");
            because["indicator"] = json!(&**indicator);
            because["period"] = json!(period.to_string());
            because["lights"] = json!(lights);
        }
        Cause::Node { task, node } => {
            because["sign"] = json!("late-node");
            because["task"] = json!(&**task);
            because["node"] = json!(&**node);
        }
    }
    because
}

/// So many of the latest lights are kept with an order.
const LIGHTS: usize = 3;
