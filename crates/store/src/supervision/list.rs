use sea_orm::Value;

use super::order::{COLUMNS, Order};
use crate::database::{Page, placeholders, values};
use crate::{Store, StoreError, limits};

/// Which orders.
#[derive(Debug, Clone, Copy, Default)]
pub struct OrderFilter<'a> {
    /// Of one of these territories. An empty list finds nothing.
    pub territories: Option<&'a [&'a str]>,
    /// Only those that are not closed.
    pub open_only: bool,
}

impl Store {
    /// The order of that id.
    ///
    /// # Errors
    /// If the database does.
    pub async fn order(&self, id: &str) -> Result<Option<Order>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM supervision_orders WHERE id = $1");
        let row = self.reader("finding a supervision order").one(&sql, values![id]).await?;
        row.map(|row| Order::read(&row)).transpose()
    }

    /// Orders by territory, and in each by age, oldest first.
    ///
    /// # Errors
    /// `store-too-many` territories.
    pub async fn orders(&self, filter: OrderFilter<'_>, most: usize) -> Result<Vec<Order>, StoreError> {
        let territories = filter.territories.unwrap_or_default();
        limits::number("territories", territories.len(), limits::CHANGES)?;
        let of_territory = match filter.territories {
            None => "1 = 1".to_owned(),
            Some([]) => "1 = 0".to_owned(),
            Some(some) => format!("territory IN ({})", placeholders(1, some.len())),
        };
        let open = if filter.open_only { "AND closed_at IS NULL" } else { "" };
        let sql = format!(
            "SELECT {COLUMNS} FROM supervision_orders WHERE {of_territory} {open} \
             ORDER BY territory, opened_at, id LIMIT {}",
            Page { after: None, most }.most()
        );
        let values: Vec<Value> = territories.iter().map(|&id| id.into()).collect();
        let rows = self.reader("listing supervision orders").all(&sql, values).await?;
        rows.iter().map(Order::read).collect()
    }
}
