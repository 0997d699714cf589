use serde_json::json;

use super::submission::must_be;
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits, refusal};

/// A correction to be begun.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Correction<'a> {
    /// The id of the new submission.
    pub id: &'a str,
    /// The approved or published submission that it corrects.
    pub supersedes: &'a str,
    pub form_version: &'a str,
    pub owner: &'a str,
    pub reason: &'a str,
}

/// What the new draft begins with: everything that the old one says.
const COPIES: [&str; 3] = [
    "INSERT INTO fields (submission, field, content, version, entered_by, entered_at) \
        SELECT $1, field, content, 1, entered_by, entered_at FROM fields WHERE submission = $2",
    "INSERT INTO register_rows (submission, register, row_id, content, version, entered_by, entered_at) \
        SELECT $1, register, row_id, content, 1, entered_by, entered_at FROM register_rows WHERE submission = $2",
    "INSERT INTO explanations (submission, finding, content, entered_by, entered_at) \
        SELECT $1, finding, content, entered_by, entered_at FROM explanations WHERE submission = $2",
];

impl Store {
    /// 更正: begins a new draft that replaces a locked submission once it is approved, with its contents copied.
    ///
    /// # Errors
    /// `store-reason-missing`; `store-step-refused` if the old one is not locked; `store-taken` if it is being
    /// corrected already.
    pub async fn supersede(&self, act: &Act<'_>, new: &Correction<'_>) -> Result<(), StoreError> {
        limits::id("submission", new.id)?;
        limits::name("form-version", new.form_version, limits::ID)?;
        limits::text("reason", new.reason, limits::TEXT)?;
        if new.reason.trim().is_empty() {
            return Err(refusal::reason_missing("supersede"));
        }
        let change = self.change(act, "beginning a correction").await?;
        insert(&change, new).await?;
        for copy in COPIES {
            change.unit.execute(copy, values![new.id, new.supersedes]).await?;
        }
        let after = json!({ "supersedes": new.supersedes, "reason": new.reason, "owner": new.owner });
        change.done("submission.supersede", new.id, None, Some(after)).await
    }
}

async fn insert(change: &Change<'_>, new: &Correction<'_>) -> Result<(), StoreError> {
    use lanbai_reporting::State;
    let old = must_be(&change.unit, new.supersedes).await?;
    if !matches!(old.state, State::Approved | State::Published) {
        return Err(refusal::step_refused("supersede", old.state.name()));
    }
    if change.unit.one("SELECT id FROM accounts WHERE id = $1", values![new.owner]).await?.is_none() {
        return Err(refusal::unknown("account", new.owner));
    }
    let sql = "INSERT INTO submissions (id, form, form_version, territory, period, state, stage, version, contents, \
        owner, supersedes, supersede_reason, created_at, changed_at) \
        VALUES ($1, $2, $3, $4, $5, 'draft', 0, 1, 0, $6, $7, $8, $9, $9)";
    let values = values![
        new.id,
        old.form.as_str(),
        new.form_version,
        old.territory.as_str(),
        old.period.as_str(),
        new.owner,
        new.supersedes,
        new.reason,
        change.at(),
    ];
    change.unit.insert_new(sql, values, || refusal::taken("submission", new.supersedes)).await
}
