//! Writing: every row of a publication under one number, and the number last.

mod count_only;
mod encode_observations;
mod encode_publications;
mod encode_register;
mod resume;
mod write_table;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, Utc};
use deltalake::kernel::StructField;
use lanbai_intake::{ObservationBatch, RegisterBatch};
use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::MeasureIndex;
use lanbai_plan::Plan;

use crate::lock::PublisherLock;
use crate::schema::{self, OBSERVATIONS, PUBLICATIONS, SOURCES};
use crate::table::last_publication;
use crate::{Known, Lake, LakeError, Publication, register_table};
use write_table::WriteTable;
pub(crate) use write_table::properties;

pub use encode_observations::identify;
pub use resume::Resumed;

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

/// Publications being written together: one commit a table, each with its own number. Dropped without
/// [`commit`](Publisher::commit), nothing of them is visible.
pub struct Publisher {
    lake: Lake,
    /// The number before those of `begun`.
    last: i64,
    begun: Vec<Publication>,
    tables: BTreeMap<String, WriteTable>,
    /// `None` in a rehearsal, which counts and writes nothing.
    lock: Option<PublisherLock>,
    /// The number is promised to somebody: it is listed even without rows, and a table that has it is not written again.
    is_reported: bool,
    /// Tables that have the number already.
    taken_in: BTreeSet<String>,
}

/// A moment of a commit at which a process may die: what was just made durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment<'t> {
    /// The number is noted as begun; no table has it.
    Begun,
    /// A table has its rows; they are not visible.
    Written(&'t str),
    /// The number is listed: everything is visible.
    Listed,
}

impl Lake {
    /// Begins to write; waits while someone else is writing.
    pub async fn publisher(&self) -> Result<Publisher, LakeError> {
        let mut lock = PublisherLock::take(&self.root).await?;
        let listed = self.publications().await?.last().map_or(0, |p| p.number);
        // A number that a table took in but that was never listed stays burnt: its rows are never seen.
        let last = match lock.last_begun() {
            Some(begun) if begun >= listed => begun,
            _ => self.last_taken_in().await?.max(listed),
        };
        Ok(Publisher { last, ..self.writing(Some(lock)) })
    }

    /// A publisher that only counts what would be new.
    pub fn rehearsal(&self) -> Publisher {
        self.writing(None)
    }

    fn writing(&self, lock: Option<PublisherLock>) -> Publisher {
        Publisher {
            lake: self.clone(),
            last: 0,
            begun: Vec::new(),
            tables: BTreeMap::new(),
            lock,
            is_reported: false,
            taken_in: BTreeSet::new(),
        }
    }

    /// The greatest number that any table took in, listed or not.
    async fn last_taken_in(&self) -> Result<i64, LakeError> {
        let mut last = 0;
        for name in self.table_names()? {
            if let Some(table) = self.open(&name).await? {
                last = last.max(last_publication(&table, &name).await?);
            }
        }
        Ok(last)
    }
}

impl Publisher {
    /// Begins the next publication; the rows that follow are its own.
    pub fn begin(&mut self, new: NewPublication) {
        self.last += 1;
        self.begun.push(Publication {
            number: self.last,
            recorded_at: new.recorded_at,
            kind: new.kind.to_owned(),
            file: new.file,
            content_hash: new.content_hash,
            rows: 0,
            tables: String::new(),
            plan_version: Some(new.plan_version),
        });
    }

    /// Says what the publication was made from.
    pub fn set_content_hash(&mut self, hash: String) {
        if let Some(publication) = self.begun.last_mut() {
            publication.content_hash = Some(hash);
        }
    }

    /// Adds observations that the lake does not have yet; returns how many were new.
    ///
    /// Of rows that came before in the same publication only `known` can tell.
    pub async fn observations(
        &mut self,
        plan: &Plan,
        batch: &ObservationBatch,
        known: &dyn Known,
    ) -> Result<usize, LakeError> {
        let ids = encode_observations::identify(plan, batch);
        let is_fresh = |row: &usize| {
            let (measure, territory) = (batch.measure[*row], batch.territory[*row]);
            !known.has(ids[*row], MeasureIndex(measure), TerritoryIndex(territory), batch.period[*row])
        };
        let fresh: Vec<usize> = (0..ids.len()).filter(is_fresh).collect();
        if fresh.is_empty() || self.lock.is_none() {
            return Ok(fresh.len());
        }
        let number = self.last;
        if !self.is_taken_in(OBSERVATIONS).await? {
            let open = self.open(OBSERVATIONS, schema::observations).await?;
            let encoded = encode_observations::encode(plan, batch, &ids, &fresh, number, open.schema())?;
            open.write(encoded).await?;
        }
        self.count(OBSERVATIONS, fresh.len());
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
        if self.is_taken_in(&name).await? {
            self.count(&name, batch.line.len());
            return Ok(batch.line.len());
        }
        let number = self.last;
        let open = self.open(&name, || schema::register(text)).await?;
        let batch = count_only::counted_only(plan, register, batch);
        let encoded = encode_register::encode(plan, register, &batch, defaults, number, open.schema())?;
        let rows = encoded.num_rows();
        open.write(encoded).await?;
        self.count(&name, rows);
        Ok(rows)
    }

