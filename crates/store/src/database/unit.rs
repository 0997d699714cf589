use std::sync::Mutex;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, Value};
use serde_json::Value as Json;
use tokio::sync::OwnedMutexGuard;

use super::row::Row;
use super::statement::{statement, values};
use super::writer::{Desk, Seat};
use crate::{Act, StoreError, limits};

/// A unit of work: all of it is committed, or nothing. Dropped without a commit, it never was.
pub(crate) struct Unit {
    // Declared before the seat: a unit that is given up is rolled back before the next one begins.
    transaction: DatabaseTransaction,
    /// Where it shares its commit with others.
    seat: Option<Mutex<Seat>>,
    backend: DbBackend,
    doing: &'static str,
}

impl Unit {
    pub(super) fn alone(transaction: DatabaseTransaction, backend: DbBackend, doing: &'static str) -> Self {
        Self { transaction, seat: None, backend, doing }
    }

    pub(super) fn shared(
        transaction: DatabaseTransaction,
        desk: OwnedMutexGuard<Desk>,
        doing: &'static str,
    ) -> Self {
        let seat = Seat::new(desk);
        let backend = seat.backend();
        Self { transaction, seat: Some(Mutex::new(seat)), backend, doing }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.backend
    }

    /// How many rows it changed.
    pub(crate) async fn execute(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        let done = self.transaction.execute_raw(statement(self.backend, sql, values)).await;
        done.map(|done| done.rows_affected()).map_err(|source| self.failed(source))
    }

    /// Several statements without values.
    pub(crate) async fn script(&self, sql: &str) -> Result<(), StoreError> {
        self.transaction.execute_unprepared(sql).await.map_err(|source| self.failed(source))?;
        Ok(())
    }

    /// Inserts a row; `taken` is the answer where one of that identity is there already.
    pub(crate) async fn insert_new(
        &self,
        sql: &str,
        values: Vec<Value>,
        taken: impl FnOnce() -> StoreError,
    ) -> Result<(), StoreError> {
        match self.execute(sql, values).await {
            Ok(_) => Ok(()),
            Err(StoreError::Database { source, .. }) if is_taken(&source) => Err(taken()),
            Err(other) => Err(other),
        }
    }

    pub(crate) async fn one(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        let found = self.transaction.query_one_raw(statement(self.backend, sql, values)).await;
        let row = found.map_err(|source| self.failed(source))?;
        Ok(row.map(|row| Row { row, doing: self.doing }))
    }

    pub(crate) async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let found = self.transaction.query_all_raw(statement(self.backend, sql, values)).await;
        let rows = found.map_err(|source| self.failed(source))?;
        Ok(rows.into_iter().map(|row| Row { row, doing: self.doing }).collect())
    }

    /// Returns when it is durable.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let Self { transaction, seat, doing, .. } = self;
        let failed = |source| StoreError::Database { doing, source };
        let Some(seat) = seat.map(|seat| seat.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()))
        else {
            return transaction.commit().await.map_err(failed);
        };
        let mut seat = seat;
        if let Err(error) = transaction.commit().await {
            seat.spoil(&error);
            return Err(failed(error));
        }
        let lost = DbErr::Conn(RuntimeErr::Internal("the writer stopped before it committed".to_owned()));
        seat.leave().await.unwrap_or(Err(lost)).map_err(failed)
    }

    fn failed(&self, source: DbErr) -> StoreError {
        // A row that is there already, or one that is missing, undoes one statement. Anything else may have undone all.
        if source.sql_err().is_none()
            && let Some(seat) = &self.seat
            && let Ok(mut seat) = seat.lock()
        {
            seat.spoil(&source);
        }
        StoreError::Database { doing: self.doing, source }
    }
}

fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

/// A unit of work of someone. It can only be committed by telling what was done.
pub(crate) struct Change<'a> {
    pub(crate) unit: Unit,
    act: &'a Act<'a>,
}

impl<'a> Change<'a> {
    pub(super) fn new(unit: Unit, act: &'a Act<'a>) -> Result<Self, StoreError> {
        limits::name("who", act.by, limits::ID)?;
        limits::name("authority", act.authority, limits::NAME)?;
        Ok(Self { unit, act })
    }

    pub(crate) fn by(&self) -> &'a str {
        self.act.by
    }

    pub(crate) fn at(&self) -> i64 {
        self.act.at.timestamp_millis()
    }

    /// Appends one row to the audit log, and marks it for the sequencer.
    pub(crate) async fn tell(
        &self,
        action: &str,
        object: &str,
        before: Option<Json>,
        after: Option<Json>,
    ) -> Result<(), StoreError> {
        const APPEND: &str = "INSERT INTO audit \
            (happened_at, actor, authority, action, object, state_before, state_after) \
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
        let values = values![
            self.at(),
            self.act.by,
            self.act.authority,
            action,
            object,
            before.map(|json| json.to_string()),
            after.map(|json| json.to_string()),
        ];
        let row = self.unit.one(APPEND, values).await?;
        let id = row.ok_or(StoreError::Corrupt { column: "audit.id".to_owned() })?.number("id")?;
        self.unit.execute("INSERT INTO audit_waiting (audit) VALUES ($1)", values![id]).await?;
        Ok(())
    }

    /// Tells the audit log and commits.
    pub(crate) async fn done(
        self,
        action: &str,
        object: &str,
        before: Option<Json>,
        after: Option<Json>,
    ) -> Result<(), StoreError> {
        self.tell(action, object, before, after).await?;
        self.unit.commit().await
    }
}
