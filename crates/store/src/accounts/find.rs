use super::Subject;
use super::account::{Account, COLUMNS, login_key};
use crate::database::values;
use crate::{Store, StoreError};

impl Store {
    /// The account of that id.
    ///
    /// # Errors
    /// If the database does.
    pub async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        self.account_where("id = $1", values![id]).await
    }

    /// The account that signs in under that name, in whatever case it is written.
    ///
    /// # Errors
    /// If the database does.
    pub async fn account_of_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        // No database keeps the character, and one refuses to be asked for it.
        if login.contains('\0') {
            return Ok(None);
        }
        self.account_where("login = $1", values![login_key(login)]).await
    }

    /// The account of that person of an identity provider.
    ///
    /// # Errors
    /// If the database does.
    pub async fn account_of_subject(&self, subject: &Subject) -> Result<Option<Account>, StoreError> {
        let values = values![subject.issuer.as_str(), subject.subject.as_str()];
        self.account_where("external_issuer = $1 AND external_subject = $2", values).await
    }

    async fn account_where(
        &self,
        condition: &str,
        values: Vec<sea_orm::Value>,
    ) -> Result<Option<Account>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM accounts WHERE {condition}");
        let row = self.reader("finding an account").one(&sql, values).await?;
        row.map(|row| Account::read(&row)).transpose()
    }
}
