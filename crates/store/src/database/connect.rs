use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

use crate::error::is_busy;

/// How long a writer of another process is waited for.
const BUSY: Duration = Duration::from_secs(10);
/// How long a free connection is waited for.
const ACQUIRE: Duration = Duration::from_secs(30);
/// A connection that rested so long is asked whether it still lives.
const RESTED: Duration = Duration::from_secs(10);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// The one connection that writes: WAL, and each commit waits for the disk.
pub(super) fn sqlite_writer(path: &Path) -> ConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    sqlite(options, 1)
}

/// Connections that read, beside the writer and without waiting for it.
pub(super) fn sqlite_readers(path: &Path) -> ConnectOptions {
    sqlite(SqliteConnectOptions::new().filename(path).pragma("query_only", "ON"), SQLITE_READERS)
}

fn sqlite(file: SqliteConnectOptions, connections: u32) -> ConnectOptions {
    let file = file.busy_timeout(BUSY).disable_statement_logging();
    // The address is replaced as a whole: in an address, a path's `?` and `%` would mean something.
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        // A connection of SQLite keeps its compiled statements as long as it lives.
        .idle_timeout(None)
        .max_lifetime(None)
        .map_sqlx_sqlite_opts(move |_| file.clone());
    options
}

pub(super) fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire_if_idle_for(RESTED)
        .sqlx_logging(false);
    options
}

/// Connects. Whoever makes SQLite's file holds it for a moment, and the change to WAL does not wait by itself.
pub(super) async fn connect(options: &ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut left = BUSY.as_millis() / PAUSE.as_millis();
    loop {
        match Database::connect(options.clone()).await {
            Err(error) if left > 0 && is_busy(&error) => {
                left -= 1;
                tokio::time::sleep(PAUSE).await;
            }
            connected => return connected,
        }
    }
}
