use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::database::{Row, values};
use crate::{Store, StoreError};

/// One row of a register (台账) in a submission.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct RegisterRow {
    pub register: String,
    pub row_id: String,
    /// Its fields, as the plan declares them.
    pub content: Json,
    pub version: i64,
    pub entered_by: String,
    pub entered_at: DateTime<Utc>,
}

impl RegisterRow {
    pub(super) const COLUMNS: &str = "register, row_id, content, version, entered_by, entered_at";

    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            register: row.text("register")?,
            row_id: row.text("row_id")?,
            content: row.json("content")?,
            version: row.number("version")?,
            entered_by: row.text("entered_by")?,
            entered_at: row.instant("entered_at")?,
        })
    }
}

impl Store {
    /// Every register row of a submission, by register and id.
    ///
    /// # Errors
    /// If the database does.
    pub async fn register_rows(&self, submission: &str) -> Result<Vec<RegisterRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM register_rows WHERE submission = $1 ORDER BY register, row_id",
            RegisterRow::COLUMNS
        );
        let rows = self.reader("reading register rows").all(&sql, values![submission]).await?;
        rows.iter().map(RegisterRow::read).collect()
    }
}
