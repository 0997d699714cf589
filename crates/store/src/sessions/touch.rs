use chrono::{DateTime, Utc};

use crate::database::values;
use crate::{Store, StoreError};

impl Store {
    /// Notes that a session was used, and until when it holds now. A caller does so once a minute, not at each request.
    ///
    /// # Errors
    /// If the database does.
    pub async fn touch_session(
        &self,
        token_hash: &str,
        at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let unit = self.quiet("keeping a session").await?;
        let sql = "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE token_hash = $1 AND expires_at > $2";
        unit.execute(sql, values![token_hash, at.timestamp_millis(), expires_at.timestamp_millis()]).await?;
        unit.commit().await
    }
}
