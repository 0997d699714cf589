use chrono::{DateTime, Utc};
use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, refusal};

/// An account that a person of the provider may be tied to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Invitation {
    pub account: String,
    pub expires_at: DateTime<Utc>,
}

impl Store {
    /// Lets the person of the account's login name at the provider be tied to it, once and until then. A later
    /// invitation replaces an earlier one.
    ///
    /// # Errors
    /// `store-unknown`; `store-taken` if the account is tied to someone already.
    pub async fn invite_through_provider(
        &self,
        act: &Act<'_>,
        account: &str,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let change = self.change(act, "inviting an account through a provider").await?;
        let sql = "SELECT external_subject FROM accounts WHERE id = $1";
        let found = change.unit.one(sql, values![account]).await?;
        let found = found.ok_or_else(|| refusal::unknown("account", account))?;
        if found.text_or_none("external_subject")?.is_some() {
            return Err(refusal::taken("subject", account));
        }
        change.unit.execute("DELETE FROM provider_invitations WHERE account = $1", values![account]).await?;
        let sql = "INSERT INTO provider_invitations (account, invited_by, expires_at) VALUES ($1, $2, $3)";
        change.unit.execute(sql, values![account, change.by(), until.timestamp_millis()]).await?;
        change.done("account.invite", account, None, Some(json!({ "until": until }))).await
    }

    /// Ends what ties the account to a provider: invitation, person and sessions.
    ///
    /// # Errors
    /// `store-unknown`.
    pub async fn part_from_provider(&self, act: &Act<'_>, account: &str) -> Result<(), StoreError> {
        let change = self.change(act, "parting an account from a provider").await?;
        let sql = "SELECT external_issuer, external_subject FROM accounts WHERE id = $1";
        let found = change.unit.one(sql, values![account]).await?;
        let found = found.ok_or_else(|| refusal::unknown("account", account))?;
        let issuer = found.text_or_none("external_issuer")?;
        let before = json!({ "issuer": issuer, "subject": found.text_or_none("external_subject")? });
        let sql = "UPDATE accounts SET external_issuer = NULL, external_subject = NULL, changed_at = $2 WHERE id = $1";
        change.unit.execute(sql, values![account, change.at()]).await?;
        for table in ["provider_invitations", "provider_sign_ins", "sessions"] {
            let sql = format!("DELETE FROM {table} WHERE account = $1");
            change.unit.execute(&sql, values![account]).await?;
        }
        change.done("account.external", account, issuer.is_some().then_some(before), None).await
    }

    /// The invitations that hold at a time.
    ///
    /// # Errors
    /// If the database does.
    pub async fn provider_invitations(&self, at: DateTime<Utc>) -> Result<Vec<Invitation>, StoreError> {
        let sql =
            "SELECT account, expires_at FROM provider_invitations WHERE expires_at > $1 ORDER BY account";
        let rows = self.reader("listing invitations").all(sql, values![at.timestamp_millis()]).await?;
        let read = |row: &crate::database::Row| {
            Ok(Invitation { account: row.text("account")?, expires_at: row.instant("expires_at")? })
        };
        rows.iter().map(read).collect()
    }
}
