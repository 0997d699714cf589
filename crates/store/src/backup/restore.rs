use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use chrono::{DateTime, Utc};
use sea_orm::{DbBackend, Value};
use serde_json::Value as Json;

use super::export::measure;
use super::manifest::{FORMAT, Manifest, TableManifest};
use super::tables::{Column, TABLES, Table, columns};
use crate::audit::verify_unit;
use crate::database::{Settings, Unit, VERSION, migrate_up_to, placeholders};
use crate::error::BackupError;
use crate::evidence::EvidenceFolder;
use crate::{Store, StoreError};

pub(super) const MANIFEST: &str = "manifest.json";

/// Values that one statement binds at most; SQLite takes 32 766.
const VALUES: usize = 20_000;

impl Store {
    /// Restores a backup into a new or empty store, of either database, and proves it before it is committed: every
    /// table is read back and compared with the manifest's counts and hashes, and the audit chain is worked out.
    ///
    /// # Errors
    /// [`BackupError`] if anything differs or the store is not empty: nothing is restored then. [`StoreError::Newer`]
    /// if a newer program made the backup.
    pub async fn restore(
        settings: &Settings,
        folder: &Path,
        now: DateTime<Utc>,
    ) -> Result<(Self, Manifest), StoreError> {
        let manifest = read_manifest(folder)?;
        let store = Self::connect(settings).await?;
        // The tables of the backup's own time, filled, and then brought up to this program's.
        migrate_up_to(&store, manifest.version, now).await?;
        restore_evidence(&store, folder, &manifest).await?;
        let unit = store.quiet("restoring the store").await?;
        must_be_empty(&unit).await?;
        unit.script(match unit.backend() {
            DbBackend::Sqlite => "PRAGMA defer_foreign_keys = ON",
            _ => "SET CONSTRAINTS ALL DEFERRED",
        })
        .await?;
        for table in &TABLES {
            if let Some(of_table) = manifest.tables.get(table.name) {
                load(&unit, table, of_table, folder).await?;
            }
        }
        prove(&unit, &manifest).await?;
        unit.commit().await?;
        migrate_up_to(&store, VERSION, now).await?;
        Ok((store, manifest))
    }
}

fn read_manifest(folder: &Path) -> Result<Manifest, StoreError> {
    let path = folder.join(MANIFEST);
    let text = std::fs::read_to_string(&path).map_err(|source| StoreError::File { path, source })?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(BackupError::Manifest)?;
    if manifest.format != FORMAT {
        return Err(BackupError::Format { found: manifest.format, known: FORMAT }.into());
    }
    if manifest.version > VERSION {
        return Err(StoreError::Newer { found: manifest.version, known: VERSION });
    }
    Ok(manifest)
}

async fn must_be_empty(unit: &Unit) -> Result<(), StoreError> {
    for table in &TABLES {
        if table.begins_filled {
            unit.execute(&format!("DELETE FROM {}", table.name), vec![]).await?;
        } else if unit.one(&format!("SELECT 1 AS one FROM {} LIMIT 1", table.name), vec![]).await?.is_some() {
            return Err(BackupError::NotEmpty { table: table.name.to_owned() }.into());
        }
    }
    Ok(())
}

/// Fills one table from its file.
async fn load(unit: &Unit, table: &Table, of_table: &TableManifest, folder: &Path) -> Result<(), StoreError> {
    let columns = columns(unit, table.name).await?;
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    if names != of_table.columns {
        return Err(differs(table.name, "columns", of_table.columns.join(" "), names.join(" ")));
    }
    let path = folder.join(format!("{}.ndjson", table.name));
    let failed = |source| StoreError::File { path: path.clone(), source };
    let mut values: Vec<Value> = Vec::new();
    for (number, line) in BufReader::new(File::open(&path).map_err(failed)?).lines().enumerate() {
        let line = line.map_err(failed)?;
        let cells = cells(&line, &columns)
            .ok_or_else(|| BackupError::Line { table: table.name.to_owned(), line: number + 1 })?;
        values.extend(cells);
        if values.len() + columns.len() > VALUES {
            insert(unit, table, &columns, std::mem::take(&mut values)).await?;
        }
    }
    insert(unit, table, &columns, values).await?;
    if let (DbBackend::Postgres, Some(identity)) = (unit.backend(), table.identity) {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{0}', '{identity}'), MAX({identity})) AS last FROM {0}",
            table.name
        );
        unit.one(&sql, vec![]).await?;
    }
    Ok(())
}

