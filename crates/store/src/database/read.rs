use sea_orm::{ConnectionTrait, DatabaseConnection, Value};

use super::row::Row;
use super::statement::statement;
use crate::StoreError;

/// Reads what is committed.
pub(crate) struct Reader<'a> {
    connection: &'a DatabaseConnection,
    doing: &'static str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(connection: &'a DatabaseConnection, doing: &'static str) -> Self {
        Self { connection, doing }
    }

    pub(crate) async fn one(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        let asked = statement(self.connection.get_database_backend(), sql, values);
        let found = self.connection.query_one_raw(asked).await;
        let row = found.map_err(|source| StoreError::Database { doing: self.doing, source })?;
        Ok(row.map(|row| Row { row, doing: self.doing }))
    }

    pub(crate) async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let asked = statement(self.connection.get_database_backend(), sql, values);
        let found = self.connection.query_all_raw(asked).await;
        let rows = found.map_err(|source| StoreError::Database { doing: self.doing, source })?;
        Ok(rows.into_iter().map(|row| Row { row, doing: self.doing }).collect())
    }
}
