use chrono::{DateTime, Utc};
use lanbai_reporting::State;
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

    /// The rows of one register that other territories handed in and that are not published yet, each with its
    /// territory. What is still a draft is nobody else's business.
    ///
    /// # Errors
    /// If the database does.
    pub async fn rows_on_their_way(
        &self,
        register: &str,
        territory: &str,
    ) -> Result<Vec<(String, RegisterRow)>, StoreError> {
        let columns = RegisterRow::COLUMNS.split(", ").map(|column| format!("r.{column}"));
        let columns: Vec<String> = columns.collect();
        let sql = format!(
            "SELECT s.territory, {} FROM register_rows r JOIN submissions s ON s.id = r.submission \
            WHERE r.register = $1 AND s.territory <> $2 AND s.state IN ($3, $4) \
            ORDER BY s.territory, r.submission, r.row_id",
            columns.join(", ")
        );
        let on_their_way = [State::Submitted, State::Approved].map(State::name);
        let values = values![register, territory, on_their_way[0], on_their_way[1]];
        let rows = self.reader("reading register rows").all(&sql, values).await?;
        rows.iter().map(|row| Ok((row.text("territory")?, RegisterRow::read(row)?))).collect()
    }
}