/// The values of a line, if it has one of the right kind for each column.
fn cells(line: &str, columns: &[Column]) -> Option<Vec<Value>> {
    let cells: Vec<Json> = serde_json::from_str(line).ok()?;
    if cells.len() != columns.len() {
        return None;
    }
    let cell = |(cell, column): (Json, &Column)| match (cell, column.is_number) {
        (Json::Null, true) => Some(Value::BigInt(None)),
        (Json::Null, false) => Some(Value::String(None)),
        (Json::Number(number), true) => number.as_i64().map(Value::from),
        (Json::String(text), false) => Some(Value::from(text)),
        _ => None,
    };
    cells.into_iter().zip(columns).map(cell).collect()
}

async fn insert(
    unit: &Unit,
    table: &Table,
    columns: &[Column],
    values: Vec<Value>,
) -> Result<(), StoreError> {
    if values.is_empty() {
        return Ok(());
    }
    let width = columns.len();
    let rows: Vec<String> =
        (0..values.len() / width).map(|row| format!("({})", placeholders(row * width + 1, width))).collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES {}", table.name, names.join(", "), rows.join(", "));
    unit.execute(&sql, values).await?;
    Ok(())
}

/// What was restored, read back and compared.
async fn prove(unit: &Unit, manifest: &Manifest) -> Result<(), StoreError> {
    for table in &TABLES {
        let Some(expected) = manifest.tables.get(table.name) else { continue };
        let (sha256, rows) = measure(unit, table).await?;
        if rows != expected.rows {
            return Err(differs(table.name, "rows", expected.rows.to_string(), rows.to_string()));
        }
        if sha256 != expected.sha256 {
            return Err(differs(table.name, "sha256", expected.sha256.clone(), sha256));
        }
    }
    let chain = verify_unit(unit, &[], "").await?;
    if let Some(fault) = chain.fault {
        return Err(BackupError::Chain { sequence: fault.sequence }.into());
    }
    if chain.hash != manifest.audit_hash {
        return Err(differs("audit_chain", "hash", manifest.audit_hash.clone(), chain.hash));
    }
    Ok(())
}

async fn restore_evidence(store: &Store, folder: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let from = EvidenceFolder::new(folder.join("evidence"));
    let path = folder.join("evidence.ndjson");
    let text = std::fs::read_to_string(&path).map_err(|source| StoreError::File { path, source })?;
    let mut files = 0;
    for (number, line) in text.lines().enumerate() {
        let cells: Option<Vec<Json>> = serde_json::from_str(line).ok();
        let key =
            cells.as_ref().and_then(|cells| cells.first()).and_then(Json::as_str).filter(|key| is_hash(key));
        let key = key.ok_or_else(|| BackupError::Line { table: "evidence".to_owned(), line: number + 1 })?;
        let bytes =
            from.get(key)?.ok_or_else(|| differs("evidence", "bytes of", key.to_owned(), String::new()))?;
        store.evidence.put(key, &bytes)?;
        files += 1;
    }
    if files != manifest.evidence_files {
        return Err(differs("evidence", "files", manifest.evidence_files.to_string(), files.to_string()));
    }
    Ok(())
}

/// Whether it can be a file's name: a line of a backup becomes a path here.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn differs(table: &str, what: &'static str, expected: String, found: String) -> StoreError {
    BackupError::Differs { table: table.to_owned(), what, expected, found }.into()
}
