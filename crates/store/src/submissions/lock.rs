use super::submission::must_be;
use crate::database::{Change, values};
use crate::{StoreError, refusal};

/// Holds a submission that may be written in until the unit ends, so that nobody hands it in meanwhile, and counts
/// that its contents change. Gives the new count.
pub(super) async fn hold_open(change: &Change<'_>, submission: &str) -> Result<i64, StoreError> {
    let sql = "UPDATE submissions SET contents = contents + 1, changed_at = $2 \
        WHERE id = $1 AND state IN ('draft', 'returned') RETURNING contents";
    match change.unit.one(sql, values![submission, change.at()]).await? {
        Some(row) => row.number("contents"),
        None => {
            let stored = must_be(&change.unit, submission).await?;
            Err(refusal::locked(submission, stored.state.name()))
        }
    }
}

/// Takes the count back where it turned out that nothing changes.
pub(super) async fn unchanged(change: &Change<'_>, submission: &str) -> Result<(), StoreError> {
    let sql = "UPDATE submissions SET contents = contents - 1 WHERE id = $1";
    change.unit.execute(sql, values![submission]).await?;
    Ok(())
}
