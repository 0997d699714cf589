use chrono::{DateTime, Utc};

use crate::database::{Change, values};
use crate::{Store, StoreError};

/// What someone typed into a field while another saved it. It goes when he saves that field, or agrees with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Aside {
    pub field: String,
    pub content: String,
    pub entered_by: String,
    pub entered_at: DateTime<Utc>,
}

impl Store {
    /// What is set aside in a submission, by field and account.
    ///
    /// # Errors
    /// If the database does.
    pub async fn asides(&self, submission: &str) -> Result<Vec<Aside>, StoreError> {
        let sql = "SELECT field, content, entered_by, entered_at FROM field_asides \
            WHERE submission = $1 ORDER BY field, entered_by";
        let rows = self.reader("reading what was set aside").all(sql, values![submission]).await?;
        let read = |row: &crate::database::Row| {
            Ok(Aside {
                field: row.text("field")?,
                content: row.text("content")?,
                entered_by: row.text("entered_by")?,
                entered_at: row.instant("entered_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

pub(super) async fn set_aside(
    change: &Change<'_>,
    submission: &str,
    field: &str,
    content: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO field_asides (submission, field, entered_by, content, entered_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (submission, field, entered_by) \
        DO UPDATE SET content = excluded.content, entered_at = excluded.entered_at";
    change.unit.execute(sql, values![submission, field, change.by(), content, change.at()]).await?;
    Ok(())
}

pub(super) async fn drop_aside(change: &Change<'_>, submission: &str, field: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM field_asides WHERE submission = $1 AND field = $2 AND entered_by = $3";
    change.unit.execute(sql, values![submission, field, change.by()]).await?;
    Ok(())
}
