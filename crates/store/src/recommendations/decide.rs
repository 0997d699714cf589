use serde_json::json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// Decides about a recommendation, having seen so many decisions about it; gives the number of this one. `stood` is
    /// how it stood then, as the caller writes it.
    ///
    /// # Errors
    /// `store-changed-meanwhile` if someone else decided.
    pub async fn decide_recommendation(
        &self,
        act: &Act<'_>,
        recommendation: &str,
        decision: &str,
        reason: &str,
        stood: Option<&str>,
        seen: i64,
    ) -> Result<i64, StoreError> {
        limits::name("recommendation", recommendation, limits::KEY)?;
        limits::id("decision", decision)?;
        limits::text("reason", reason, limits::TEXT)?;
        limits::text("stood", stood.unwrap_or_default(), limits::TEXT)?;
        let change = self.change(act, "deciding about a recommendation").await?;
        let sql = "SELECT COALESCE(MAX(number), 0) AS number FROM recommendation_decisions WHERE recommendation = $1";
        let stored = change.unit.one(sql, values![recommendation]).await?;
        let stored = stored.map_or(Ok(0), |row| row.number("number"))?;
        let refused = || refusal::changed_meanwhile("recommendation", recommendation, stored);
        if stored != seen {
            return Err(refused());
        }
        let sql = "INSERT INTO recommendation_decisions (recommendation, number, decision, reason, decided_by, \
            decided_at) VALUES ($1, $2, $3, $4, $5, $6)";
        let row = values![recommendation, seen + 1, decision, reason, change.by(), change.at()];
        change.unit.insert_new(sql, row, refused).await?;
        if let Some(stood) = stood {
            let sql =
                "INSERT INTO recommendation_standings (recommendation, number, stood) VALUES ($1, $2, $3)";
            change.unit.insert_new(sql, values![recommendation, seen + 1, stood], refused).await?;
        }
        let after = json!({ "number": seen + 1, "decision": decision, "reason": reason });
        change.done("recommendation.decide", recommendation, None, Some(after)).await?;
        Ok(seen + 1)
    }
}
