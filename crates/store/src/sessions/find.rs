use chrono::{DateTime, Utc};

use crate::accounts::Account;
use crate::database::values;
use crate::{Store, StoreError};

/// A session that holds, with its account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Session {
    pub account: Account,
    pub cross_site_token: String,
    pub opened_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Store {
    /// The session of that token, if it holds at that time and its account is not disabled.
    ///
    /// # Errors
    /// If the database does.
    pub async fn session(&self, token_hash: &str, at: DateTime<Utc>) -> Result<Option<Session>, StoreError> {
        let sql = "SELECT a.*, s.cross_site_token, s.created_at AS opened_at, s.last_seen_at, s.expires_at \
            FROM sessions s JOIN accounts a ON a.id = s.account \
            WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.disabled_at IS NULL";
        let row =
            self.reader("finding a session").one(sql, values![token_hash, at.timestamp_millis()]).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Session {
            account: Account::read(&row)?,
            cross_site_token: row.text("cross_site_token")?,
            opened_at: row.instant("opened_at")?,
            last_seen_at: row.instant("last_seen_at")?,
            expires_at: row.instant("expires_at")?,
        }))
    }
}
