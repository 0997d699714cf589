use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The format that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the files.
    pub format: u32,
    /// The version of the store's tables.
    pub version: i64,
    /// When the backup was made.
    pub made_at: DateTime<Utc>,
    /// Rows of the audit chain.
    pub audit_rows: i64,
    /// The hash of the chain's last row.
    pub audit_hash: String,
    /// Evidence files, all of them checked against their hashes.
    pub evidence_files: u64,
    /// The tables by name.
    pub tables: BTreeMap<String, TableManifest>,
}

/// What a backup holds of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableManifest {
    /// Its columns, in the order of the values in a line.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the file.
    pub sha256: String,
}
