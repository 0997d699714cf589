use chrono::{DateTime, Utc};
use serde_json::json;

use super::lock::hold_open;
use crate::database::{Row, values};
use crate::{Act, Store, StoreError, limits};

/// Why a soft finding is borne, in the words of who reports.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Explanation {
    /// Which finding: the check and what it spoke of, as the checks name it.
    pub finding: String,
    pub content: String,
    pub entered_by: String,
    pub entered_at: DateTime<Utc>,
}

impl Store {
    /// Explains a soft finding; an empty text takes the explanation back.
    ///
    /// # Errors
    /// `store-unknown`; `store-locked`.
    pub async fn explain_finding(
        &self,
        act: &Act<'_>,
        submission: &str,
        finding: &str,
        content: &str,
    ) -> Result<(), StoreError> {
        limits::name("finding", finding, limits::KEY)?;
        limits::text("explanation", content, limits::TEXT)?;
        let change = self.change(act, "explaining a finding").await?;
        hold_open(&change, submission).await?;
        let sql = "SELECT content FROM explanations WHERE submission = $1 AND finding = $2";
        let before = change.unit.one(sql, values![submission, finding]).await?;
        let before = before.map(|row| row.text("content")).transpose()?;
        if content.trim().is_empty() {
            let sql = "DELETE FROM explanations WHERE submission = $1 AND finding = $2";
            change.unit.execute(sql, values![submission, finding]).await?;
        } else {
            let sql = "INSERT INTO explanations (submission, finding, content, entered_by, entered_at) \
                VALUES ($1, $2, $3, $4, $5) ON CONFLICT (submission, finding) DO UPDATE SET \
                content = excluded.content, entered_by = excluded.entered_by, entered_at = excluded.entered_at";
            change.unit.execute(sql, values![submission, finding, content, change.by(), change.at()]).await?;
        }
        let before = before.map(|before| json!({ finding: before }));
        change.done("submission.explain", submission, before, Some(json!({ finding: content }))).await
    }

    /// The explanations of a submission, by finding.
    ///
    /// # Errors
    /// If the database does.
    pub async fn explanations(&self, submission: &str) -> Result<Vec<Explanation>, StoreError> {
        let sql = "SELECT finding, content, entered_by, entered_at FROM explanations \
            WHERE submission = $1 ORDER BY finding";
        let rows = self.reader("reading explanations").all(sql, values![submission]).await?;
        let read = |row: &Row| {
            Ok(Explanation {
                finding: row.text("finding")?,
                content: row.text("content")?,
                entered_by: row.text("entered_by")?,
                entered_at: row.instant("entered_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
