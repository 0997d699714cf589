//! Writing: every row of a publication under one number, and the number last.

mod encode_observations;
mod encode_register;
mod known_rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use deltalake::DeltaTable;
use deltalake::kernel::transaction::CommitProperties;
use deltalake::kernel::{StructField, Transaction};
use deltalake::writer::{DeltaWriter, RecordBatchWriter};
use lanbai_intake::{ObservationBatch, RegisterBatch};
use lanbai_kernel::Origin;
use lanbai_plan::Plan;

use crate::lock::PublisherLock;
use crate::schema::{self, OBSERVATIONS, PUBLICATIONS, SOURCES};
use crate::table::{APP_ID, last_publication};
use crate::{Lake, LakeError, Publication, register_table};
use known_rows::KnownRows;

/// What is said of a publication before its rows.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewPublication {
    /// `import`, `approval` or `plan`.
    pub kind: &'static str,
    pub file: Option<String>,
    pub content_hash: Option<String>,
    pub plan_version: String,
    pub recorded_at: DateTime<Utc>,
}

/// What register rows that name no origin, source or day of their own get.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct RegisterDefaults {
    pub origin: Origin,
    pub source: Option<String>,
    pub known_on: NaiveDate,
}

/// One publication being written. Dropped without [`commit`](Publisher::commit), nothing of it is visible.
pub struct Publisher {
    lake: Lake,
    header: NewPublication,
    number: i64,
    tables: BTreeMap<String, OpenTable>,
    known: Option<KnownRows>,
    /// `None` in a rehearsal, which counts and writes nothing.
    lock: Option<PublisherLock>,
}

struct OpenTable {
    table: DeltaTable,
    writer: RecordBatchWriter,
    rows: usize,
}

impl Lake {
    /// Begins a publication; waits while another one is being written.
    pub async fn publisher(&self, header: NewPublication) -> Result<Publisher, LakeError> {
        let lock = PublisherLock::take(&self.root).await?;
        let mut last = 0;
        for name in self.table_names()? {
            if let Some(table) = self.open(&name).await? {
                last = last.max(last_publication(&table, &name).await?);
            }
        }
        // A number that a table took in but that was never listed stays burnt: its rows are never seen.
        Ok(Publisher {
            lake: self.clone(),
            header,
            number: last + 1,
            tables: BTreeMap::new(),
            known: None,
            lock: Some(lock),
        })
    }

    /// A publication that only counts what would be new.
    pub fn rehearsal(&self, header: NewPublication) -> Publisher {
        Publisher { lake: self.clone(), header, number: 0, tables: BTreeMap::new(), known: None, lock: None }
    }
}

impl Publisher {
    /// Says what the publication was made from.
    pub fn set_content_hash(&mut self, hash: String) {
        self.header.content_hash = Some(hash);
    }

    /// The number that the publication will have.
    pub const fn number(&self) -> i64 {
        self.number
    }

    /// Adds observations that the lake does not have yet; returns how many were new.
    pub async fn observations(&mut self, plan: &Plan, batch: &ObservationBatch) -> Result<usize, LakeError> {
        if self.known.is_none() {
            self.known = Some(KnownRows::of_observations(&self.lake).await?);
        }
        let number = self.number;
        let Some(known) = &mut self.known else { return Ok(0) };
        let ids = encode_observations::identify(plan, batch);
        let fresh: Vec<usize> = (0..ids.len()).filter(|n| known.insert(ids[*n])).collect();
        if fresh.is_empty() || self.lock.is_none() {
            return Ok(fresh.len());
        }
        let open = self.open(OBSERVATIONS, schema::observations).await?;
        let encoded =
            encode_observations::encode(plan, batch, &ids, &fresh, number, open.writer.arrow_schema())?;
        open.write(OBSERVATIONS, encoded).await?;
        Ok(fresh.len())
    }

    /// Adds rows of a register.
    pub async fn register(
        &mut self,
        plan: &Plan,
        register: usize,
        batch: &RegisterBatch,
        defaults: &RegisterDefaults,
    ) -> Result<usize, LakeError> {
        if self.lock.is_none() {
            return Ok(batch.line.len());
        }
        let text = plan.register_text(register);
        let name = register_table(text.id.get_ref());
        let number = self.number;
        let open = self.open(&name, || schema::register(text)).await?;
        let encoded =
            encode_register::encode(plan, register, batch, defaults, number, open.writer.arrow_schema())?;
        let rows = encoded.num_rows();
        open.write(&name, encoded).await?;
        Ok(rows)
    }

