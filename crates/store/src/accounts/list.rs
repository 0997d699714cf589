use super::account::{Account, COLUMNS};
use crate::database::{Page, values};
use crate::{Store, StoreError};

impl Store {
    /// Accounts in the order of their ids.
    ///
    /// # Errors
    /// If the database does.
    pub async fn accounts(&self, page: Page<'_>) -> Result<Vec<Account>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id > $1 ORDER BY id LIMIT $2");
        let values = values![page.after.unwrap_or_default(), page.most()];
        let rows = self.reader("listing accounts").all(&sql, values).await?;
        rows.iter().map(Account::read).collect()
    }

    /// Whether there is any account: where there is none, the first start makes an administrator.
    ///
    /// # Errors
    /// If the database does.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        Ok(!self.accounts(Page { after: None, most: 1 }).await?.is_empty())
    }
}
