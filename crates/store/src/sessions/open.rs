use chrono::{DateTime, Utc};
use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

/// A session to be opened. The token itself never comes here, only its hash.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct NewSession<'a> {
    pub token_hash: &'a str,
    pub account: &'a str,
    /// What a form must bring along, so that another site cannot act in the person's name.
    pub cross_site_token: &'a str,
    pub expires_at: DateTime<Utc>,
    /// The session that this one replaces: it ends in the same moment.
    pub rotated_from: Option<&'a str>,
}

impl Store {
    /// Opens a session, and ends the one that it replaces.
    ///
    /// # Errors
    /// `store-unknown` if there is no such account or it is disabled; `store-taken` if the hash is in use.
    pub async fn open_session(&self, act: &Act<'_>, new: &NewSession<'_>) -> Result<(), StoreError> {
        limits::name("token-hash", new.token_hash, limits::NAME)?;
        limits::name("cross-site-token", new.cross_site_token, limits::NAME)?;
        limits::optional("token-hash", new.rotated_from, limits::NAME)?;
        let change = self.change(act, "opening a session").await?;
        let sql = "SELECT id FROM accounts WHERE id = $1 AND disabled_at IS NULL";
        if change.unit.one(sql, values![new.account]).await?.is_none() {
            return Err(refusal::unknown("account", new.account));
        }
        if let Some(old) = new.rotated_from {
            change.unit.execute("DELETE FROM sessions WHERE token_hash = $1", values![old]).await?;
        }
        let sql = "INSERT INTO sessions (token_hash, account, cross_site_token, created_at, last_seen_at, expires_at, \
            rotated_from) VALUES ($1, $2, $3, $4, $4, $5, $6)";
        let values = values![
            new.token_hash,
            new.account,
            new.cross_site_token,
            change.at(),
            new.expires_at.timestamp_millis(),
            new.rotated_from,
        ];
        change.unit.insert_new(sql, values, || refusal::taken("session", "")).await?;
        let after = json!({ "expires_at": new.expires_at, "rotated": new.rotated_from.is_some() });
        change.done("session.open", new.account, None, Some(after)).await
    }
}
