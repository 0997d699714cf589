use chrono::{DateTime, Utc};

use crate::database::{Row, values};
use crate::{Store, StoreError};

/// A file that proves something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Evidence {
    pub sha256: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub linked_by: String,
    pub linked_at: DateTime<Utc>,
}

impl Store {
    /// The files that prove something about an object, in the order in which they came.
    ///
    /// # Errors
    /// If the database does.
    pub async fn evidence_of(&self, object: &str) -> Result<Vec<Evidence>, StoreError> {
        let sql = "SELECT e.sha256, l.name, e.media_type, e.bytes, l.linked_by, l.linked_at \
            FROM evidence_links l JOIN evidence e ON e.sha256 = l.sha256 \
            WHERE l.object = $1 ORDER BY l.linked_at, l.name, e.sha256";
        let rows = self.reader("listing files").all(sql, values![object]).await?;
        let read = |row: &Row| {
            Ok(Evidence {
                sha256: row.text("sha256")?,
                name: row.text("name")?,
                media_type: row.text("media_type")?,
                bytes: row.number("bytes")?,
                linked_by: row.text("linked_by")?,
                linked_at: row.instant("linked_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
