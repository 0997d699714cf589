use chrono::{DateTime, Utc};

use crate::database::values;
use crate::{Store, StoreError};

impl Store {
    /// Notes that an account has read a notice of its own, or all of them; gives how many were unread.
    ///
    /// # Errors
    /// If the database does.
    pub async fn mark_read(
        &self,
        account: &str,
        notice: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let unit = self.quiet("marking notices as read").await?;
        let sql = "UPDATE notices SET read_at = $3 \
            WHERE account = $1 AND read_at IS NULL AND id = COALESCE($2, id)";
        let marked = unit.execute(sql, values![account, notice, at.timestamp_millis()]).await?;
        unit.commit().await?;
        Ok(marked)
    }
}
