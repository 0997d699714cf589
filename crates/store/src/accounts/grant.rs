use chrono::{DateTime, Utc};
use lanbai_reporting::Role;
use serde_json::json;

use super::account::must_be;
use crate::database::{Row, values};
use crate::{Act, Store, StoreError, limits, refusal};

/// 授权: a role that an account holds for a territory and what lies under it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Grant {
    pub account: String,
    pub role: Role,
    pub territory: String,
    pub granted_by: String,
    pub granted_at: DateTime<Utc>,
}

impl Grant {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            account: row.text("account")?,
            role: row.word("role", Role::from_name)?,
            territory: row.text("territory")?,
            granted_by: row.text("granted_by")?,
            granted_at: row.instant("granted_at")?,
        })
    }
}

impl Store {
    /// Grants a role for a territory; granting it again changes nothing.
    ///
    /// # Errors
    /// `store-own-grant` if someone would grant it to himself; `store-unknown`.
    pub async fn grant(
        &self,
        act: &Act<'_>,
        account: &str,
        role: Role,
        territory: &str,
    ) -> Result<(), StoreError> {
        limits::id("territory", territory)?;
        // Whatever the table of rights says: 三员分立 must not hang on one place.
        if act.by == account {
            return Err(refusal::own_grant(account));
        }
        let change = self.change(act, "granting a role").await?;
        must_be(&change.unit, account).await?;
        let sql = "INSERT INTO grants (account, role, territory, granted_by, granted_at) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        let values = values![account, role.name(), territory, change.by(), change.at()];
        if change.unit.execute(sql, values).await? == 0 {
            return Ok(());
        }
        let after = json!({ "role": role.name(), "territory": territory });
        change.done("account.grant", account, None, Some(after)).await
    }

    /// Takes a role back. It holds from the next request on, also for sessions that are open.
    ///
    /// # Errors
    /// `store-own-grant`; `store-unknown` if the account does not hold it.
    pub async fn revoke(
        &self,
        act: &Act<'_>,
        account: &str,
        role: Role,
        territory: &str,
    ) -> Result<(), StoreError> {
        if act.by == account {
            return Err(refusal::own_grant(account));
        }
        let change = self.change(act, "taking a role back").await?;
        let sql = "DELETE FROM grants WHERE account = $1 AND role = $2 AND territory = $3";
        if change.unit.execute(sql, values![account, role.name(), territory]).await? == 0 {
            return Err(refusal::unknown("grant", role.name()));
        }
        let before = json!({ "role": role.name(), "territory": territory });
        change.done("account.revoke", account, Some(before), None).await
    }

    /// What an account holds.
    ///
    /// # Errors
    /// If the database does.
    pub async fn grants_of(&self, account: &str) -> Result<Vec<Grant>, StoreError> {
        let sql = "SELECT account, role, territory, granted_by, granted_at FROM grants \
            WHERE account = $1 ORDER BY role, territory";
        let rows = self.reader("reading grants").all(sql, values![account]).await?;
        rows.iter().map(Grant::read).collect()
    }

    /// Every grant, by account: for the page of rights, and to find who is to be notified.
    ///
    /// # Errors
    /// If the database does.
    pub async fn all_grants(&self) -> Result<Vec<Grant>, StoreError> {
        let sql = "SELECT account, role, territory, granted_by, granted_at FROM grants \
            ORDER BY account, role, territory";
        let rows = self.reader("reading grants").all(sql, vec![]).await?;
        rows.iter().map(Grant::read).collect()
    }
}
