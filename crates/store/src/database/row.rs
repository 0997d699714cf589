use chrono::{DateTime, Utc};
use sea_orm::{QueryResult, TryGetable};

use crate::StoreError;

/// One row that came back, with the columns by name.
pub(crate) struct Row {
    pub(super) row: QueryResult,
    pub(super) doing: &'static str,
}

impl Row {
    fn get<T: TryGetable>(&self, column: &str) -> Result<T, StoreError> {
        self.row.try_get("", column).map_err(|source| StoreError::Database { doing: self.doing, source })
    }

    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        self.get(column)
    }

    pub(crate) fn text_or_none(&self, column: &str) -> Result<Option<String>, StoreError> {
        self.get(column)
    }

    pub(crate) fn number(&self, column: &str) -> Result<i64, StoreError> {
        self.get(column)
    }

    pub(crate) fn number_or_none(&self, column: &str) -> Result<Option<i64>, StoreError> {
        self.get(column)
    }

    pub(crate) fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }

    pub(crate) fn instant(&self, column: &str) -> Result<DateTime<Utc>, StoreError> {
        instant(column, self.number(column)?)
    }

    pub(crate) fn instant_or_none(&self, column: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.number_or_none(column)?.map(|value| instant(column, value)).transpose()
    }

    /// A word of a closed list, such as a state.
    pub(crate) fn word<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        read(&self.text(column)?).ok_or_else(|| corrupt(column))
    }

    /// JSON as it was written.
    pub(crate) fn json(&self, column: &str) -> Result<serde_json::Value, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(|_| corrupt(column))
    }
}

fn instant(column: &str, value: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(value).ok_or_else(|| corrupt(column))
}

fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt { column: column.to_owned() }
}
