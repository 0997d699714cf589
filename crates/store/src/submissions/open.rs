use chrono::{DateTime, Utc};
use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

/// A submission to be begun.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct NewSubmission<'a> {
    pub id: &'a str,
    pub form: &'a str,
    pub form_version: &'a str,
    pub territory: &'a str,
    pub period: &'a str,
    pub owner: &'a str,
    pub due_at: Option<DateTime<Utc>>,
}

impl Store {
    /// Begins a draft of what a territory owes for a period.
    ///
    /// # Errors
    /// `store-taken` if it was begun already, with its form as what was seen; `store-unknown` if the owner has no
    /// account.
    pub async fn open_submission(&self, act: &Act<'_>, new: &NewSubmission<'_>) -> Result<(), StoreError> {
        limits::id("submission", new.id)?;
        limits::id("form", new.form)?;
        limits::name("form-version", new.form_version, limits::ID)?;
        limits::id("territory", new.territory)?;
        limits::name("period", new.period, limits::ID)?;
        let change = self.change(act, "beginning a submission").await?;
        if change.unit.one("SELECT id FROM accounts WHERE id = $1", values![new.owner]).await?.is_none() {
            return Err(refusal::unknown("account", new.owner));
        }
        let sql = "INSERT INTO submissions (id, form, form_version, territory, period, state, stage, version, contents, \
            owner, due_at, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, 'draft', 0, 1, 0, $6, $7, $8, $8)";
        let values = values![
            new.id,
            new.form,
            new.form_version,
            new.territory,
            new.period,
            new.owner,
            new.due_at.map(|due| due.timestamp_millis()),
            change.at(),
        ];
        change.unit.insert_new(sql, values, || refusal::taken("submission", new.form)).await?;
        let after = json!({
            "form": new.form, "version": new.form_version, "territory": new.territory, "period": new.period,
            "owner": new.owner,
        });
        change.done("submission.open", new.id, None, Some(after)).await
    }
}
