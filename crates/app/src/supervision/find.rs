use lanbai_kernel::Period;
use lanbai_plan::Plan;
use lanbai_reporting::rights::{About, Action};
use lanbai_store::evidence::Evidence;
use lanbai_store::supervision::{Order, Reply};
use serde_json::Value;

use super::unit::task;
use crate::people::Caller;
use crate::reporting::{AccountNames, day_of, permission, spoken, territory_named, written};
use crate::view::{
    BecauseView, Bilingual, EvidenceView, LightOfPeriod, Named, OrderView, Permission, ReplyView,
};
use crate::{App, AppError, Messages, Snapshot, ask, same};

impl App {
    /// One order with what was answered.
    ///
    /// # Errors
    /// If there is none that the caller may read.
    pub async fn supervision_order(&self, caller: &Caller, id: &str) -> Result<OrderView, AppError> {
        let snapshot = self.snapshot();
        let order = self.order_for(caller, id, &snapshot).await?;
        let store = self.store()?;
        let replies = store.replies_to(id).await?;
        let ids = replies.iter().map(|reply| reply.by.as_str()).chain(people_of(&order));
        let names = AccountNames::read(store, ids).await?;
        let mut view = self.order_view(caller, &snapshot, &order, &names);
        for reply in &replies {
            let files = store.evidence_of(&reply.object()).await?;
            view.replies.push(reply_view(caller, reply, files, &names));
        }
        Ok(view)
    }

    /// The order of that id, if the caller may read it; one that he may not read is none to him.
    pub(super) async fn order_for(
        &self,
        caller: &Caller,
        id: &str,
        snapshot: &Snapshot,
    ) -> Result<Order, AppError> {
        let unknown = || ask::unknown("supervision", id, std::iter::empty());
        let order = self.store()?.order(id).await?.ok_or_else(unknown)?;
        let may_read = self.may_about_order(caller, Action::ReadSupervision, &order, snapshot).is_ok();
        if may_read { Ok(order) } else { Err(unknown()) }
    }

    /// Whether the caller may do something about an order; about one of a territory that the plan has dropped, only who
    /// may about the whole.
    pub(super) fn may_about_order(
        &self,
        caller: &Caller,
        action: Action,
        order: &Order,
        snapshot: &Snapshot,
    ) -> Result<String, AppError> {
        let about = snapshot.plan.territory(&order.territory).map_or(About::Whole, About::Territory);
        caller.may_about(action, about, self, snapshot)
    }

    /// An order in words, without its replies.
    pub(super) fn order_view(
        &self,
        caller: &Caller,
        snapshot: &Snapshot,
        order: &Order,
        names: &AccountNames,
    ) -> OrderView {
        let plan = &snapshot.plan;
        let today = self.clock().today();
        let (due, opened) = (day_of(order.due_at), day_of(order.opened_at));
        let calendar = &plan.reporting.calendar;
        let is_open = order.closed_at.is_none();
        let open_days = |days: Option<u32>| days.filter(|days| is_open && *days > 0);
        let closed = order.closed_at.map_or(today, day_of);
        OrderView {
            id: order.id.clone(),
            version: order.version,
            territory: plan
                .territory(&order.territory)
                .map_or_else(|| unnamed(&order.territory), |territory| territory_named(plan, territory)),
            unit: both(&order.because["unit"]).unwrap_or_else(|| same(&order.unit)),
            task: order.task.as_deref().map(|id| {
                task(plan, id).map_or_else(
                    || unnamed(id),
                    |task| Named { id: id.to_owned(), name: (&task.title).into() },
                )
            }),
            because: because(plan, &order.because),
            opened_at: written(order.opened_at),
            opened_by: (order.opened_by != "lanbai").then(|| names.of(&order.opened_by)),
            due_on: due.to_string(),
            days_left: open_days(calendar.between(today, due).ok()),
            days_late: open_days(calendar.between(due, today).ok()),
            age_days: (closed - opened).num_days().max(0),
            closed_at: order.closed_at.map(written),
            closed_by: order.closed_by.as_deref().map(|by| names.of(by)),
            closing_reason: order.closing_reason.clone(),
            replies: Vec::new(),
            may: self.order_permissions(caller, order, snapshot),
        }
    }

