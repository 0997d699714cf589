use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::database::{Page, Row, values};
use crate::{Store, StoreError};

/// A notice as its account sees it.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Notice {
    pub id: String,
    pub code: String,
    pub arguments: Json,
    pub object: String,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

impl Store {
    /// The notices of an account, unread ones first, then latest first.
    ///
    /// # Errors
    /// If the database does.
    pub async fn notices_of(&self, account: &str, most: usize) -> Result<Vec<Notice>, StoreError> {
        let sql = "SELECT id, code, arguments, object, created_at, read_at FROM notices WHERE account = $1 \
            ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id LIMIT $2";
        let most = Page { after: None, most }.most();
        let rows = self.reader("reading notices").all(sql, values![account, most]).await?;
        let read = |row: &Row| {
            Ok(Notice {
                id: row.text("id")?,
                code: row.text("code")?,
                arguments: row.json("arguments")?,
                object: row.text("object")?,
                created_at: row.instant("created_at")?,
                read_at: row.instant_or_none("read_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
