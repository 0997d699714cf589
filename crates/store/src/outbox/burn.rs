use serde_json::json;

use super::Lease;
use super::finish::end;
use crate::database::values;
use crate::{Act, Store, StoreError, limits};

impl Store {
    /// Burns a number that the lake cannot list any more: its submissions wait for the next one.
    ///
    /// # Errors
    /// `store-lease-lost`; `store-publication-not-open`.
    pub async fn burn_publication(
        &self,
        act: &Act<'_>,
        lease: &Lease,
        number: i64,
        reason: &str,
    ) -> Result<(), StoreError> {
        limits::text("reason", reason, limits::TEXT)?;
        let change = self.change(act, "burning a publication").await?;
        lease.hold(&change.unit).await?;
        end(&change, number, "burnt").await?;
        let sql = "UPDATE outbox SET publication = NULL WHERE publication = $1";
        let freed = change.unit.execute(sql, values![number]).await?;
        let after = json!({ "number": number, "submissions": freed, "reason": reason });
        change.done("publication.burn", &number.to_string(), None, Some(after)).await
    }
}
