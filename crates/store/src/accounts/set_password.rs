use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// Sets the hash of a new password. Every session of the account ends, except one: that of who changes his own.
    ///
    /// # Errors
    /// `store-unknown`.
    pub async fn set_password(
        &self,
        act: &Act<'_>,
        id: &str,
        password_hash: &str,
        must_change: bool,
        kept_session: Option<&str>,
    ) -> Result<(), StoreError> {
        limits::name("password-hash", password_hash, limits::KEY)?;
        let change = self.change(act, "setting a password").await?;
        let sql = "UPDATE accounts SET password_hash = $2, must_change_password = $3, changed_at = $4 WHERE id = $1";
        let values = values![id, password_hash, i64::from(must_change), change.at()];
        if change.unit.execute(sql, values).await? == 0 {
            return Err(refusal::unknown("account", id));
        }
        let sql = "DELETE FROM sessions WHERE account = $1 AND token_hash <> $2";
        let ended = change.unit.execute(sql, values![id, kept_session.unwrap_or_default()]).await?;
        // The hash is a secret: the log says that it changed, not into what.
        let after = json!({ "must_change": must_change, "sessions_ended": ended });
        change.done("account.password", id, None, Some(after)).await
    }
}
