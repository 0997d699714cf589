use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// Sets or removes the secret of one-time codes.
    ///
    /// # Errors
    /// `store-unknown`.
    pub async fn set_totp(&self, act: &Act<'_>, id: &str, secret: Option<&str>) -> Result<(), StoreError> {
        limits::optional("totp-secret", secret, limits::NAME)?;
        let change = self.change(act, "setting one-time codes").await?;
        let sql =
            "UPDATE accounts SET totp_secret = $2, totp_last_step = NULL, changed_at = $3 WHERE id = $1";
        if change.unit.execute(sql, values![id, secret, change.at()]).await? == 0 {
            return Err(refusal::unknown("account", id));
        }
        change.done("account.totp", id, None, Some(json!({ "set": secret.is_some() }))).await
    }

    /// Uses up the code of a time step; false if that step or a later one was used before.
    ///
    /// # Errors
    /// If the database does.
    pub async fn use_totp_step(&self, id: &str, step: i64) -> Result<bool, StoreError> {
        let unit = self.quiet("using a one-time code").await?;
        let sql = "UPDATE accounts SET totp_last_step = $2 \
            WHERE id = $1 AND totp_secret IS NOT NULL AND (totp_last_step IS NULL OR totp_last_step < $2)";
        let used = unit.execute(sql, values![id, step]).await?;
        unit.commit().await?;
        Ok(used == 1)
    }
}
