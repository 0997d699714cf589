use chrono::{DateTime, Utc};
use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError};

impl Store {
    /// Signs out. A session that is gone already is no error.
    ///
    /// # Errors
    /// If the database does.
    pub async fn end_session(&self, act: &Act<'_>, token_hash: &str) -> Result<(), StoreError> {
        let change = self.change(act, "ending a session").await?;
        let sql = "DELETE FROM sessions WHERE token_hash = $1 RETURNING account";
        let Some(row) = change.unit.one(sql, values![token_hash]).await? else { return Ok(()) };
        change.done("session.end", &row.text("account")?, None, None).await
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// If the database does.
    pub async fn end_sessions_of(&self, act: &Act<'_>, account: &str) -> Result<u64, StoreError> {
        let change = self.change(act, "ending sessions").await?;
        let ended = change.unit.execute("DELETE FROM sessions WHERE account = $1", values![account]).await?;
        change.done("session.end-all", account, None, Some(json!({ "ended": ended }))).await?;
        Ok(ended)
    }

    /// Removes sessions that have run out, and attempts to sign in from before a time.
    ///
    /// # Errors
    /// If the database does.
    pub async fn sweep_sessions(
        &self,
        now: DateTime<Utc>,
        attempts_before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let unit = self.quiet("removing sessions that ran out").await?;
        let sql = "DELETE FROM sessions WHERE expires_at <= $1";
        let swept = unit.execute(sql, values![now.timestamp_millis()]).await?;
        let sql = "DELETE FROM login_attempts WHERE attempted_at < $1";
        unit.execute(sql, values![attempts_before.timestamp_millis()]).await?;
        unit.commit().await?;
        Ok(swept)
    }
}
