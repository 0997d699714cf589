use chrono::{DateTime, Utc};

use crate::database::values;
use crate::{Store, StoreError, limits, refusal};

/// People on their way from one address at once: an office of many may share one.
const WAITING: i64 = 200;

/// Someone on his way. What a browser holds never comes here, only its hash.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct NewSignIn<'a> {
    pub id: &'a str,
    pub state: &'a str,
    /// For whom the provider vouched already.
    pub account: Option<&'a str>,
    pub address: &'a str,
    /// The session that the new one replaces.
    pub rotated_from: Option<&'a str>,
    pub expires_at: DateTime<Utc>,
}

impl Store {
    /// Remembers someone who is on his way; forgets whoever did not come.
    ///
    /// # Errors
    /// `store-too-many` from one address.
    pub async fn await_sign_in(&self, new: &NewSignIn<'_>, at: DateTime<Utc>) -> Result<(), StoreError> {
        for text in [new.id, new.state, new.address] {
            limits::name("sign-in", text, limits::NAME)?;
        }
        limits::optional("sign-in", new.rotated_from, limits::NAME)?;
        let unit = self.quiet("remembering who is on his way").await?;
        let sql = "DELETE FROM provider_sign_ins WHERE expires_at <= $1";
        unit.execute(sql, values![at.timestamp_millis()]).await?;
        let sql = "SELECT COUNT(*) AS waiting FROM provider_sign_ins WHERE address = $1";
        let waiting = unit.one(sql, values![new.address]).await?;
        if waiting.map_or(Ok(0), |row| row.number("waiting"))? >= WAITING {
            return Err(refusal::too_many("sign-in", usize::try_from(WAITING).unwrap_or_default()));
        }
        let sql = "INSERT INTO provider_sign_ins (id, state, account, address, rotated_from, expires_at) \
            VALUES ($1, $2, $3, $4, $5, $6)";
        let expires = new.expires_at.timestamp_millis();
        let values = values![new.id, new.state, new.account, new.address, new.rotated_from, expires];
        unit.insert_new(sql, values, || refusal::taken("sign-in", "")).await?;
        unit.commit().await
    }
}
