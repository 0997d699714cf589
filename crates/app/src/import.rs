use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lanbai_intake::{Batch, Defaults, Hint, Request, Summary, TableKind};
use lanbai_kernel::{Finding, NaiveDate, Origin, Place};
use lanbai_lake::{NewPublication, PARQUET_MAGIC, ParquetText, Publisher, RegisterDefaults};
use lanbai_plan::Plan;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use crate::names::{PlanNames, registers};
use crate::view::{ImportPreview, ImportReport};
use crate::{App, AppError};

/// How a file is to be taken in.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Tell what would happen and change nothing.
    pub dry_run: bool,
    /// The register that the file belongs to, where its headings do not tell.
    pub register: Option<String>,
    /// Origin of rows that state none.
    pub origin: Option<Origin>,
    /// Source of rows that name none.
    pub source: Option<String>,
    /// When rows that state no day became known; today if not said.
    pub known_on: Option<NaiveDate>,
}

/// How far an import has come; shared with whoever shows it.
#[derive(Debug, Default)]
pub struct ImportProgress {
    /// Bytes read.
    pub bytes: AtomicU64,
    /// Rows understood.
    pub rows: AtomicU64,
}

impl App {
    /// Imports one file: all of it or nothing. What is wrong with it is in the report's findings.
    pub async fn import(
        &self,
        file: &str,
        input: Box<dyn Read + Send>,
        options: ImportOptions,
        progress: Arc<ImportProgress>,
    ) -> Result<ImportReport, AppError> {
        let plan = Arc::clone(&self.snapshot().plan);
        if let Some(register) = &options.register
            && plan.register(register).is_none()
        {
            let known = plan.raw.registers.content.register.iter().map(|r| r.id.get_ref().as_str());
            return Err(crate::ask::unknown("register", register, known));
        }
        let defaults = self.defaults(&plan, &options)?;
        let (sender, mut batches) = mpsc::channel::<Batch>(4);
        let reader =
            spawn_reader(Arc::clone(&plan), file.to_owned(), input, &options, defaults, sender, progress);
        let header = NewPublication {
            kind: "import",
            file: Some(file.to_owned()),
            content_hash: None,
            plan_version: plan.raw.header.content.version.clone(),
            recorded_at: self.clock.now(),
        };
        let mut publisher =
            if options.dry_run { self.lake.rehearsal(header) } else { self.lake.publisher(header).await? };
        let register_defaults = RegisterDefaults {
            origin: defaults.origin.unwrap_or(Origin::Reported),
            source: options.source.clone(),
            known_on: defaults.known_on.unwrap_or_else(|| self.clock.today()),
        };
        let mut added = 0;
        while let Some(batch) = batches.recv().await {
            added += match &batch {
                Batch::Observations(batch) => publisher.observations(&plan, batch).await?,
                Batch::Register(batch) => {
                    publisher.register(&plan, batch.register, batch, &register_defaults).await?
                }
            };
        }
        let (summary, hash) =
            reader.await.map_err(|_| AppError::Broken("the reader of the file stopped"))??;
        self.conclude(file, publisher, &plan, summary, hash, added, &options).await
    }

