use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::StoreError;
use crate::database::Row;

/// One row of the audit log, for reading.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// Its id. Ids have gaps, and rows are chained in the order of their commits.
    pub id: i64,
    /// Its place in the chain; nothing for a moment after it was written.
    pub sequence: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// On whose authority.
    pub authority: String,
    /// What was done, such as `submission.approve`.
    pub action: String,
    /// To what.
    pub object: String,
    /// From what, where it is known.
    pub before: Option<Json>,
    /// To what, where it is known.
    pub after: Option<Json>,
}

impl AuditRow {
    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        let json = |column: &str| row.text_or_none(column)?.map(|_| row.json(column)).transpose();
        Ok(Self {
            id: row.number("id")?,
            sequence: row.number_or_none("sequence")?,
            at: row.instant("happened_at")?,
            by: row.text("actor")?,
            authority: row.text("authority")?,
            action: row.text("action")?,
            object: row.text("object")?,
            before: json("state_before")?,
            after: json("state_after")?,
        })
    }
}
