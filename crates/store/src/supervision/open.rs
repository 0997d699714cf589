use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use crate::database::values;
use crate::{Act, Store, StoreError, limits};

/// An order to be opened.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct NewOrder<'a> {
    pub id: &'a str,
    pub cause: &'a str,
    pub because: &'a Json,
    pub unit: &'a str,
    pub territory: &'a str,
    pub task: Option<&'a str>,
    pub due_at: DateTime<Utc>,
}

impl Store {
    /// Opens an order; false if its cause has opened one already. A rule that runs twice opens one.
    ///
    /// # Errors
    /// Limits.
    pub async fn open_order(&self, act: &Act<'_>, new: &NewOrder<'_>) -> Result<bool, StoreError> {
        limits::id("supervision-order", new.id)?;
        limits::name("cause", new.cause, limits::KEY)?;
        limits::name("unit", new.unit, limits::NAME)?;
        limits::id("territory", new.territory)?;
        limits::optional("task", new.task, limits::ID)?;
        let because = new.because.to_string();
        limits::text("because", &because, limits::TEXT)?;
        let change = self.change(act, "opening a supervision order").await?;
        let sql = "INSERT INTO supervision_orders (id, cause, because, unit, territory, task, opened_by, opened_at, \
            due_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT (cause) DO NOTHING";
        let row = values![
            new.id,
            new.cause,
            because,
            new.unit,
            new.territory,
            new.task,
            change.by(),
            change.at(),
            new.due_at.timestamp_millis(),
        ];
        if change.unit.execute(sql, row).await? == 0 {
            return Ok(false);
        }
        let after =
            json!({ "cause": new.cause, "because": new.because, "unit": new.unit, "due": new.due_at });
        change.done("supervision.open", new.id, None, Some(after)).await?;
        Ok(true)
    }
}
