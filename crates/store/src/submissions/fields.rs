use chrono::{DateTime, Utc};

use crate::database::{Row, values};
use crate::{Store, StoreError};

/// What stands in one field of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Field {
    /// The form's name of it.
    pub field: String,
    /// As it was typed; empty where it was cleared.
    pub content: String,
    /// Grows with each save; 0 stands for a field that was never saved.
    pub version: i64,
    pub entered_by: String,
    pub entered_at: DateTime<Utc>,
}

impl Field {
    pub(super) const COLUMNS: &str = "field, content, version, entered_by, entered_at";

    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            field: row.text("field")?,
            content: row.text("content")?,
            version: row.number("version")?,
            entered_by: row.text("entered_by")?,
            entered_at: row.instant("entered_at")?,
        })
    }
}

impl Store {
    /// Every field of a submission that was ever saved, by name.
    ///
    /// # Errors
    /// If the database does.
    pub async fn fields(&self, submission: &str) -> Result<Vec<Field>, StoreError> {
        let sql = format!("SELECT {} FROM fields WHERE submission = $1 ORDER BY field", Field::COLUMNS);
        let rows = self.reader("reading fields").all(&sql, values![submission]).await?;
        rows.iter().map(Field::read).collect()
    }
}