    fn defaults(&self, plan: &Plan, options: &ImportOptions) -> Result<Defaults, AppError> {
        let source = match &options.source {
            None => None,
            Some(id) => {
                let known = plan.raw.sources.content.source.iter().map(|s| s.id.get_ref().as_str());
                Some(plan.source(id).ok_or_else(|| crate::ask::unknown("source", id, known))?.0)
            }
        };
        Ok(Defaults {
            origin: options.origin,
            source,
            known_on: Some(options.known_on.unwrap_or_else(|| self.clock.today())),
        })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the last step of one import, split off for its length only"
    )]
    async fn conclude(
        &self,
        file: &str,
        mut publisher: Publisher,
        plan: &Plan,
        summary: Summary,
        hash: String,
        added: usize,
        options: &ImportOptions,
    ) -> Result<ImportReport, AppError> {
        let (dry_run, has_origin) = (options.dry_run, options.origin.is_some());
        let counted = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let (rows, values) = (counted(summary.rows), counted(summary.values));
        let is_register = matches!(summary.tables.first(), Some(TableKind::Register(_)));
        let clean = summary.is_clean() && (has_origin || !is_register);
        let mut findings = summary.findings;
        let known = self.lake.publications().await?;
        let same = known.iter().find(|p| p.content_hash.as_deref() == Some(&hash));
        if is_register && !has_origin {
            findings.push(Finding::error("data-register-without-origin", Place::file(file)));
        }
        let mut fresh = if clean { added } else { 0 };
        // Rows of a register have no identity of their own across files, so the file as a whole decides.
        if let (Some(same), true) = (same, fresh == 0 || is_register) {
            fresh = 0;
            let place = Place::file(file);
            findings.push(Finding::note("data-same-file", place).with("number", same.number.to_string()));
        }
        let mut publication = None;
        if fresh > 0 && !dry_run {
            publisher.set_content_hash(hash);
            publisher.sources(plan).await?;
            publication = publisher.commit().await?.map(|p| p.number);
            self.refresh().await?;
        }
        let mut preview = summary.preview.into_iter();
        let columns = preview.next().map(|row| row.cells).unwrap_or_default();
        Ok(ImportReport {
            file: file.to_owned(),
            rows,
            added: fresh,
            unchanged: if clean { values.saturating_sub(fresh) } else { 0 },
            dry_run,
            publication,
            preview: ImportPreview { columns, rows: preview.map(|row| row.cells).collect() },
            findings: findings.iter().map(|finding| self.messages.finding(finding)).collect(),
        })
    }
}

type Read1 = tokio::task::JoinHandle<Result<(Summary, String), AppError>>;

/// Reads the file on a thread of its own, so that reading and writing go on side by side.
fn spawn_reader(
    plan: Arc<Plan>,
    file: String,
    input: Box<dyn Read + Send>,
    options: &ImportOptions,
    defaults: Defaults,
    sender: mpsc::Sender<Batch>,
    progress: Arc<ImportProgress>,
) -> Read1 {
    let register = options.register.clone();
    tokio::task::spawn_blocking(move || {
        let names = PlanNames::new(&plan);
        let registers = registers(&plan);
        let mut request = Request::new(&file);
        request.registers = &registers;
        request.defaults = defaults;
        if let Some(register) = &register {
            request.hint = Hint::Register(register);
        }
        let mut input = Hashed { input, hash: Sha256::new(), progress: Arc::clone(&progress) };
        let mut table = as_text(&mut input).map_err(lanbai_intake::IntakeError::from)?;
        let summary = lanbai_intake::read(&mut table, &request, &names, &mut |batch| {
            progress.rows.fetch_add(batch.len() as u64, Ordering::Relaxed);
            match sender.blocking_send(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        drop(table);
        Ok((summary, hexadecimal(&input.hash.finalize())))
    })
}

/// The largest Parquet file: it is held in memory, since it is read from its end.
const MOST_PARQUET_BYTES: u64 = 512 << 20;

/// The input itself, or a Parquet file as the text of a table.
fn as_text<'i>(input: &'i mut dyn Read) -> io::Result<Box<dyn Read + 'i>> {
    let mut beginning = Vec::new();
    input.take(PARQUET_MAGIC.len() as u64).read_to_end(&mut beginning)?;
    if beginning != PARQUET_MAGIC {
        return Ok(Box::new(io::Cursor::new(beginning).chain(input)));
    }
    let mut file = beginning;
    input.take(MOST_PARQUET_BYTES + 1).read_to_end(&mut file)?;
    if file.len() as u64 > MOST_PARQUET_BYTES {
        let limit = MOST_PARQUET_BYTES >> 20;
        return Err(io::Error::other(format!("a Parquet file may have at most {limit} MiB; split it")));
    }
    Ok(Box::new(ParquetText::new(file)?))
}

/// A reader that works out the hash of what passes and counts it.
struct Hashed {
    input: Box<dyn Read + Send>,
    hash: Sha256,
    progress: Arc<ImportProgress>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.progress.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
