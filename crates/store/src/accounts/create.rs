use serde_json::json;

use super::Subject;
use super::account::login_key;
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits, refusal};

/// An account to be made.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct NewAccount<'a> {
    pub id: &'a str,
    pub login: &'a str,
    pub display_name: &'a str,
    pub password_hash: Option<&'a str>,
    pub external: Option<&'a Subject>,
    pub must_change_password: bool,
}

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    /// `store-taken` if the id, the login name or the provider's subject has an account already.
    pub async fn create_account(&self, act: &Act<'_>, new: &NewAccount<'_>) -> Result<(), StoreError> {
        self.create_accounts(act, std::slice::from_ref(new)).await
    }

    /// Makes several accounts: all of them or none.
    ///
    /// # Errors
    /// As for one.
    pub async fn create_accounts(&self, act: &Act<'_>, all: &[NewAccount<'_>]) -> Result<(), StoreError> {
        limits::number("account", all.len(), limits::CHANGES)?;
        let change = self.change(act, "creating accounts").await?;
        for new in all {
            create(&change, new).await?;
        }
        change.unit.commit().await
    }
}

async fn create(change: &Change<'_>, new: &NewAccount<'_>) -> Result<(), StoreError> {
    limits::id("account", new.id)?;
    let login = login_key(new.login);
    limits::name("login", &login, limits::NAME)?;
    limits::name("display-name", new.display_name, limits::NAME)?;
    limits::optional("password-hash", new.password_hash, limits::KEY)?;
    if let Some(external) = new.external {
        limits::name("issuer", &external.issuer, limits::KEY)?;
        limits::name("subject", &external.subject, limits::KEY)?;
    }
    let sql = "INSERT INTO accounts (id, login, display_name, password_hash, external_issuer, external_subject, \
        must_change_password, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)";
    let values = values![
        new.id,
        login.as_str(),
        new.display_name,
        new.password_hash,
        new.external.map(|external| external.issuer.as_str()),
        new.external.map(|external| external.subject.as_str()),
        i64::from(new.must_change_password),
        change.at(),
    ];
    change.unit.insert_new(sql, values, || refusal::taken("login", &login)).await?;
    let after = json!({
        "login": login,
        "display_name": new.display_name,
        "external": new.external.map(|external| &external.issuer),
    });
    change.tell("account.create", new.id, None, Some(after)).await
}
