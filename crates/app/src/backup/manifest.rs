use std::collections::BTreeMap;
use std::path::{Component, Path};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::refused;
use crate::AppError;

/// The format that this program writes and reads.
pub(super) const FORMAT: u32 = 1;
/// Its file; a folder without one is no backup.
pub(super) const FILE: &str = "backup.json";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    /// The format of the folder.
    pub format: u32,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many publications the lake lists.
    pub publications: usize,
    /// The store's rows, all tables together.
    pub store_rows: u64,
    /// Rows of the audit chain.
    pub audit_rows: i64,
    /// The signed end of the audit chain, and the key that its signature is checked with.
    pub audit_head: Option<serde_json::Value>,
    /// In hexadecimal digits.
    pub audit_public_key: String,
    /// Every other file by its path below the folder, with `/` between its parts.
    pub files: BTreeMap<String, FileManifest>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileManifest {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

impl BackupManifest {
    /// All files together.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.bytes).sum()
    }

    /// Reads the manifest of a folder.
    pub(super) fn read(folder: &Path) -> Result<Self, AppError> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(refused("backup-none", folder.display()));
            }
            Err(error) => return Err(AppError::file(path)(error)),
        };
        let manifest: Self =
            serde_json::from_str(&text).map_err(|error| refused("backup-unreadable", error))?;
        if manifest.format != FORMAT {
            return Err(refused("backup-format", manifest.format));
        }
        // What stands in it becomes paths of the new workspace.
        let is_below = |name: &str| {
            let path = Path::new(name);
            !name.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
        };
        match manifest.files.keys().find(|name| !is_below(name)) {
            Some(name) => Err(refused("backup-unreadable", name)),
            None => Ok(manifest),
        }
    }
}
