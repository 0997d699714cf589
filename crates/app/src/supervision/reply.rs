use lanbai_reporting::Role;
use lanbai_reporting::rights::Action;
use lanbai_store::Act;
use lanbai_store::supervision::Order;

use crate::notices::{Addressees, Told};
use crate::people::Caller;
use crate::reporting::territory_named;
use crate::view::OrderView;
use crate::{App, AppError, Snapshot, same};

impl App {
    /// Answers an order with the measures that were taken; files are added to the answer afterwards.
    ///
    /// # Errors
    /// An empty answer; an order that is closed; rights.
    pub async fn reply_supervision(
        &self,
        caller: &Caller,
        id: &str,
        measures_taken: &str,
    ) -> Result<OrderView, AppError> {
        let snapshot = self.snapshot();
        let order = self.order_for(caller, id, &snapshot).await?;
        let authority = self.may_about_order(caller, Action::ReplySupervision, &order, &snapshot)?;
        if measures_taken.trim().is_empty() {
            return super::refused(super::refusal("supervision-reply-empty"));
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let reply = self.store()?.reply_to_order(&act, id, measures_taken.trim()).await?;
        let cause = format!("supervision/{id}/reply-{}", reply.number);
        self.tell_of_order(&snapshot, &order, Role::PlanOffice, "notice-supervision-replied", cause).await;
        self.supervision_order(caller, id).await
    }

    /// Tells those who hold a role of what became of an order. It stands whatever becomes of the notice.
    pub(super) async fn tell_of_order(
        &self,
        snapshot: &Snapshot,
        order: &Order,
        role: Role,
        code: &'static str,
        cause: String,
    ) {
        let plan = &snapshot.plan;
        let Some(territory) = plan.territory(&order.territory) else { return };
        let arguments = vec![
            ("territory", territory_named(plan, territory).name),
            ("because", super::find::because(plan, &order.because).text),
            ("due", same(&crate::reporting::day_of(order.due_at).to_string())),
        ];
        let told = Told { cause, code, arguments, object: format!("supervision/{}", order.id) };
        let told = async {
            let to = Addressees::read(self, snapshot).await?;
            self.tell(&to, &to.holding(role, territory, snapshot), &told).await
        };
        if let Err(error) = told.await {
            tracing::warn!(error = error.to_string(), "nobody could be told of a supervision");
        }
    }
}
