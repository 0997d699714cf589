mod corrections;
mod desk;
mod held;
mod read_file;
mod references;
mod writing;

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use lanbai_intake::{Batch, Defaults, Summary, TableKind};
use lanbai_kernel::{Clock, Finding, NaiveDate, Origin, Place};
use lanbai_lake::{Lake, NewPublication, RegisterDefaults};
use lanbai_plan::Plan;
use tokio::sync::mpsc;

use crate::view::{ImportPreview, ImportReport};
use crate::{App, AppError, Messages, Workspace};

use corrections::Corrections;
pub(crate) use desk::Desk;
use desk::Parcel;
pub(crate) use held::Memory;
use read_file::spawn_reader;
use references::References;
pub(crate) use references::classes;
use writing::{Published, Writing};

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

/// Takes files in without reading what the lake holds: for a command that imports and ends.
pub struct Importer {
    plan: Arc<Plan>,
    folder: PathBuf,
    lake: Lake,
    clock: Arc<dyn Clock>,
    desk: Desk,
}

impl Importer {
    /// For a workspace; its plan must have no errors.
    pub fn open(workspace: &Workspace, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let (plan, findings) = lanbai_plan::load(&workspace.plan_files()?);
        let plan = Arc::new(plan.ok_or(AppError::Plan(findings))?);
        let folder = workspace.plan_folder();
        Ok(Self { plan, folder, lake: workspace.lake(), clock, desk: Desk::default() })
    }

    /// Imports one file: all of it or nothing. What is wrong with it is in the report's findings.
    pub async fn import(
        &self,
        file: &str,
        input: Box<dyn Read + Send>,
        options: ImportOptions,
        progress: Arc<ImportProgress>,
    ) -> Result<ImportReport, AppError> {
        let entrance = Entrance {
            plan: Arc::clone(&self.plan),
            folder: self.folder.clone(),
            clock: self.clock.as_ref(),
            lake: &self.lake,
            desk: &self.desk,
            memory: Memory::Ids(&self.lake),
        };
        entrance.import(file, input, options, progress).await
    }
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
        let entrance = Entrance {
            plan: Arc::clone(&self.snapshot().plan),
            folder: self.workspace.plan_folder(),
            clock: self.clock.as_ref(),
            lake: &self.lake,
            desk: &self.desk,
            memory: Memory::Values(self),
        };
        let report = entrance.import(file, input, options, progress).await?;
        if report.publication.is_some() {
            self.refresh().await?;
        }
        Ok(report)
    }
}

/// Where files are handed in, whoever keeps it.
struct Entrance<'a> {
    plan: Arc<Plan>,
    /// Where the plan's classifications lie.
    folder: PathBuf,
    clock: &'a dyn Clock,
    lake: &'a Lake,
    desk: &'a Desk,
    memory: Memory<'a>,
}

impl Entrance<'_> {
    async fn import(
        self,
        file: &str,
        input: Box<dyn Read + Send>,
        options: ImportOptions,
        progress: Arc<ImportProgress>,
    ) -> Result<ImportReport, AppError> {
        let arrival = Arrival::new(Arc::clone(&self.plan), self.folder, file, options, self.clock)?;
        arrival.take_in(self.lake, self.desk, &self.memory, input, progress).await
    }
}

/// A file that is handed in, with everything that holds for it.
struct Arrival {
    plan: Arc<Plan>,
    folder: PathBuf,
    file: String,
    options: ImportOptions,
    defaults: Defaults,
    header: NewPublication,
    register_defaults: RegisterDefaults,
}

impl Arrival {
    fn new(
        plan: Arc<Plan>,
        folder: PathBuf,
        file: &str,
        options: ImportOptions,
        clock: &dyn Clock,
    ) -> Result<Self, AppError> {
        if let Some(register) = &options.register
            && plan.register(register).is_none()
        {
            let known = plan.raw.registers.content.register.iter().map(|r| r.id.get_ref().as_str());
            return Err(crate::ask::unknown("register", register, known));
        }
        let source = match &options.source {
            None => None,
            Some(id) => {
                let known = plan.raw.sources.content.source.iter().map(|s| s.id.get_ref().as_str());
                Some(plan.source(id).ok_or_else(|| crate::ask::unknown("source", id, known))?.0)
            }
        };
        let known_on = options.known_on.unwrap_or_else(|| clock.today());
        Ok(Self {
            file: file.to_owned(),
            defaults: Defaults { origin: options.origin, source, known_on: Some(known_on) },
            header: NewPublication {
                kind: "import",
                file: Some(file.to_owned()),
                content_hash: None,
                plan_version: plan.raw.header.content.version.clone(),
                recorded_at: clock.now(),
            },
            register_defaults: RegisterDefaults {
                origin: options.origin.unwrap_or(Origin::Reported),
                source: options.source.clone(),
                known_on,
            },
            plan,
            folder,
            options,
        })
    }

