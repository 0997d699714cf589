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
    /// How it stood then; none for decisions of older versions.
    pub stood: Option<String>,
}

impl Store {
    /// The last decision about each recommendation whose id begins so, by id.
    ///
    /// # Errors
    /// If the database does.
    pub async fn last_decisions(
        &self,
        beginning: &str,
    ) -> Result<Vec<(String, RecommendationDecision)>, StoreError> {
        // Compared as text rather than by LIKE: an id may hold what a pattern would read.
        let sql = "SELECT d.recommendation, d.number, decision, reason, decided_by, decided_at, stood \
            FROM recommendation_decisions d LEFT JOIN recommendation_standings s \
            ON s.recommendation = d.recommendation AND s.number = d.number \
            WHERE substr(d.recommendation, 1, $1) = $2 AND d.number = \
            (SELECT MAX(number) FROM recommendation_decisions o WHERE o.recommendation = d.recommendation) \
            ORDER BY d.recommendation";
        let length = i64::try_from(beginning.chars().count()).unwrap_or(i64::MAX);
        let rows = self.reader("reading decisions").all(sql, values![length, beginning]).await?;
        let read = |row: &Row| Ok((row.text("recommendation")?, decision(row)?));
        rows.iter().map(read).collect()
    }

    /// The decisions about a recommendation, oldest first: the last one holds.
    ///
    /// # Errors
    /// If the database does.
    pub async fn recommendation_decisions(
        &self,
        recommendation: &str,
    ) -> Result<Vec<RecommendationDecision>, StoreError> {
        let sql = "SELECT d.number, decision, reason, decided_by, decided_at, stood FROM recommendation_decisions d \
            LEFT JOIN recommendation_standings s ON s.recommendation = d.recommendation AND s.number = d.number \
            WHERE d.recommendation = $1 ORDER BY d.number";
        let rows = self.reader("reading decisions").all(sql, values![recommendation]).await?;
        rows.iter().map(decision).collect()
    }
}

fn decision(row: &Row) -> Result<RecommendationDecision, StoreError> {
    Ok(RecommendationDecision {
        number: row.number("number")?,
        decision: row.text("decision")?,
        reason: row.text("reason")?,
        by: row.text("decided_by")?,
        at: row.instant("decided_at")?,
        stood: row.text_or_none("stood")?,
    })
}