    fn order_permissions(&self, caller: &Caller, order: &Order, snapshot: &Snapshot) -> Vec<Permission> {
        let asked = [("reply", Action::ReplySupervision), ("close", Action::CloseSupervision)];
        let one = |(name, action)| {
            let may = self.may_about_order(caller, action, order, snapshot);
            permission(
                name,
                if order.closed_at.is_some() {
                    super::refused(super::refusal("supervision-closed"))
                } else {
                    may
                },
            )
        };
        asked.into_iter().map(one).collect()
    }
}

/// Who is named in an order.
pub(super) fn people_of(order: &Order) -> impl Iterator<Item = &str> {
    std::iter::once(order.opened_by.as_str()).chain(order.closed_by.as_deref())
}

fn reply_view(caller: &Caller, reply: &Reply, files: Vec<Evidence>, names: &AccountNames) -> ReplyView {
    let file = |one: Evidence| EvidenceView {
        sha256: one.sha256,
        name: one.name,
        media_type: one.media_type,
        bytes: one.bytes,
        added_by: names.of(&one.linked_by),
        added_at: written(one.linked_at),
    };
    ReplyView {
        number: reply.number,
        measures_taken: reply.measures_taken.clone(),
        by: names.of(&reply.by),
        is_own: caller.is_signed_in() && reply.by == caller.account,
        at: written(reply.at),
        files: files.into_iter().map(file).collect(),
    }
}

/// Why an order was opened, in words.
pub(super) fn because(plan: &Plan, because: &Value) -> BecauseView {
    let text = |name: &str| because[name].as_str();
    let sign = text("sign").unwrap_or("hand");
    let said = text("text").filter(|text| !text.is_empty());
    let lights: Vec<LightOfPeriod> =
        because["lights"].as_array().into_iter().flatten().filter_map(light_of).collect();
    let (indicator, node) = (text("indicator"), text("node"));
    let messages = Messages::shared();
    let sentence = match (sign, lights.first()) {
        ("light", Some(last)) => {
            let alike = lights.iter().take_while(|one| one.light == last.light).count();
            let arguments = [
                ("indicator", indicator_name(plan, indicator.unwrap_or_default())),
                ("period", last.period_name.clone()),
                ("light", messages.text(&format!("light-{}", last.light), &[])),
            ];
            let is_row = last.light == "yellow" && alike > 1;
            messages.text(if is_row { "because-lights" } else { "because-light" }, &arguments)
        }
        ("late-node", _) => {
            let (title, due) = node_title(plan, node.unwrap_or_default());
            messages.text("because-node", &[("node", title), ("due", same(&due))])
        }
        _ => same(said.unwrap_or_default()),
    };
    BecauseView {
        sign: sign.to_owned(),
        text: sentence,
        rule: text("rule").map(|id| Named {
            id: format!("{id}@{}", text("rule_version").unwrap_or_default()),
            name: both(&because["rule_name"]).unwrap_or_else(|| same(id)),
        }),
        measure: both(&because["measure"]),
        indicator: indicator.map(|id| Named { id: id.to_owned(), name: indicator_name(plan, id) }),
        lights,
        remark: said.filter(|_| sign != "hand").map(str::to_owned),
    }
}

fn light_of(one: &Value) -> Option<LightOfPeriod> {
    let period = one[0].as_str()?;
    let name = period.parse::<Period>().map_or_else(|_| same(period), spoken);
    Some(LightOfPeriod { period: period.to_owned(), period_name: name, light: one[1].as_str()?.to_owned() })
}

fn indicator_name(plan: &Plan, id: &str) -> Bilingual {
    plan.indicator(id).map_or_else(|| same(id), |index| (&plan.indicator_text(index).name).into())
}

fn node_title(plan: &Plan, id: &str) -> (Bilingual, String) {
    let node = plan.reporting.nodes.iter().find(|node| *node.id == *id);
    node.map_or_else(|| (same(id), String::new()), |node| ((&node.title).into(), node.due.to_string()))
}

/// A text that was kept in both languages.
fn both(value: &Value) -> Option<Bilingual> {
    Some(Bilingual { zh: value[0].as_str()?.to_owned(), en: value[1].as_str()?.to_owned() })
}

fn unnamed(id: &str) -> Named {
    Named { id: id.to_owned(), name: same(id) }
}
