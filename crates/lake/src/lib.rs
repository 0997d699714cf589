//! Delta tables and DataFusion: observations, registers, sources and publications.
//!
//! The only crate that names Arrow tables, Delta or DataFusion. What is published reaches the lake once and whole:
//! a publication writes its rows to every table under one number, and last appends the number to the table
//! `publications`; that commit makes it visible. Readers take only rows whose publication is listed.

mod aside;
mod columns;
mod compact;
mod durable;
mod error;
mod identity;
mod known;
mod lock;
mod log;
mod parquet_text;
mod publications;
mod publish;
mod query;
mod query_parquet;
mod read_observations;
mod read_registers;
mod schema;
mod session;
mod sources;
mod table;
mod visit;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use aside::{aside, give_way};
pub use error::LakeError;
pub use known::{Known, KnownRows};
pub use parquet_text::{PARQUET_MAGIC, ParquetText};
pub use publications::Publication;
pub use publish::{Moment, NewPublication, Publisher, RegisterDefaults, Resumed, identify};
pub use query::{ColumnKind, QueryLimits, QueryRows, Value};
pub use read_observations::Orphans;
pub use read_registers::{Fed, Holder, Holders, RegisterRows, is_table_of, register_table};
pub use schema::{REGISTER_COMMON, register_column, submission_source};
pub use visit::{VisitedRow, Visitor};

use publications::Listing;
use table::OpenTables;

/// A folder of Delta tables. Clones share what was read of the tables' logs, so that only what is new is read again.
#[derive(Debug, Clone)]
pub struct Lake {
    root: PathBuf,
    tables: Arc<OpenTables>,
    listing: Arc<tokio::sync::Mutex<Listing>>,
    /// Of the table of publications.
    versions: Arc<log::Versions>,
}

impl Lake {
    /// The lake in a folder; the folder and its tables are made when something is first published.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), tables: Arc::default(), listing: Arc::default(), versions: Arc::default() }
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
