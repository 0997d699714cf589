use serde_json::json;

use super::order::must_be;
use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// 销号: closes an order as it was seen, with the reason.
    ///
    /// # Errors
    /// `store-reason-missing`; `store-changed-meanwhile` if a reply came; `store-locked` if it is closed.
    pub async fn close_order(
        &self,
        act: &Act<'_>,
        order: &str,
        seen: i64,
        reason: &str,
    ) -> Result<(), StoreError> {
        limits::text("reason", reason, limits::TEXT)?;
        if reason.trim().is_empty() {
            return Err(refusal::reason_missing("close"));
        }
        let change = self.change(act, "closing a supervision order").await?;
        let sql = "UPDATE supervision_orders SET closed_by = $3, closed_at = $4, closing_reason = $5, \
            version = version + 1 WHERE id = $1 AND version = $2 AND closed_at IS NULL";
        let row = values![order, seen, change.by(), change.at(), reason];
        if change.unit.execute(sql, row).await? == 0 {
            let stored = must_be(&change.unit, order).await?;
            return Err(match stored.closed_at {
                Some(_) => refusal::locked(order, "closed"),
                None => refusal::changed_meanwhile("supervision-order", order, stored.version),
            });
        }
        change.done("supervision.close", order, None, Some(json!({ "reason": reason }))).await
    }
}
