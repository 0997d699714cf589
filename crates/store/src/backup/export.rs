use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sea_orm::{DbBackend, Value};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::manifest::{FORMAT, Manifest, TableManifest};
use super::tables::{Column, TABLES, Table, columns};
use crate::audit::{hex, verify_unit};
use crate::database::{Row, Unit, VERSION, placeholders, values};
use crate::{Store, StoreError};

/// Rows that are read at a time.
const PAGE: usize = 20_000;

impl Store {
    /// Writes a backup into an empty or new folder while others read and write; it shows one moment. The manifest comes
    /// last: a folder without one is no backup.
    ///
    /// # Errors
    /// If the database or the disk does. A chain that does not hold is backed up as it is, and its manifest says how
    /// far it holds.
    pub async fn back_up(&self, folder: &Path, made_at: DateTime<Utc>) -> Result<Manifest, StoreError> {
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
        let snapshot = self.snapshot("backing up the store").await?;
        let mut tables = BTreeMap::new();
        for table in &TABLES {
            let path = folder.join(format!("{}.ndjson", table.name));
            let file = File::create_new(&path).map_err(failed(&path))?;
            let mut sink = Sink { writer: BufWriter::new(file), hash: Sha256::new(), path };
            let (columns, rows) = write_table(&snapshot, table, &mut sink).await?;
            let sha256 = sink.finish()?;
            tables.insert(table.name.to_owned(), TableManifest { columns, rows, sha256 });
        }
        let evidence_files = self.copy_evidence(&snapshot, &folder.join("evidence")).await?;
        let chain = verify_unit(&snapshot, &[], "").await?;
        let manifest = Manifest {
            format: FORMAT,
            version: VERSION,
            made_at,
            audit_rows: chain.rows,
            audit_hash: chain.hash,
            evidence_files,
            tables,
        };
        write_manifest(folder, &manifest)?;
        Ok(manifest)
    }

    /// Copies every file that a row names, each checked on the way.
    async fn copy_evidence(&self, snapshot: &Unit, to: &Path) -> Result<u64, StoreError> {
        let to = crate::evidence::EvidenceFolder::new(to.to_owned());
        let rows = snapshot.all("SELECT sha256 FROM evidence ORDER BY sha256", vec![]).await?;
        for row in &rows {
            let sha256 = row.text("sha256")?;
            let bytes = self.evidence.get(&sha256)?;
            to.put(&sha256, &bytes.ok_or_else(|| crate::refusal::evidence_damaged(&sha256))?)?;
        }
        Ok(rows.len() as u64)
    }
}

/// The hash and the number of rows of a table as a backup would write it.
pub(super) async fn measure(unit: &Unit, table: &Table) -> Result<(String, u64), StoreError> {
    let mut sink = Sink { writer: std::io::sink(), hash: Sha256::new(), path: PathBuf::from(table.name) };
    let (_, rows) = write_table(unit, table, &mut sink).await?;
    Ok((hex(&sink.hash.finalize()), rows))
}

/// Where lines go, hashed as they pass.
struct Sink<W> {
    writer: W,
    hash: Sha256,
    path: PathBuf,
}

impl<W: Write> Sink<W> {
    fn line(&mut self, cells: Vec<Json>) -> Result<(), StoreError> {
        let mut line = Json::Array(cells).to_string();
        line.push('\n');
        self.hash.update(line.as_bytes());
        self.writer.write_all(line.as_bytes()).map_err(failed(&self.path))
    }
}

impl Sink<BufWriter<File>> {
    /// Durable, with its hash.
    fn finish(self) -> Result<String, StoreError> {
        let file = self.writer.into_inner().map_err(std::io::IntoInnerError::into_error);
        file.and_then(|file| file.sync_all()).map_err(failed(&self.path))?;
        Ok(hex(&self.hash.finalize()))
    }
}

async fn write_table<W: Write>(
    unit: &Unit,
    table: &Table,
    sink: &mut Sink<W>,
) -> Result<(Vec<String>, u64), StoreError> {
    let columns = columns(unit, table.name).await?;
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let order = order_of(unit.backend(), table, &columns);
    let mut last: Option<Vec<Value>> = None;
    let mut count = 0;
    loop {
        let after = match &last {
            Some(key) => format!("WHERE ({order}) > ({})", placeholders(1, key.len())),
            None => String::new(),
        };
        let sql =
            format!("SELECT {} FROM {} {after} ORDER BY {order} LIMIT {PAGE}", names.join(", "), table.name);
        let rows = unit.all(&sql, last.take().unwrap_or_default()).await?;
        for row in &rows {
            sink.line(cells(row, &columns)?)?;
        }
        count += rows.len() as u64;
        match rows.last() {
            Some(row) if rows.len() == PAGE => last = Some(key_of(row, table, &columns)?),
            _ => return Ok((names, count)),
        }
    }
}

/// The order of rows, byte by byte on both databases.
fn order_of(backend: DbBackend, table: &Table, columns: &[Column]) -> String {
    let is_text = |name: &str| columns.iter().any(|column| column.name == name && !column.is_number);
    let parts: Vec<String> = table
        .order
        .iter()
        .map(|&name| match backend {
            DbBackend::Postgres if is_text(name) => format!("{name} COLLATE \"C\""),
            _ => name.to_owned(),
        })
        .collect();
    parts.join(", ")
}

fn cells(row: &Row, columns: &[Column]) -> Result<Vec<Json>, StoreError> {
    let cell = |column: &Column| {
        Ok(match column.is_number {
            true => row.number_or_none(&column.name)?.map_or(Json::Null, Json::from),
            false => row.text_or_none(&column.name)?.map_or(Json::Null, Json::from),
        })
    };
    columns.iter().map(cell).collect()
}

fn key_of(row: &Row, table: &Table, columns: &[Column]) -> Result<Vec<Value>, StoreError> {
    let mut key = Vec::with_capacity(table.order.len());
    for &name in table.order {
        let is_number = columns.iter().any(|column| column.name == name && column.is_number);
        key.extend(if is_number { values![row.number(name)?] } else { values![row.text(name)?] });
    }
    Ok(key)
}

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let path = folder.join(super::restore::MANIFEST);
    let write = || {
        let mut file = File::create_new(&path)?;
        file.write_all(serde_json::to_string_pretty(manifest)?.as_bytes())?;
        file.sync_all()?;
        File::open(folder)?.sync_all()
    };
    write().map_err(failed(&path))
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}
