use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseConnection, DbBackend, TransactionTrait};

use super::connect;
use super::migrate::{VERSION, migrate_up_to};
use super::read::Reader;
use super::unit::{Change, Unit};
use super::writer::Writer;
use crate::evidence::EvidenceFolder;
use crate::{Act, StoreError};

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file of SQLite; made if it is missing.
    Sqlite(PathBuf),
    /// An address such as `postgres://user:password@host/database`.
    Postgres(String),
}

/// What opening a store needs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the database is.
    pub location: Location,
    /// The folder of evidence files. Servers that share a database share it.
    pub evidence: PathBuf,
}

impl Settings {
    /// The default of a workspace: `store.sqlite` and `evidence/`.
    pub fn of_workspace(workspace: &Path) -> Self {
        Self {
            location: Location::Sqlite(workspace.join("store.sqlite")),
            evidence: workspace.join("evidence"),
        }
    }
}

/// The store, open. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Store {
    connections: Connections,
    pub(crate) evidence: EvidenceFolder,
}

#[derive(Clone)]
enum Connections {
    Sqlite { writer: Writer, readers: DatabaseConnection },
    Postgres(DatabaseConnection),
}

impl Store {
    /// Opens the store and brings its tables up to this program's version.
    ///
    /// # Errors
    /// [`StoreError::Newer`] if a newer program wrote it; nothing is changed then.
    pub async fn open(settings: &Settings, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let store = Self::connect(settings).await?;
        migrate_up_to(&store, VERSION, now).await?;
        Ok(store)
    }

    /// Opens it as it is.
    pub(crate) async fn connect(settings: &Settings) -> Result<Self, StoreError> {
        let doing = "opening the store";
        let failed = |source| StoreError::Database { doing, source };
        let connections = match &settings.location {
            Location::Sqlite(path) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)
                        .map_err(|source| StoreError::File { path: folder.to_owned(), source })?;
                }
                // The writer first: it makes the file that readers open.
                let writer = Writer::open(connect::sqlite_writer(path)).await.map_err(failed)?;
                let readers = connect::connect(&connect::sqlite_readers(path)).await.map_err(failed)?;
                Connections::Sqlite { writer, readers }
            }
            Location::Postgres(url) => {
                Connections::Postgres(connect::connect(&connect::postgres(url)).await.map_err(failed)?)
            }
        };
        Ok(Self { connections, evidence: EvidenceFolder::new(settings.evidence.clone()) })
    }

    /// Ends every connection; what is under way is finished first.
    ///
    /// # Errors
    /// If the database does not let go.
    pub async fn close(self) -> Result<(), StoreError> {
        let failed = |source| StoreError::Database { doing: "closing the store", source };
        match self.connections {
            Connections::Sqlite { writer, readers } => {
                readers.close().await.map_err(failed)?;
                writer.close().await.map_err(failed)
            }
            Connections::Postgres(pool) => pool.close().await.map_err(failed),
        }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        match self.connections {
            Connections::Sqlite { .. } => DbBackend::Sqlite,
            Connections::Postgres(_) => DbBackend::Postgres,
        }
    }

    /// What is committed, each statement for itself.
    pub(crate) fn reader(&self, doing: &'static str) -> Reader<'_> {
        match &self.connections {
            Connections::Sqlite { readers, .. } => Reader::new(readers, doing),
            Connections::Postgres(pool) => Reader::new(pool, doing),
        }
    }

    /// What is committed, every statement as of the same moment.
    pub(crate) async fn snapshot(&self, doing: &'static str) -> Result<Unit, StoreError> {
        use sea_orm::{AccessMode, IsolationLevel};
        let failed = |source| StoreError::Database { doing, source };
        let transaction = match &self.connections {
            // Beginning is enough: a transaction of SQLite reads one state from its first statement on.
            Connections::Sqlite { readers, .. } => readers.begin().await,
            Connections::Postgres(pool) => {
                pool.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await
            }
        };
        Ok(Unit::alone(transaction.map_err(failed)?, self.backend(), doing))
    }

    /// A unit of work that is not told in the audit log: sessions, leases and the log itself.
    pub(crate) async fn quiet(&self, doing: &'static str) -> Result<Unit, StoreError> {
        match &self.connections {
            Connections::Sqlite { writer, .. } => writer.join(doing).await,
            Connections::Postgres(pool) => {
                let transaction =
                    pool.begin().await.map_err(|source| StoreError::Database { doing, source })?;
                Ok(Unit::alone(transaction, DbBackend::Postgres, doing))
            }
        }
    }

    /// A unit of work of someone, which ends by telling the audit log what it did.
    pub(crate) async fn change<'a>(
        &self,
        act: &'a Act<'a>,
        doing: &'static str,
    ) -> Result<Change<'a>, StoreError> {
        Change::new(self.quiet(doing).await?, act)
    }
}
