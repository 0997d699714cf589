use serde_json::json;

use super::account::must_be;
use crate::database::values;
use crate::{Act, Store, StoreError, refusal};

/// What went from one account to another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct HandedOver {
    /// Ids of the submissions, drafts and returned ones.
    pub submissions: Vec<String>,
    /// Inputs of the account that were set aside because another had saved the same field.
    pub asides: u64,
}

impl Store {
    /// 移交: gives every draft of one account, and what it has set aside, to another.
    ///
    /// # Errors
    /// `store-unknown`; `store-locked` if the other account is disabled.
    pub async fn hand_over(&self, act: &Act<'_>, from: &str, to: &str) -> Result<HandedOver, StoreError> {
        let change = self.change(act, "handing drafts over").await?;
        must_be(&change.unit, from).await?;
        if must_be(&change.unit, to).await?.disabled_at.is_some() {
            return Err(refusal::locked(to, "disabled"));
        }
        let sql = "UPDATE submissions SET owner = $2, version = version + 1, changed_at = $3 \
            WHERE owner = $1 AND state IN ('draft', 'returned') RETURNING id";
        let rows = change.unit.all(sql, values![from, to, change.at()]).await?;
        let mut submissions = rows.iter().map(|row| row.text("id")).collect::<Result<Vec<_>, _>>()?;
        submissions.sort();
        // Where the other has something aside for the same field too, both stay: the first under its old name.
        let sql = "UPDATE field_asides SET entered_by = $2 WHERE entered_by = $1 AND NOT EXISTS \
            (SELECT 1 FROM field_asides other WHERE other.submission = field_asides.submission \
            AND other.field = field_asides.field AND other.entered_by = $2)";
        let asides = change.unit.execute(sql, values![from, to]).await?;
        let after = json!({ "to": to, "submissions": submissions, "asides": asides });
        change.done("account.hand-over", from, None, Some(after)).await?;
        Ok(HandedOver { submissions, asides })
    }
}
