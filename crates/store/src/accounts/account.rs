use chrono::{DateTime, Utc};

use crate::database::{Row, Unit, values};
use crate::{StoreError, refusal};

/// Who an identity provider says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The provider's address.
    pub issuer: String,
    /// The person's id there.
    pub subject: String,
}

/// 账号: someone who may sign in. Secrets are in it: it is for the session code, never for a page as it stands.
#[derive(Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Account {
    pub id: String,
    /// In lower case: names that differ in case only are one.
    pub login: String,
    pub display_name: String,
    /// As the hash function wrote it, with its parameters; nothing where only a provider vouches.
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    /// The last time step whose code was taken: no code is taken twice.
    pub totp_last_step: Option<i64>,
    pub external: Option<Subject>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub must_change_password: bool,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

impl std::fmt::Debug for Account {
    // Secrets never reach a log by way of a debug print.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, login, disabled_at, .. } = self;
        to.debug_struct("Account")
            .field("id", id)
            .field("login", login)
            .field("disabled_at", disabled_at)
            .finish_non_exhaustive()
    }
}

pub(super) const COLUMNS: &str = "id, login, display_name, password_hash, totp_secret, totp_last_step, \
    external_issuer, external_subject, disabled_at, must_change_password, created_at, changed_at";

impl Account {
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        let external = row.text_or_none("external_issuer")?.zip(row.text_or_none("external_subject")?);
        Ok(Self {
            id: row.text("id")?,
            login: row.text("login")?,
            display_name: row.text("display_name")?,
            password_hash: row.text_or_none("password_hash")?,
            totp_secret: row.text_or_none("totp_secret")?,
            totp_last_step: row.number_or_none("totp_last_step")?,
            external: external.map(|(issuer, subject)| Subject { issuer, subject }),
            disabled_at: row.instant_or_none("disabled_at")?,
            must_change_password: row.flag("must_change_password")?,
            created_at: row.instant("created_at")?,
            changed_at: row.instant("changed_at")?,
        })
    }
}

/// The form in which login names are kept and compared.
pub(crate) fn login_key(login: &str) -> String {
    login.trim().to_lowercase()
}

/// The account as a unit of work sees it.
pub(super) async fn must_be(unit: &Unit, id: &str) -> Result<Account, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = $1");
    let row = unit.one(&sql, values![id]).await?;
    row.map_or_else(|| Err(refusal::unknown("account", id)), |row| Account::read(&row))
}
