use lanbai_reporting::Role;
use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use crate::people::Caller;
use crate::view::OrderView;
use crate::{App, AppError};

impl App {
    /// 销号: closes an order as it was seen, with the reason.
    ///
    /// # Errors
    /// No reason; a reply that came meanwhile; rights.
    pub async fn close_supervision(
        &self,
        caller: &Caller,
        id: &str,
        seen: i64,
        reason: &str,
    ) -> Result<OrderView, AppError> {
        let snapshot = self.snapshot();
        let order = self.order_for(caller, id, &snapshot).await?;
        let authority = self.may_about_order(caller, Action::CloseSupervision, &order, &snapshot)?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        self.store()?.close_order(&act, id, seen, reason.trim()).await?;
        let cause = format!("supervision/{id}/closed");
        self.tell_of_order(&snapshot, &order, Role::Reporter, "notice-supervision-closed", cause).await;
        self.supervision_order(caller, id).await
    }
}
