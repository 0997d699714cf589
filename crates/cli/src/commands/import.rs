use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use lanbai_app::view::ImportReport;
use lanbai_app::{ImportOptions, ImportProgress, Importer};
use lanbai_kernel::Origin;

use super::said;
use crate::arguments::{Format, Import, Language};
use crate::printer;

/// Imports files one after the other.
pub(crate) async fn run(import: &Import, importer: &Importer, language: Language) -> anyhow::Result<bool> {
    let origin =
        match import.origin.as_deref() {
            None => None,
            Some(name) => Some(Origin::from_name(name).with_context(|| {
                format!("`{name}` is no origin; use published, reported, derived or sample")
            })?),
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
        let report = import_file(importer, path, options.clone()).await?;
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
) -> anyhow::Result<ImportReport> {
    let file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let bytes = file.metadata().map(|m| m.len()).unwrap_or(0);
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let progress = Arc::new(ImportProgress::default());
    let bar = tokio::spawn(show_progress(Arc::clone(&progress), bytes, name.clone()));
    let report = importer.import(&name, Box::new(file), options, progress).await;
    bar.abort();
    report.with_context(|| format!("`{}` was not imported", path.display()))
}

async fn show_progress(progress: Arc<ImportProgress>, bytes: u64, name: String) {
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
        bar.set_message(format!("{:.0} rows/s", rows as f64 / seconds));
        tokio::time::sleep(Duration::from_millis(200)).await;
        seconds += 0.2;
    }
}

/// What happened to a file, in words.
pub(crate) fn tell(report: &ImportReport, language: Language) {
    let done = if report.dry_run { "would add" } else { "added" };
    printer::say(&format!(
        "{}: {} rows read, {done} {}, unchanged {}",
        report.file, report.rows, report.added, report.unchanged
    ));
    for finding in &report.findings {
        let place = &finding.place;
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        let column = place.column.as_deref().map(|c| format!(" [{c}]")).unwrap_or_default();
        let file = place.file.as_deref().unwrap_or(&report.file);
        printer::say(&format!(
            "  {} {file}{line}{column}: {} ({})",
            finding.severity,
            said(&finding.message, language),
            finding.code
        ));
        let hint = said(&finding.hint, language);
        if !hint.is_empty() {
            printer::say(&format!("      {hint}"));
        }
    }
}
