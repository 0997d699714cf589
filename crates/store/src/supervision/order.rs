use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::database::{Row, Unit, values};
use crate::{StoreError, refusal};

/// 督办单: an order to a responsible unit.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Order {
    pub id: String,
    /// What makes it one: the rule, its object and its period. One cause opens one order.
    pub cause: String,
    /// What it was opened because of, for the page: indicator, lights, node.
    pub because: Json,
    /// The responsible unit, as the plan names it.
    pub unit: String,
    pub territory: String,
    pub task: Option<String>,
    pub opened_by: String,
    pub opened_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub version: i64,
    pub closed_by: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub closing_reason: Option<String>,
}

/// What a unit answered. Its files are tied to the object [`Reply::object`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Reply {
    pub order: String,
    /// Counted from 1 in each order.
    pub number: i64,
    pub measures_taken: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl Reply {
    /// What its evidence is tied to.
    pub fn object(&self) -> String {
        format!("supervision/{}/{}", self.order, self.number)
    }

    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            order: row.text("supervision_order")?,
            number: row.number("number")?,
            measures_taken: row.text("measures_taken")?,
            by: row.text("replied_by")?,
            at: row.instant("replied_at")?,
        })
    }
}

pub(super) const COLUMNS: &str = "id, cause, because, unit, territory, task, opened_by, opened_at, due_at, version, \
    closed_by, closed_at, closing_reason";

impl Order {
    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            cause: row.text("cause")?,
            because: row.json("because")?,
            unit: row.text("unit")?,
            territory: row.text("territory")?,
            task: row.text_or_none("task")?,
            opened_by: row.text("opened_by")?,
            opened_at: row.instant("opened_at")?,
            due_at: row.instant("due_at")?,
            version: row.number("version")?,
            closed_by: row.text_or_none("closed_by")?,
            closed_at: row.instant_or_none("closed_at")?,
            closing_reason: row.text_or_none("closing_reason")?,
        })
    }
}

/// The order as a unit of work sees it.
pub(super) async fn must_be(unit: &Unit, id: &str) -> Result<Order, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM supervision_orders WHERE id = $1");
    let row = unit.one(&sql, values![id]).await?;
    row.map_or_else(|| Err(refusal::unknown("supervision-order", id)), |row| Order::read(&row))
}