    /// Adds the plan's sources that are new or were changed, so that the lake explains itself to any reader.
    async fn sources(&mut self, plan: &Plan) -> Result<(), LakeError> {
        let number = self.last;
        let changed = crate::sources::changed(&self.lake, plan).await?;
        if changed.is_empty() || self.is_taken_in(SOURCES).await? {
            return Ok(());
        }
        let open = self.open(SOURCES, schema::sources).await?;
        let batch = crate::sources::encode(&changed, number, open.schema())?;
        open.write(batch).await?;
        // Sources come along; they are no rows of the publication.
        self.count(SOURCES, 0);
        Ok(())
    }

    /// Whether a promised number is in a table already: delta-rs takes the same one twice, so asking is our duty.
    async fn is_taken_in(&mut self, name: &str) -> Result<bool, LakeError> {
        if !self.is_reported || self.tables.contains_key(name) {
            return Ok(false);
        }
        if !self.taken_in.contains(name) && self.lake.has_taken_in(name, self.last).await? {
            self.taken_in.insert(name.to_owned());
        }
        Ok(self.taken_in.contains(name))
    }

    async fn open(
        &mut self,
        name: &str,
        columns: impl FnOnce() -> Vec<StructField>,
    ) -> Result<&mut WriteTable, LakeError> {
        if !self.tables.contains_key(name) {
            let table = self.lake.open_or_create(name, columns()).await?;
            self.tables.insert(name.to_owned(), WriteTable::new(name, table)?);
        }
        self.tables.get_mut(name).ok_or(LakeError::Shape { table: name.to_owned(), column: "any" })
    }

    /// Notes that the publication that was begun last wrote to a table.
    fn count(&mut self, table: &str, rows: usize) {
        let Some(publication) = self.begun.last_mut() else { return };
        publication.rows += i64::try_from(rows).unwrap_or(i64::MAX);
        if publication.tables.split(',').all(|name| name != table) {
            let comma = if publication.tables.is_empty() { "" } else { "," };
            publication.tables = format!("{}{comma}{table}", publication.tables);
        }
    }

    /// Commits every table and last the numbers. What has no rows is not published, unless its number was promised.
    ///
    /// # Errors
    /// If a table cannot be written. What was written is not visible then.
    pub async fn commit(self, plan: &Plan) -> Result<Vec<Publication>, LakeError> {
        self.commit_watched(plan, &mut |_| ControlFlow::Continue(())).await
    }

    /// The same, for whoever tries what is left of it if a process dies: where `watch` breaks, nothing more is done.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn commit_watched(
        mut self,
        plan: &Plan,
        watch: &mut (dyn FnMut(Moment<'_>) -> ControlFlow<()> + Send),
    ) -> Result<Vec<Publication>, LakeError> {
        let Some(mut lock) = self.lock.take() else { return Ok(Vec::new()) };
        if !self.is_reported {
            self.begun.retain(|publication| publication.rows > 0);
        }
        let Some(last) = self.begun.last() else { return Ok(Vec::new()) };
        self.last = last.number;
        self.sources(plan).await?;
        lock.begin(self.last)?;
        if watch(Moment::Begun).is_break() {
            return Ok(Vec::new());
        }
        for (name, table) in &mut self.tables {
            table.commit(self.lake.root(), self.last).await?;
            if watch(Moment::Written(name)).is_break() {
                return Ok(Vec::new());
            }
        }
        let names: Vec<String> = self.tables.keys().cloned().collect();
        let begun = std::mem::take(&mut self.begun);
        let (root, last) = (self.lake.root().to_owned(), self.last);
        let open = self.open(PUBLICATIONS, schema::publications).await?;
        open.write(encode_publications::encode(&begun, open.schema())?).await?;
        open.commit(&root, last).await?;
        if watch(Moment::Listed).is_break() {
            return Ok(begun);
        }
        for name in names.iter().map(String::as_str).chain([PUBLICATIONS]) {
            // The publications are visible by now; files that could not be joined are joined next time.
            if let Err(error) = self.lake.compact_if_needed(name).await {
                tracing::warn!(table = name, error = error.to_string(), "small files were not joined");
            }
        }
        drop(lock);
        Ok(begun)
    }
}
