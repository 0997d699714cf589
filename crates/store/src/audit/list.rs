use chrono::{DateTime, Utc};
use sea_orm::Value;

use super::AuditRow;
use crate::limits;
use crate::{Store, StoreError};

/// Which rows: those that agree with every part that is given.
#[derive(Debug, Clone, Copy, Default)]
pub struct AuditFilter<'a> {
    /// Done by that account.
    pub by: Option<&'a str>,
    /// Done to that object.
    pub object: Option<&'a str>,
    /// Of that action.
    pub action: Option<&'a str>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Not after.
    pub to: Option<DateTime<Utc>>,
    /// Older than the row of that id: the last one of the page before.
    pub older_than: Option<i64>,
    /// Rows at most; 0 and what is beyond [`limits::PAGE`] stand for that limit.
    pub most: usize,
}

impl Store {
    /// Rows of the audit log, latest first.
    ///
    /// # Errors
    /// If the database does.
    pub async fn audit_rows(&self, filter: AuditFilter<'_>) -> Result<Vec<AuditRow>, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut must = |condition: &str, value: Option<Value>| {
            if let Some(value) = value {
                values.push(value);
                conditions.push(format!("{condition} ${}", values.len()));
            }
        };
        must("a.actor =", filter.by.map(Value::from));
        must("a.object =", filter.object.map(Value::from));
        must("a.action =", filter.action.map(Value::from));
        must("a.happened_at >=", filter.from.map(|at| at.timestamp_millis().into()));
        must("a.happened_at <=", filter.to.map(|at| at.timestamp_millis().into()));
        must("a.id <", filter.older_than.map(Value::from));
        let most = if filter.most == 0 { limits::PAGE } else { filter.most.min(limits::PAGE) };
        let sql = format!(
            "SELECT a.*, c.sequence FROM audit a LEFT JOIN audit_chain c ON c.audit = a.id \
             WHERE {} ORDER BY a.id DESC LIMIT {most}",
            conditions.join(" AND ")
        );
        let rows = self.reader("reading the audit log").all(&sql, values).await?;
        rows.iter().map(AuditRow::read).collect()
    }
}
