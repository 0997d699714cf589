use std::path::PathBuf;

use lanbai_kernel::Finding;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// What was asked cannot be done with what is stored: the finding says why and what to do.
    #[error("refused: {}", .0.code)]
    Refused(Box<Finding>),
    /// The database stopped.
    #[error("{doing} failed")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// The store was written by a newer program.
    #[error(
        "the store has version {found}, and this program knows versions up to {known}; use the newer program"
    )]
    Newer {
        /// The store's version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A folder or file beside the database could not be used.
    #[error("cannot use `{path}`")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A stored value is none that this program writes.
    #[error("column `{column}` holds a value that this program does not write")]
    Corrupt {
        /// Which column.
        column: String,
    },
    /// A backup is not what its manifest says, or cannot be restored here.
    #[error("the backup cannot be used: {0}")]
    Backup(#[from] BackupError),
}

/// What is wrong with a backup, or with the place it is restored into.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The manifest cannot be read.
    #[error("its manifest cannot be read")]
    Manifest(#[source] serde_json::Error),
    /// The format is another one.
    #[error("its format is {found}, and this program reads {known}")]
    Format {
        /// The backup's format.
        found: u32,
        /// The one that is known.
        known: u32,
    },
    /// Rows or bytes differ from what the manifest says.
    #[error("table `{table}`: {what} is `{found}` and not `{expected}` as its manifest says")]
    Differs {
        /// Which table or file.
        table: String,
        /// What was compared.
        what: &'static str,
        /// What the manifest says.
        expected: String,
        /// What was found.
        found: String,
    },
    /// A line of a table cannot be read.
    #[error("table `{table}`, line {line} cannot be read")]
    Line {
        /// Which table.
        table: String,
        /// Counted from 1.
        line: usize,
    },
    /// The store that it should go into holds something already.
    #[error("the store is not empty: table `{table}` has rows")]
    NotEmpty {
        /// Which table.
        table: String,
    },
    /// The audit chain of the backup does not hold.
    #[error("the audit chain breaks at row {sequence}")]
    Chain {
        /// The first row that differs.
        sequence: i64,
    },
}

impl StoreError {
    /// The finding, where it was refused.
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Refused(finding) => Some(finding),
            _ => None,
        }
    }

    /// Whether there was no room left on the disk, of this machine or of the database's.
    pub fn is_without_room(&self) -> bool {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        /// SQLite's `SQLITE_FULL` and PostgreSQL's `disk_full`.
        const FULL: [&str; 2] = ["13", "53100"];
        match self {
            Self::File { source, .. } => {
                matches!(source.kind(), StorageFull | QuotaExceeded | FileTooLarge)
            }
            Self::Database { source, .. } => code_of(source).is_some_and(|code| FULL.contains(&&*code)),
            _ => false,
        }
    }
}

/// Whether another process held SQLite's file for the moment (`SQLITE_BUSY`).
pub(crate) fn is_busy(error: &DbErr) -> bool {
    code_of(error).is_some_and(|code| code == "5")
}

/// The database's own code of an error.
fn code_of(error: &DbErr) -> Option<String> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause)) => match &**cause {
            sqlx::Error::Database(error) => error.code().map(|code| code.into_owned()),
            _ => None,
        },
        _ => None,
    }
}
