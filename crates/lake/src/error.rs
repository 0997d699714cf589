use std::path::PathBuf;

use datafusion::error::DataFusionError;
use deltalake::DeltaTableError;

/// Why the lake could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// A folder or file could not be used.
    #[error("cannot use `{path}`")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Another process is publishing and did not finish in time.
    #[error("another process is publishing into this lake; try again when it has finished")]
    Busy,
    /// A table could not be opened, read or written.
    #[error("table `{table}`: {doing} failed")]
    Table {
        /// Which table.
        table: String,
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: Box<DeltaTableError>,
    },
    /// A query failed; the message is DataFusion's.
    #[error("the query failed")]
    Query(#[source] Box<DataFusionError>),
    /// A query is several statements, or none.
    #[error("{0} statements at once; one is answered")]
    SeveralStatements(usize),
    /// A query is not a reading statement.
    #[error("only one reading statement (SELECT, SHOW, DESCRIBE, EXPLAIN) is allowed")]
    NotReadOnly,
    /// A query took longer than it may.
    #[error("the query took longer than {seconds} s; narrow it down or raise the limit")]
    TooLong {
        /// The limit.
        seconds: u64,
    },
    /// A value does not fit the lake's decimals (19 digits before and 9 after the point).
    #[error("the value {0} has more digits than the lake keeps (19 before and 9 after the point)")]
    ValueTooLong(String),
    /// Rows of the lake do not have the shape that this version writes.
    #[error("table `{table}` has an unexpected column `{column}`; it was written by another version")]
    Shape {
        /// Which table.
        table: String,
        /// Which column.
        column: &'static str,
    },
}

impl LakeError {
    /// Whether there was no room left on the disk, however deep the libraries buried it.
    pub fn is_without_room(&self) -> bool {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(self);
        while let Some(error) = cause {
            let of_system = error.downcast_ref::<std::io::Error>();
            if of_system.is_some_and(|e| matches!(e.kind(), StorageFull | QuotaExceeded | FileTooLarge)) {
                return true;
            }
            // What an error of the system wraps is not its source.
            let wrapped =
                of_system.and_then(|e| e.get_ref()).map(|e| e as &(dyn std::error::Error + 'static));
            cause = wrapped.or_else(|| error.source());
        }
        false
    }

    /// What lay at the bottom of it, in the words of the library that stopped.
    pub fn detail(&self) -> String {
        match self {
            // The library's names of catalogue and schema mean nothing to whoever asked.
            Self::Query(error) => match error.find_root() {
                DataFusionError::SQL(error, _) => error.to_string(),
                other => other.message().replace("datafusion.public.", ""),
            },
            Self::Table { source, .. } => source.to_string(),
            other => other.to_string(),
        }
    }

    pub(crate) fn table(table: &str, doing: &'static str) -> impl FnOnce(DeltaTableError) -> Self {
        let table = table.to_owned();
        move |source| Self::Table { table, doing, source: Box::new(source) }
    }
}

impl From<DataFusionError> for LakeError {
    fn from(error: DataFusionError) -> Self {
        Self::Query(Box::new(error))
    }
}
