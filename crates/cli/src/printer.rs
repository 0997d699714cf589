//! The only place that writes to standard output and standard error.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use lanbai_app::view::{Bilingual, FindingView};
use lanbai_app::{Messages, same};
use lanbai_report::harmless;

use crate::arguments::Language;

/// Data: goes to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// What went on: goes to standard error.
pub(crate) fn say(text: &str) {
    // Nobody reading is no reason to stop.
    let _ = writeln!(io::stderr(), "{text}");
}

/// What went on, in words of the message files: goes to standard error.
pub(crate) fn tell(code: &str, arguments: &[(&str, String)], language: Language) {
    say(&told(code, arguments, language));
}

/// A sentence of the message files with its arguments.
pub(crate) fn told(code: &str, arguments: &[(&str, String)], language: Language) -> String {
    let arguments: Vec<(&str, Bilingual)> =
        arguments.iter().map(|(name, text)| (*name, same(text))).collect();
    language.of(&Messages::shared().text(code, &arguments)).to_owned()
}

/// A word of the message files.
pub(crate) fn word(code: &str, language: Language) -> String {
    told(code, &[], language)
}

/// Why it stopped and what to do: goes to standard error.
pub(crate) fn complain((message, hint): &(Bilingual, Bilingual), language: Language) {
    tell("cli-error", &[("message", language.of(message).to_owned())], language);
    let hint = language.of(hint);
    if !hint.is_empty() {
        say(&format!("    {hint}"));
    }
}

/// Findings with their places and hints, those without a file as of this one: goes to standard error.
pub(crate) fn findings(findings: &[FindingView], file: &str, language: Language) {
    for finding in findings {
        let place = &finding.place;
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        let column = place.column.as_deref().map(|c| format!(" [{c}]")).unwrap_or_default();
        let file = place.file.as_deref().unwrap_or(file);
        say(&format!(
            "  {} {file}{line}{column}: {} ({})",
            word(&format!("severity-{}", finding.severity), language),
            language.of(&finding.message),
            finding.code
        ));
        let hint = language.of(&finding.hint);
        if !hint.is_empty() {
            say(&format!("      {hint}"));
        }
    }
}

/// A value as JSON, indented.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> anyhow::Result<()> {
    Ok(print(&serde_json::to_string_pretty(value)?)?)
}

/// Rows under headings; columns named in `right` are aligned to the right.
pub(crate) fn table(headings: &[String], rows: &[Vec<String>], right: &[usize]) -> anyhow::Result<()> {
    Ok(print(&table_text(headings, rows, right))?)
}

/// The same as text.
pub(crate) fn table_text(headings: &[String], rows: &[Vec<String>], right: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(headings);
    table.add_rows(rows);
    for column in right {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

/// Rows under headings as CSV.
pub(crate) fn csv(headings: &[String], rows: &[Vec<String>]) -> anyhow::Result<()> {
    Ok(print(&csv_text(headings, rows)?)?)
}

/// The same as text, of which a spreadsheet runs nothing.
pub(crate) fn csv_text(headings: &[String], rows: &[Vec<String>]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
