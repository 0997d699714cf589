use serde_json::json;

use super::account::must_be;
use crate::database::values;
use crate::{Act, Store, StoreError, limits};

impl Store {
    /// Shuts an account out and ends its sessions.
    ///
    /// # Errors
    /// `store-unknown`.
    pub async fn disable_account(&self, act: &Act<'_>, id: &str, reason: &str) -> Result<(), StoreError> {
        limits::text("reason", reason, limits::TEXT)?;
        let change = self.change(act, "disabling an account").await?;
        must_be(&change.unit, id).await?;
        let sql =
            "UPDATE accounts SET disabled_at = $2, changed_at = $2 WHERE id = $1 AND disabled_at IS NULL";
        change.unit.execute(sql, values![id, change.at()]).await?;
        change.unit.execute("DELETE FROM sessions WHERE account = $1", values![id]).await?;
        change.done("account.disable", id, None, Some(json!({ "reason": reason }))).await
    }

    /// Lets an account in again.
    ///
    /// # Errors
    /// `store-unknown`.
    pub async fn enable_account(&self, act: &Act<'_>, id: &str) -> Result<(), StoreError> {
        let change = self.change(act, "enabling an account").await?;
        must_be(&change.unit, id).await?;
        let sql = "UPDATE accounts SET disabled_at = NULL, changed_at = $2 WHERE id = $1";
        change.unit.execute(sql, values![id, change.at()]).await?;
        change.done("account.enable", id, None, None).await
    }
}