    /// Reads the file and publishes it if nothing is wrong with it.
    ///
    /// What fits one batch is read before anyone is made to wait, and is published together with what else arrives;
    /// anything longer is written as it is read.
    async fn take_in(
        mut self,
        lake: &Lake,
        desk: &Desk,
        memory: &Memory<'_>,
        input: Box<dyn Read + Send>,
        progress: Arc<ImportProgress>,
    ) -> Result<ImportReport, AppError> {
        let (sender, mut batches) = mpsc::channel::<Batch>(4);
        let plan = Arc::clone(&self.plan);
        let reader =
            spawn_reader(plan, self.file.clone(), input, &self.options, self.defaults, sender, progress);
        let stopped = |_| AppError::Broken("the reader of the file stopped");
        let mut read: Vec<Batch> = batches.recv().await.into_iter().collect();
        read.extend(batches.recv().await);
        let mut corrections = Corrections::default();
        let mut references = References::default();
        for batch in &read {
            corrections.take(&self.plan, batch);
            references.take(&self.plan, batch, &self.file);
        }
        if read.len() <= 1 && !self.options.dry_run {
            let (mut summary, hash) = reader.await.map_err(stopped)??;
            summary.findings.extend(corrections.findings(lake, &self.plan, &self.file).await?);
            summary.findings.extend(references.findings(lake, &self.plan, &self.folder, &self.file).await?);
            self.header.content_hash = Some(hash);
            let clean = self.is_clean(&summary);
            let parcel = Parcel::new(&self, read);
            let published =
                if clean { desk.publish(lake, memory, parcel).await? } else { Published::default() };
            return Ok(self.report(summary, clean, published));
        }
        let mut writing = Writing::begin(lake, memory, &self.plan, self.options.dry_run).await?;
        writing.next(self.header.clone(), self.register_defaults.clone());
        for batch in &read {
            writing.add(batch).await?;
        }
        drop(read);
        while let Some(batch) = batches.recv().await {
            corrections.take(&self.plan, &batch);
            references.take(&self.plan, &batch, &self.file);
            writing.add(&batch).await?;
        }
        let (mut summary, hash) = reader.await.map_err(stopped)??;
        summary.findings.extend(corrections.findings(lake, &self.plan, &self.file).await?);
        summary.findings.extend(references.findings(lake, &self.plan, &self.folder, &self.file).await?);
        let clean = self.is_clean(&summary);
        let published = writing.conclude(hash, clean && !self.options.dry_run).await?;
        Ok(self.report(summary, clean, published))
    }

    /// Nothing is wrong with the file, and rows of a register know where they come from.
    fn is_clean(&self, summary: &Summary) -> bool {
        summary.is_clean() && !self.is_register_without_origin(summary)
    }

    fn is_register_without_origin(&self, summary: &Summary) -> bool {
        self.options.origin.is_none() && matches!(summary.tables.first(), Some(TableKind::Register(_)))
    }

    fn report(self, summary: Summary, clean: bool, published: Published) -> ImportReport {
        let counted = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let (rows, values) = (counted(summary.rows), counted(summary.values));
        let is_without_origin = self.is_register_without_origin(&summary);
        let mut findings = summary.findings;
        if is_without_origin {
            findings.push(Finding::error("data-register-without-origin", Place::file(&self.file)));
        }
        if let Some(number) = published.same {
            let place = Place::file(&self.file);
            findings.push(Finding::note("data-same-file", place).with("number", number.to_string()));
        }
        let added = if clean { published.added } else { 0 };
        let mut preview = summary.preview.into_iter();
        let columns = preview.next().map(|row| row.cells).unwrap_or_default();
        let (lines, cells) = preview.map(|row| (row.line, row.cells)).unzip();
        let messages = Messages::shared();
        ImportReport {
            file: self.file,
            rows,
            added,
            unchanged: if clean { values.saturating_sub(added) } else { 0 },
            dry_run: self.options.dry_run,
            publication: published.number,
            preview: ImportPreview { columns, rows: cells, lines },
            findings: findings.iter().map(|finding| messages.finding_of_plan(finding, &self.plan)).collect(),
        }
    }
}
