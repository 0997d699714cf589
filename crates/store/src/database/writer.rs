//! The one writer of SQLite, and how units of work share a commit.
//!
//! A commit that waits for the disk costs milliseconds, a unit's statements a fraction of one. So units that wait at
//! the same time share a transaction: each works in a savepoint of its own, and all are told the outcome of the one
//! commit. Who comes alone commits alone, and nobody waits for a timer: the commit takes its place in the writer's
//! queue when the transaction begins, behind those who waited already.

use std::sync::Arc;

use sea_orm::{
    ConnectOptions, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::connect::connect;
use super::unit::Unit;
use crate::StoreError;

/// What a commit came to, for each who waits for it.
pub(super) type Outcome = Result<(), DbErr>;

/// Hands out the one connection in the order of asking: the mutex is fair.
#[derive(Clone)]
pub(super) struct Writer {
    desk: Arc<Mutex<Desk>>,
}

/// What only one may hold at a time.
pub(super) struct Desk {
    connection: DatabaseConnection,
    options: ConnectOptions,
    batch: Option<Batch>,
}

/// A transaction that several units share.
struct Batch {
    transaction: DatabaseTransaction,
    waiting: Vec<oneshot::Sender<Outcome>>,
    /// Why it cannot be committed any more: after some errors SQLite has rolled back all of it by itself.
    broken: Option<DbErr>,
}

impl Writer {
    pub(super) async fn open(options: ConnectOptions) -> Result<Self, DbErr> {
        let connection = connect(&options).await?;
        Ok(Self { desk: Arc::new(Mutex::new(Desk { connection, options, batch: None })) })
    }

    /// Begins a unit: in the transaction that is open, or in a new one.
    pub(super) async fn join(&self, doing: &'static str) -> Result<Unit, StoreError> {
        let mut desk = Arc::clone(&self.desk).lock_owned().await;
        let begun = desk.begin_unit().await;
        let (transaction, is_first) = begun.map_err(|source| StoreError::Database { doing, source })?;
        if is_first {
            let desk = Arc::clone(&self.desk);
            // A task of its own, so that a caller who goes away leaves nobody waiting.
            tokio::spawn(async move { desk.lock().await.settle().await });
        }
        Ok(Unit::shared(transaction, desk, doing))
    }

    pub(super) async fn close(self) -> Result<(), DbErr> {
        let mut desk = self.desk.lock().await;
        desk.settle().await;
        desk.connection.close_by_ref().await
    }
}

impl Desk {
    /// A savepoint, and whether its transaction is new.
    async fn begin_unit(&mut self) -> Result<(DatabaseTransaction, bool), DbErr> {
        if self.batch.as_ref().is_some_and(|batch| batch.broken.is_some()) {
            self.settle().await;
        }
        if let Some(batch) = &self.batch {
            return Ok((batch.transaction.begin().await?, false));
        }
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.connection.begin_with_options(options).await?;
        let unit = transaction.begin().await?;
        self.batch = Some(Batch { transaction, waiting: Vec::new(), broken: None });
        Ok((unit, true))
    }

    /// Commits what is open and tells everyone.
    async fn settle(&mut self) {
        let Some(Batch { transaction, waiting, broken }) = self.batch.take() else { return };
        let outcome = match broken {
            None => transaction.commit().await,
            Some(error) => {
                drop(transaction);
                Err(error)
            }
        };
        if outcome.is_err() {
            self.renew().await;
        }
        for one in waiting {
            // Who no longer waits need not know.
            let _gone = one.send(outcome.clone());
        }
    }

    /// A fresh connection. What the old one believes of its transactions cannot be trusted after a failed commit.
    async fn renew(&mut self) {
        if let Err(error) = self.connection.close_by_ref().await {
            tracing::warn!(%error, "the writer's connection did not close");
        }
        match connect(&self.options).await {
            Ok(connection) => self.connection = connection,
            // The closed one stays: each unit will be told so, and each failure tries again.
            Err(error) => tracing::error!(%error, "the store cannot be opened again"),
        }
    }
}

/// The desk as one unit holds it.
pub(super) struct Seat {
    desk: OwnedMutexGuard<Desk>,
}

impl Seat {
    pub(super) fn new(desk: OwnedMutexGuard<Desk>) -> Self {
        Self { desk }
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.desk.connection.get_database_backend()
    }

    /// Says that the shared transaction cannot be trusted any more.
    pub(super) fn spoil(&mut self, error: &DbErr) {
        if let Some(batch) = &mut self.desk.batch {
            batch.broken.get_or_insert_with(|| error.clone());
        }
    }

    /// Leaves the desk and hears what the commit came to.
    pub(super) fn leave(mut self) -> oneshot::Receiver<Outcome> {
        let (told, hear) = oneshot::channel();
        if let Some(batch) = &mut self.desk.batch {
            batch.waiting.push(told);
        }
        hear
    }
}
