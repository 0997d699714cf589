use std::collections::BTreeMap;

use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits};

impl Store {
    /// Notes where an account is written to, or that it is not. The log is told that it changed and not to what: an
    /// address is personal, and a log is never shortened.
    ///
    /// # Errors
    /// Limits.
    pub async fn set_mail_address(
        &self,
        act: &Act<'_>,
        account: &str,
        address: Option<&str>,
    ) -> Result<(), StoreError> {
        limits::optional("address", address, limits::NAME)?;
        let change = self.change(act, "noting an address").await?;
        let removing = "DELETE FROM mail_addresses WHERE account = $1";
        let before = change.unit.execute(removing, values![account]).await? > 0;
        if let Some(address) = address {
            let sql = "INSERT INTO mail_addresses (account, address, changed_at) VALUES ($1, $2, $3)";
            change.unit.execute(sql, values![account, address, change.at()]).await?;
        }
        let told = |is_set| Some(json!({ "has_address": is_set }));
        change.done("account.mail", account, told(before), told(address.is_some())).await
    }

    /// Where accounts are written to, by account; those that are not written to are left out.
    ///
    /// # Errors
    /// If the database does.
    pub async fn mail_addresses(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "SELECT account, address FROM mail_addresses";
        let rows = self.reader("reading addresses").all(sql, vec![]).await?;
        rows.iter().map(|row| Ok((row.text("account")?, row.text("address")?))).collect()
    }

    /// Where one account is written to.
    ///
    /// # Errors
    /// If the database does.
    pub async fn mail_address(&self, account: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT address FROM mail_addresses WHERE account = $1";
        let row = self.reader("reading an address").one(sql, values![account]).await?;
        row.map(|row| row.text("address")).transpose()
    }
}
