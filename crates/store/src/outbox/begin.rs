use serde_json::json;

use super::pairing::open_number;
use super::{Lease, Pairing};
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits, refusal};

/// What a publication may take.
#[derive(Debug, Clone, Copy)]
pub struct Begin<'a> {
    /// The least number that the lake has not seen yet.
    pub at_least: i64,
    /// Submissions at most.
    pub most: usize,
    /// Submissions that are to go on waiting.
    pub without: &'a [String],
}

impl Store {
    /// Pairs what is committed in the outbox with the next number and saves the pairing; nothing if nothing waits.
    ///
    /// Rows take their place as they are seen committed: one whose transaction ends later comes later, whatever its
    /// row id.
    ///
    /// # Errors
    /// `store-lease-lost`; `store-publication-open` if one must be finished or burnt first.
    pub async fn begin_publication(
        &self,
        act: &Act<'_>,
        lease: &Lease,
        begin: Begin<'_>,
    ) -> Result<Option<Pairing>, StoreError> {
        let change = self.change(act, "beginning a publication").await?;
        lease.hold(&change.unit).await?;
        if let Some(number) = open_number(&change.unit).await? {
            return Err(refusal::publication_open(number));
        }
        let most = begin.most.clamp(1, limits::PAGE);
        let looked_at = i64::try_from(most + begin.without.len()).unwrap_or(i64::MAX);
        let sql = "SELECT submission FROM outbox WHERE publication IS NULL ORDER BY id LIMIT $1";
        let rows = change.unit.all(sql, values![looked_at]).await?;
        let mut submissions = rows.iter().map(|row| row.text("submission")).collect::<Result<Vec<_>, _>>()?;
        submissions.retain(|submission| !begin.without.contains(submission));
        submissions.truncate(most);
        if submissions.is_empty() {
            return Ok(None);
        }
        let number = next_number(&change, begin.at_least).await?;
        pair(&change, lease, number, &submissions).await?;
        let after = json!({ "number": number, "submissions": submissions });
        change.done("publication.begin", &number.to_string(), None, Some(after)).await?;
        Ok(Some(Pairing { number, submissions }))
    }
}

async fn next_number(change: &Change<'_>, at_least: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM publications";
    let row = change.unit.one(sql, vec![]).await?;
    let number = row.map_or(Ok(1), |row| row.number("number"))?;
    Ok(number.max(at_least))
}

async fn pair(
    change: &Change<'_>,
    lease: &Lease,
    number: i64,
    submissions: &[String],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO publications (number, state, token, begun_at) VALUES ($1, 'begun', $2, $3)";
    change.unit.execute(sql, values![number, lease.token(), change.at()]).await?;
    for (place, submission) in (1_i64..).zip(submissions) {
        let sql = "INSERT INTO pairings (publication, place, submission) VALUES ($1, $2, $3)";
        change.unit.execute(sql, values![number, place, submission.as_str()]).await?;
        let sql = "UPDATE outbox SET publication = $1 WHERE submission = $2 AND publication IS NULL";
        change.unit.execute(sql, values![number, submission.as_str()]).await?;
    }
    Ok(())
}
