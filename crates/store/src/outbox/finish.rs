use lanbai_reporting::{State, Step};
use serde_json::json;

use super::Lease;
use crate::database::{Change, values};
use crate::submissions::{Noted, note_decision};
use crate::{Act, Store, StoreError, refusal};

impl Store {
    /// Marks a publication as done and its submissions as published, once the lake lists the number.
    ///
    /// # Errors
    /// `store-lease-lost`: a stale publisher cannot mark. `store-publication-not-open`.
    pub async fn finish_publication(
        &self,
        act: &Act<'_>,
        lease: &Lease,
        number: i64,
    ) -> Result<(), StoreError> {
        let change = self.change(act, "finishing a publication").await?;
        lease.hold(&change.unit).await?;
        end(&change, number, "done").await?;
        let sql = "UPDATE submissions SET state = 'published', published_at = $2, publication = $1, changed_at = $2, \
            version = version + 1 WHERE state = 'approved' AND id IN \
            (SELECT submission FROM pairings WHERE publication = $1) RETURNING id, version, stage";
        let rows = change.unit.all(sql, values![number, change.at()]).await?;
        let mut published = Vec::with_capacity(rows.len());
        for row in &rows {
            let (id, version, stage) = (row.text("id")?, row.number("version")?, row.number("stage")?);
            let noted =
                Noted { submission: &id, version, step: Step::Publish, stage, state: State::Published };
            note_decision(&change, &noted, None).await?;
            published.push(id);
        }
        published.sort();
        let after = json!({ "number": number, "submissions": published });
        change.done("publication.finish", &number.to_string(), None, Some(after)).await
    }
}

/// Ends a publication that is open.
pub(super) async fn end(change: &Change<'_>, number: i64, state: &str) -> Result<(), StoreError> {
    let sql = "UPDATE publications SET state = $2, ended_at = $3 WHERE number = $1 AND state = 'begun'";
    if change.unit.execute(sql, values![number, state, change.at()]).await? == 0 {
        return Err(refusal::publication_not_open(number));
    }
    Ok(())
}
