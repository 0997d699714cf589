use chrono::{DateTime, Utc};
use lanbai_reporting::State;

use crate::database::{Row, Unit, values};
use crate::{StoreError, refusal};

/// A form filled in by a territory for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: String,
    /// The form, as the plan names it.
    pub form: String,
    /// The version of the form that it was begun with.
    pub form_version: String,
    /// Who owes it.
    pub territory: String,
    /// For which period, as `Period` prints it.
    pub period: String,
    /// Where it stands.
    pub state: State,
    /// How many stages of its route have agreed.
    pub stage: i64,
    /// Grows with each step; who takes a step names the version that he saw.
    pub version: i64,
    /// Grows with each save of a field, a row or an explanation.
    pub contents: i64,
    /// The account that fills it in.
    pub owner: String,
    /// The submission that it corrects.
    pub supersedes: Option<String>,
    /// Why it corrects that.
    pub supersede_reason: Option<String>,
    /// Until when it is owed.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was handed in for the first time.
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// When it was handed in last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the last approver agreed.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was in the lake.
    pub published_at: Option<DateTime<Utc>>,
    /// The publication that holds it.
    pub publication: Option<i64>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

pub(super) const COLUMNS: &str = "id, form, form_version, territory, period, state, stage, version, contents, owner, \
    supersedes, supersede_reason, due_at, first_submitted_at, submitted_at, approved_at, published_at, publication, \
    created_at, changed_at";

impl Submission {
    /// Whether it was first handed in by its deadline; nothing where it has none or was never handed in.
    pub fn met_deadline(&self) -> Option<bool> {
        Some(self.first_submitted_at? <= self.due_at?)
    }

    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            form: row.text("form")?,
            form_version: row.text("form_version")?,
            territory: row.text("territory")?,
            period: row.text("period")?,
            state: row.word("state", State::from_name)?,
            stage: row.number("stage")?,
            version: row.number("version")?,
            contents: row.number("contents")?,
            owner: row.text("owner")?,
            supersedes: row.text_or_none("supersedes")?,
            supersede_reason: row.text_or_none("supersede_reason")?,
            due_at: row.instant_or_none("due_at")?,
            first_submitted_at: row.instant_or_none("first_submitted_at")?,
            submitted_at: row.instant_or_none("submitted_at")?,
            approved_at: row.instant_or_none("approved_at")?,
            published_at: row.instant_or_none("published_at")?,
            publication: row.number_or_none("publication")?,
            created_at: row.instant("created_at")?,
            changed_at: row.instant("changed_at")?,
        })
    }
}

/// The submission as a unit of work sees it.
pub(super) async fn must_be(unit: &Unit, id: &str) -> Result<Submission, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM submissions WHERE id = $1");
    let row = unit.one(&sql, values![id]).await?;
    row.map_or_else(|| Err(refusal::unknown("submission", id)), |row| Submission::read(&row))
}
