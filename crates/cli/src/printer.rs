//! The only place that writes to standard output and standard error.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

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

/// Why it stopped: goes to standard error.
pub(crate) fn complain(text: &str) {
    say(&format!("error: {text}"));
}

/// A value as JSON, indented.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> anyhow::Result<()> {
    Ok(print(&serde_json::to_string_pretty(value)?)?)
}

/// Rows under headings; columns named in `right` are aligned to the right.
pub(crate) fn table(headings: &[String], rows: &[Vec<String>], right: &[usize]) -> anyhow::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(headings);
    table.add_rows(rows);
    for column in right {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    Ok(print(&table.to_string())?)
}

/// Rows under headings as CSV.
pub(crate) fn csv(headings: &[String], rows: &[Vec<String>]) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(print(&String::from_utf8(writer.into_inner()?)?)?)
}
