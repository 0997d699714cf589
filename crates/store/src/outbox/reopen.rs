use serde_json::json;

use super::Lease;
use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// The numbers that are done, in order: what the lake must list.
    ///
    /// # Errors
    /// If the database does.
    pub async fn finished_publications(&self) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT number FROM publications WHERE state = 'done' ORDER BY number";
        let rows = self.reader("listing publications").all(sql, vec![]).await?;
        rows.iter().map(|row| row.number("number")).collect()
    }

    /// Takes back a publication that is done here and that the lake does not list, as after a restore of an older lake:
    /// its number is burnt, and its submissions are approved again and wait for the next one.
    ///
    /// # Errors
    /// `store-lease-lost`; `store-publication-not-open` if it is not done.
    pub async fn reopen_publication(
        &self,
        act: &Act<'_>,
        lease: &Lease,
        number: i64,
        reason: &str,
    ) -> Result<(), StoreError> {
        limits::text("reason", reason, limits::TEXT)?;
        let change = self.change(act, "taking a publication back").await?;
        lease.hold(&change.unit).await?;
        let sql =
            "UPDATE publications SET state = 'burnt', ended_at = $2 WHERE number = $1 AND state = 'done'";
        if change.unit.execute(sql, values![number, change.at()]).await? == 0 {
            return Err(refusal::publication_not_open(number));
        }
        let sql = "UPDATE submissions SET state = 'approved', published_at = NULL, publication = NULL, \
            changed_at = $2, version = version + 1 WHERE state = 'published' AND publication = $1";
        let freed = change.unit.execute(sql, values![number, change.at()]).await?;
        change
            .unit
            .execute("UPDATE outbox SET publication = NULL WHERE publication = $1", values![number])
            .await?;
        let after = json!({ "number": number, "submissions": freed, "reason": reason });
        change.done("publication.reopen", &number.to_string(), None, Some(after)).await
    }
}
