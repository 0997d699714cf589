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

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use tempfile::TempDir;

    use crate::database::values;
    use crate::{Settings, Store, StoreError};

    async fn note(store: &Store, address: &str) -> Result<(), StoreError> {
        store.note_attempt("an", address, false, DateTime::UNIX_EPOCH).await
    }

    /// A unit that meets a full disk: the file may not grow any more.
    async fn fill(store: &Store) -> Result<(), StoreError> {
        let unit = store.quiet("filling the disk").await?;
        unit.script("PRAGMA max_page_count = 1").await?;
        for _ in 0..1_000 {
            let sql =
                "INSERT INTO login_attempts (attempted_at, login, address, succeeded) VALUES (0, $1, '', 0)";
            unit.execute(sql, values!["x".repeat(10_000)]).await?;
        }
        unit.commit().await
    }

    #[tokio::test]
    async fn on_a_full_disk_all_who_share_the_commit_are_told_and_the_store_goes_on() {
        let folder = TempDir::new().expect("a folder");
        let settings = Settings::of_workspace(folder.path());
        let store = Store::open(&settings, DateTime::UNIX_EPOCH).await.expect("it opens");
        // The first begins the transaction, and the others wait for the writer meanwhile: they share its commit.
        let (before, full, after) = tokio::join!(note(&store, "a"), fill(&store), note(&store, "b"));
        for told in [before, full] {
            let error = told.expect_err("nothing was committed");
            assert!(error.is_without_room(), "{error:?}");
        }
        // Whoever came after the failure began anew, and is right whichever way it ended.
        let expected = i64::from(after.is_ok());
        let failures = async |address| {
            let counted = store.failures("an", address, DateTime::UNIX_EPOCH).await.expect("counted");
            counted.of_address
        };
        assert_eq!((failures("a").await, failures("b").await), (0, expected));
        note(&store, "c").await.expect("the store goes on");
        assert_eq!((failures("c").await, failures("").await), (1, 0));
    }

    #[tokio::test]
    async fn a_unit_that_is_given_up_leaves_those_beside_it_alone() {
        let folder = TempDir::new().expect("a folder");
        let settings = Settings::of_workspace(folder.path());
        let store = Store::open(&settings, DateTime::UNIX_EPOCH).await.expect("it opens");
        let given_up = async {
            let unit = store.quiet("giving up").await.expect("begun");
            let sql = "INSERT INTO login_attempts (attempted_at, login, address, succeeded) VALUES (0, 'an', 'x', 0)";
            assert_eq!(unit.execute(sql, vec![]).await.expect("inserted"), 1);
            drop(unit);
        };
        let (one, (), two) = tokio::join!(note(&store, "a"), given_up, note(&store, "a"));
        one.and(two).expect("both are committed");
        let counted = store.failures("", "a", DateTime::UNIX_EPOCH).await.expect("counted");
        assert_eq!(counted.of_address, 2);
        let counted = store.failures("", "x", DateTime::UNIX_EPOCH).await.expect("counted");
        assert_eq!(counted.of_address, 0);
    }
}
