use std::path::Path;

use lanbai_app::Workspace;
use lanbai_app::against::against;
use lanbai_app::check::{Checked, check};
use lanbai_app::view::FindingView;
use lanbai_kernel::{Clock, Finding, Severity, has_errors};
use miette::{GraphicalReportHandler, LabeledSpan, MietteDiagnostic, NamedSource, Report};

use crate::arguments::{Check, Format, Language};
use crate::clock::SystemClock;
use crate::printer;

/// Checks a plan and prints what was found.
pub(crate) async fn run(arguments: &Check, workspace: &Path, language: Language) -> anyhow::Result<bool> {
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => Workspace::open(workspace)?.plan_folder(),
    };
    let mut checked = check(&folder, SystemClock.today())?;
    // A plan with errors is mended first; what it would orphan cannot be told yet.
    if let (Some(old), Some(_)) = (&arguments.against, &checked.plan) {
        checked.findings.extend(against(&folder, old).await?);
    }
    let views = checked.views();
    match arguments.format {
        Format::Json => printer::json(&views)?,
        Format::Csv => printer::csv(&headings(), &rows(&views, language))?,
        Format::Table => {
            for (finding, view) in checked.findings.iter().zip(&views) {
                printer::print(&drawn(&checked, finding, view, language)?)?;
            }
        }
    }
    let count = |severity| checked.findings.iter().filter(|f| f.severity == severity).count().to_string();
    let plan = checked.named().unwrap_or_else(|| "—".to_owned());
    let counts = [
        ("plan", plan),
        ("errors", count(Severity::Error)),
        ("warnings", count(Severity::Warning)),
        ("notes", count(Severity::Note)),
    ];
    printer::tell("cli-checked", &counts, language);
    Ok(!has_errors(&checked.findings))
}

fn headings() -> Vec<String> {
    ["severity", "code", "file", "line", "message", "hint"].map(str::to_owned).to_vec()
}

fn rows(views: &[FindingView], language: Language) -> Vec<Vec<String>> {
    views
        .iter()
        .map(|view| {
            vec![
                view.severity.clone(),
                view.code.clone(),
                view.place.file.clone().unwrap_or_default(),
                view.place.line.map(|line| line.to_string()).unwrap_or_default(),
                language.of(&view.message).to_owned(),
                language.of(&view.hint).to_owned(),
            ]
        })
        .collect()
}

/// A finding with the line that it is about, underlined.
fn drawn(
    checked: &Checked,
    finding: &Finding,
    view: &FindingView,
    language: Language,
) -> anyhow::Result<String> {
    let severity = match finding.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Note => miette::Severity::Advice,
    };
    let mut diagnostic =
        MietteDiagnostic::new(language.of(&view.message)).with_code(finding.code).with_severity(severity);
    let source = finding.place.file.as_ref().and_then(|name| checked.files.iter().find(|f| f.name == *name));
    let report = match (source, finding.place.span) {
        (Some(file), Some((start, end))) => {
            diagnostic = diagnostic.with_label(LabeledSpan::underline(start..end));
            Report::new(diagnostic).with_source_code(NamedSource::new(&file.name, file.text.clone()))
        }
        _ => Report::new(diagnostic),
    };
    let mut out = String::new();
    let hint = language.of(&view.hint);
    let mut handler = GraphicalReportHandler::new();
    if !hint.is_empty() {
        // The handler's own label of a hint is English.
        handler = handler.with_footer(format!("{}{hint}", printer::word("cli-hint", language)));
    }
    handler.render_report(&mut out, report.as_ref())?;
    Ok(out)
}
