use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use lanbai_app::view::ImportReport;
use lanbai_app::{ImportOptions, ImportProgress, Importer};
use lanbai_kernel::Origin;

use crate::arguments::{Format, Import, Language};
use crate::printer;
use crate::refusal::Refusal;

/// Imports files one after the other.
pub(crate) async fn run(import: &Import, importer: &Importer, language: Language) -> anyhow::Result<bool> {
    let origin = match import.origin.as_deref() {
        None => None,
        Some(name) => Some(Origin::from_name(name).ok_or_else(|| Refusal::new("unknown-origin", name))?),
    };
    let options = ImportOptions {
        dry_run: import.dry_run,
        register: import.register.clone(),
        origin,
        source: import.source.clone(),
        known_on: import.known_on,
    };
    let mut reports = Vec::new();
    for path in &import.files {
        let report = import_file(importer, path, options.clone(), language).await?;
        if import.format != Format::Json {
            tell(&report, language);
        }
        reports.push(report);
    }
    if import.format == Format::Json {
        printer::json(&reports)?;
    }
    Ok(!reports.iter().flat_map(|r| &r.findings).any(|finding| finding.severity == "error"))
}

/// Imports one file with a progress bar for anything over a second.
pub(crate) async fn import_file(
    importer: &Importer,
    path: &Path,
    options: ImportOptions,
    language: Language,
) -> anyhow::Result<ImportReport> {
    let file = open(path).map_err(|error| Refusal::path(path, &error))?;
    let bytes = file.metadata().map(|m| m.len()).unwrap_or(0);
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let progress = Arc::new(ImportProgress::default());
    let bar = tokio::spawn(show_progress(Arc::clone(&progress), bytes, name.clone(), language));
    let report = importer.import(&name, Box::new(file), options, progress).await;
    bar.abort();
    report.map_err(|error| {
        let refusal = Refusal::new("not-imported", "").with("file", path.display());
        refusal.with_words("reason", error.message()).with_words("advice", error.hint()).into()
    })
}

/// Opens a file; a folder, which the system would open too, is refused at once.
fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(file)
}

async fn show_progress(progress: Arc<ImportProgress>, bytes: u64, name: String, language: Language) {
    tokio::time::sleep(Duration::from_secs(1)).await;
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {bytes}/{total_bytes} {msg}") {
        bar.set_style(style);
    }
    bar.set_prefix(name);
    let mut seconds = 1.0_f64;
    loop {
        let rows = progress.rows.load(Ordering::Relaxed);
        bar.set_position(progress.bytes.load(Ordering::Relaxed));
        let rate = format!("{:.0}", rows as f64 / seconds);
        bar.set_message(printer::told("cli-rows-a-second", &[("rate", rate)], language));
        tokio::time::sleep(Duration::from_millis(200)).await;
        seconds += 0.2;
    }
}

/// What happened to a file, in words.
pub(crate) fn tell(report: &ImportReport, language: Language) {
    let refused = report.findings.iter().any(|finding| finding.severity == "error");
    let done = match (refused, report.dry_run) {
        (true, _) => "cli-refused",
        (false, true) => "cli-would-import",
        (false, false) => "cli-imported",
    };
    let counts = [
        ("file", report.file.clone()),
        ("rows", report.rows.to_string()),
        ("added", report.added.to_string()),
        ("unchanged", report.unchanged.to_string()),
    ];
    printer::tell(done, &counts, language);
    printer::findings(&report.findings, &report.file, language);
}
