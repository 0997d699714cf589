use chrono::{DateTime, Utc};

use crate::database::{Row, values};
use crate::{Store, StoreError};

/// A decision about a recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RecommendationDecision {
    pub number: i64,
    pub decision: String,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl Store {
    /// The decisions about a recommendation, oldest first: the last one holds.
    ///
    /// # Errors
    /// If the database does.
    pub async fn recommendation_decisions(
        &self,
        recommendation: &str,
    ) -> Result<Vec<RecommendationDecision>, StoreError> {
        let sql = "SELECT number, decision, reason, decided_by, decided_at FROM recommendation_decisions \
            WHERE recommendation = $1 ORDER BY number";
        let rows = self.reader("reading decisions").all(sql, values![recommendation]).await?;
        let read = |row: &Row| {
            Ok(RecommendationDecision {
                number: row.number("number")?,
                decision: row.text("decision")?,
                reason: row.text("reason")?,
                by: row.text("decided_by")?,
                at: row.instant("decided_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
