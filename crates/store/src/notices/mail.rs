use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::database::{Page, Row, values};
use crate::{Store, StoreError};

/// A notice that has still to go out by mail.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct MailWaiting {
    pub id: String,
    pub mail_to: String,
    pub code: String,
    pub arguments: Json,
    pub object: String,
    pub created_at: DateTime<Utc>,
}

impl Store {
    /// What has still to go out, oldest first.
    ///
    /// # Errors
    /// If the database does.
    pub async fn mail_waiting(&self, most: usize) -> Result<Vec<MailWaiting>, StoreError> {
        let sql = "SELECT id, mail_to, code, arguments, object, created_at FROM notices \
            WHERE mail_to IS NOT NULL AND mailed_at IS NULL ORDER BY created_at, id LIMIT $1";
        let rows = self.reader("reading mail").all(sql, values![Page { after: None, most }.most()]).await?;
        let read = |row: &Row| {
            Ok(MailWaiting {
                id: row.text("id")?,
                mail_to: row.text("mail_to")?,
                code: row.text("code")?,
                arguments: row.json("arguments")?,
                object: row.text("object")?,
                created_at: row.instant("created_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Takes a mail before it is sent; false if another server has. It goes out once at most: better one too few in
    /// the mail, where the page shows it all the same, than a second one.
    ///
    /// # Errors
    /// If the database does.
    pub async fn take_mail(&self, notice: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let unit = self.quiet("taking a mail").await?;
        let sql =
            "UPDATE notices SET mailed_at = $2 WHERE id = $1 AND mailed_at IS NULL AND mail_to IS NOT NULL";
        let taken = unit.execute(sql, values![notice, at.timestamp_millis()]).await?;
        unit.commit().await?;
        Ok(taken == 1)
    }

    /// Gives a mail back that the mail server answered it did not take: it waits again.
    ///
    /// # Errors
    /// If the database does.
    pub async fn return_mail(&self, notice: &str) -> Result<(), StoreError> {
        let unit = self.quiet("giving a mail back").await?;
        unit.execute("UPDATE notices SET mailed_at = NULL WHERE id = $1", values![notice]).await?;
        unit.commit().await
    }
}