    /// Adds the plan's sources that are new or were changed, so that the lake explains itself to any reader.
    pub async fn sources(&mut self, plan: &Plan) -> Result<(), LakeError> {
        let number = self.number;
        let changed = crate::sources::changed(&self.lake, plan).await?;
        if changed.is_empty() {
            return Ok(());
        }
        let open = self.open(SOURCES, schema::sources).await?;
        let batch = crate::sources::encode(&changed, number, open.writer.arrow_schema())?;
        open.write(SOURCES, batch).await
    }

    async fn open(
        &mut self,
        name: &str,
        columns: impl FnOnce() -> Vec<StructField>,
    ) -> Result<&mut OpenTable, LakeError> {
        if !self.tables.contains_key(name) {
            let table = self.lake.open_or_create(name, columns()).await?;
            let writer = RecordBatchWriter::for_table(&table)
                .map_err(LakeError::table(name, "opening for writing"))?
                .with_commit_properties(commit_as(self.number));
            self.tables.insert(name.to_owned(), OpenTable { table, writer, rows: 0 });
        }
        self.tables.get_mut(name).ok_or(LakeError::Shape { table: name.to_owned(), column: "any" })
    }

    /// Commits every table and last the number. Without rows nothing is published.
    pub async fn commit(mut self) -> Result<Option<Publication>, LakeError> {
        let counted = self.tables.iter().filter(|(name, _)| *name != SOURCES);
        let rows: usize = counted.map(|(_, open)| open.rows).sum();
        if rows == 0 {
            return Ok(None);
        }
        let names: Vec<String> = self.tables.keys().cloned().collect();
        for (name, open) in &mut self.tables {
            open.commit(name).await?;
        }
        let publication = Publication {
            number: self.number,
            recorded_at: self.header.recorded_at,
            kind: self.header.kind.to_owned(),
            file: self.header.file.clone(),
            content_hash: self.header.content_hash.clone(),
            rows: i64::try_from(rows).unwrap_or(i64::MAX),
            tables: names.join(","),
            plan_version: Some(self.header.plan_version.clone()),
        };
        let open = self.open(PUBLICATIONS, schema::publications).await?;
        let batch = encode_publication(&publication, open)?;
        open.write(PUBLICATIONS, batch).await?;
        open.commit(PUBLICATIONS).await?;
        for name in names.iter().map(String::as_str).chain([PUBLICATIONS]) {
            // The publication is visible by now; files that could not be joined are joined next time.
            if let Err(error) = self.lake.compact_if_needed(name).await {
                tracing::warn!(table = name, error = error.to_string(), "small files were not joined");
            }
        }
        Ok(Some(publication))
    }
}

impl OpenTable {
    async fn write(&mut self, name: &str, batch: RecordBatch) -> Result<(), LakeError> {
        self.rows += batch.num_rows();
        self.writer.write(batch).await.map_err(LakeError::table(name, "writing"))
    }

    async fn commit(&mut self, name: &str) -> Result<(), LakeError> {
        self.writer.flush_and_commit(&mut self.table).await.map_err(LakeError::table(name, "committing"))?;
        Ok(())
    }
}

fn commit_as(number: i64) -> CommitProperties {
    CommitProperties::default().with_application_transaction(Transaction::new(APP_ID, number))
}

fn encode_publication(publication: &Publication, open: &OpenTable) -> Result<RecordBatch, LakeError> {
    let text = |value: Option<&str>| Arc::new(StringArray::from(vec![value])) as ArrayRef;
    let long = |value: i64| Arc::new(Int64Array::from(vec![value])) as ArrayRef;
    let recorded = TimestampMicrosecondArray::from(vec![publication.recorded_at.timestamp_micros()]);
    let columns = vec![
        long(publication.number),
        Arc::new(recorded.with_timezone("UTC")) as ArrayRef,
        text(Some(&publication.kind)),
        text(publication.file.as_deref()),
        text(publication.content_hash.as_deref()),
        long(publication.rows),
        text(Some(&publication.tables)),
        text(publication.plan_version.as_deref()),
    ];
    RecordBatch::try_new(open.writer.arrow_schema(), columns)
        .map_err(|_| LakeError::Shape { table: PUBLICATIONS.to_owned(), column: "any" })
}
