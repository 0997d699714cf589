use chrono::{DateTime, Utc};
use lanbai_reporting::{State, Step};

use super::step::step_name;
use crate::database::{Change, Row, values};
use crate::{Store, StoreError};

/// A step that was taken with a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Decision {
    /// The submission's version after it.
    pub version: i64,
    pub step: Step,
    /// How many stages had agreed after it.
    pub stage: i64,
    pub state: State,
    pub by: String,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
}

/// What a decision came to.
pub(crate) struct Noted<'a> {
    pub(crate) submission: &'a str,
    pub(crate) version: i64,
    pub(crate) step: Step,
    pub(crate) stage: i64,
    pub(crate) state: State,
}

impl Store {
    /// Every step that was taken with a submission, in order.
    ///
    /// # Errors
    /// If the database does.
    pub async fn decisions(&self, submission: &str) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT version, step, stage, state, actor, decided_at, reason FROM decisions \
            WHERE submission = $1 ORDER BY version";
        let rows = self.reader("reading decisions").all(sql, values![submission]).await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &Row) -> Result<Decision, StoreError> {
    const STEPS: [Step; 5] = [Step::Submit, Step::Withdraw, Step::Return, Step::Approve, Step::Publish];
    Ok(Decision {
        version: row.number("version")?,
        step: row.word("step", |name| STEPS.into_iter().find(|step| step_name(*step) == name))?,
        stage: row.number("stage")?,
        state: row.word("state", State::from_name)?,
        by: row.text("actor")?,
        at: row.instant("decided_at")?,
        reason: row.text_or_none("reason")?,
    })
}

pub(crate) async fn note_decision(
    change: &Change<'_>,
    noted: &Noted<'_>,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO decisions (submission, version, step, stage, state, actor, decided_at, reason) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = values![
        noted.submission,
        noted.version,
        step_name(noted.step),
        noted.stage,
        noted.state.name(),
        change.by(),
        change.at(),
        reason,
    ];
    change.unit.execute(sql, values).await?;
    Ok(())
}
