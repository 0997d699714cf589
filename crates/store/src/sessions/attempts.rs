use chrono::{DateTime, Utc};

use crate::accounts::login_key;
use crate::database::values;
use crate::{Store, StoreError, limits};

/// How often signing in failed: the caller's rule says how long the next try waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// Under this login name since the last success, wherever from.
    pub of_login: i64,
    /// From this address, whatever the name.
    pub of_address: i64,
    /// The latest of them.
    pub latest: Option<DateTime<Utc>>,
}

impl Store {
    /// Notes that someone tried to sign in. Names that have no account are noted like those that have one.
    ///
    /// # Errors
    /// `store-too-long`.
    pub async fn note_attempt(
        &self,
        login: &str,
        address: &str,
        succeeded: bool,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let login = login_key(login);
        limits::text("login", &login, limits::NAME)?;
        limits::text("address", address, limits::NAME)?;
        let unit = self.quiet("noting an attempt to sign in").await?;
        let sql =
            "INSERT INTO login_attempts (attempted_at, login, address, succeeded) VALUES ($1, $2, $3, $4)";
        unit.execute(sql, values![at.timestamp_millis(), login, address, i64::from(succeeded)]).await?;
        unit.commit().await
    }

    /// The failures since a time.
    ///
    /// # Errors
    /// If the database does.
    pub async fn failures(
        &self,
        login: &str,
        address: &str,
        since: DateTime<Utc>,
    ) -> Result<Failures, StoreError> {
        let (login, since) = (login_key(login), since.timestamp_millis());
        let reader = self.reader("counting attempts to sign in");
        let sql = "SELECT COUNT(*) AS failures, MAX(attempted_at) AS latest FROM login_attempts \
            WHERE login = $1 AND succeeded = 0 AND attempted_at >= $2 AND id > \
            (SELECT COALESCE(MAX(id), 0) FROM login_attempts WHERE login = $1 AND succeeded = 1)";
        let of_login = reader.one(sql, values![login, since]).await?;
        let sql = "SELECT COUNT(*) AS failures, MAX(attempted_at) AS latest FROM login_attempts \
            WHERE address = $1 AND succeeded = 0 AND attempted_at >= $2";
        let of_address = reader.one(sql, values![address, since]).await?;
        let mut failures = Failures { of_login: 0, of_address: 0, latest: None };
        if let Some(row) = of_login {
            failures.of_login = row.number("failures")?;
            failures.latest = row.instant_or_none("latest")?;
        }
        if let Some(row) = of_address {
            failures.of_address = row.number("failures")?;
            failures.latest = failures.latest.max(row.instant_or_none("latest")?);
        }
        Ok(failures)
    }
}
