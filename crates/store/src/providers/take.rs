use chrono::{DateTime, Utc};

use crate::database::{Row, values};
use crate::{Store, StoreError};

/// Someone who came back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct TakenSignIn {
    pub account: Option<String>,
    pub rotated_from: Option<String>,
}

impl TakenSignIn {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self { account: row.text_or_none("account")?, rotated_from: row.text_or_none("rotated_from")? })
    }
}

impl Store {
    /// Takes who is on his way, once: of two who bring the same, one is somebody. What is brought wrongly takes nothing.
    ///
    /// # Errors
    /// If the database does.
    pub async fn take_sign_in(
        &self,
        id: &str,
        state: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<TakenSignIn>, StoreError> {
        let unit = self.quiet("taking who came back").await?;
        let sql = "DELETE FROM provider_sign_ins WHERE id = $1 AND state = $2 AND expires_at > $3 \
            RETURNING account, rotated_from";
        let row = unit.one(sql, values![id, state, at.timestamp_millis()]).await?;
        let taken = row.map(|row| TakenSignIn::read(&row)).transpose()?;
        unit.commit().await?;
        Ok(taken)
    }

    /// The same, left where it is.
    ///
    /// # Errors
    /// If the database does.
    pub async fn sign_in_on_its_way(
        &self,
        id: &str,
        state: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<TakenSignIn>, StoreError> {
        let sql = "SELECT account, rotated_from FROM provider_sign_ins \
            WHERE id = $1 AND state = $2 AND expires_at > $3";
        let values = values![id, state, at.timestamp_millis()];
        let row = self.reader("finding who is on his way").one(sql, values).await?;
        row.map(|row| TakenSignIn::read(&row)).transpose()
    }
}
