use std::io::{self, Read};
use std::ops::ControlFlow;

use crate::batch::Batch;
use crate::codes;
use crate::csv::{CsvRows, Decoded, RowError};
use crate::fold::shorten;
use crate::headings::Role;
use crate::long::{Columns, LongRows, Observations, Resolver};
use crate::raw::{OwnedRow, RawRow};
use crate::report::{Reporter, Spot};
use crate::summary::{Preview, Summary, TableKind};
use crate::{Names, Request};

/// Why a file could not even be tried.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Its bytes could not be had.
    #[error("the file could not be read")]
    Read(#[from] io::Error),
}

/// Reads a file: batches go to `sink` as they fill, and the summary says what was found.
///
/// The batches of a file with an error finding are those of its good rows: keep them only if
/// [`Summary::is_clean`]. A break from the sink stops the reading.
///
/// # Errors
/// [`IntakeError`] if the bytes could not be had. What is wrong with them is a finding.
pub fn read(
    input: &mut dyn Read,
    request: &Request<'_>,
    names: &dyn Names,
    sink: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<Summary, IntakeError> {
    let mut report = Reporter::new(request.file, request.limits.findings);
    let mut summary = Summary::default();
    let input = Decoded::new(Vec::new(), input, request.limits.text_bytes);
    let mut rows = CsvRows::new(input, request.limits.line_bytes())?;
    let outcome = text_table(&mut rows, request, names, sink, &mut summary, &mut report);
    match outcome {
        Ok(()) => {}
        Err(RowError::Io(error)) => return Err(error.into()),
        Err(RowError::LineTooLong { line }) => {
            report.report(codes::LINE_TOO_LONG, Spot::line(line), |f| {
                f.with("limit", request.limits.line_bytes())
            });
        }
        Err(RowError::UnclosedQuote { line }) => {
            report.report(codes::UNCLOSED_QUOTE, Spot::line(line), |f| f);
        }
    }
    if rows.input().exceeded() {
        let limit = usize::try_from(request.limits.text_bytes).unwrap_or(usize::MAX);
        report.report(codes::TOO_LARGE, Spot::FILE, |f| f.with("limit", limit));
    }
    summary.findings = report.finish();
    Ok(summary)
}

/// How many rows are looked at to find the headings.
const HEAD: usize = 40;

fn text_table(
    rows: &mut CsvRows<'_>,
    request: &Request<'_>,
    names: &dyn Names,
    sink: &mut dyn FnMut(Batch) -> ControlFlow<()>,
    summary: &mut Summary,
    report: &mut Reporter,
) -> Result<(), RowError> {
    if rows.is_blank() {
        report.report(codes::EMPTY, Spot::FILE, |f| f);
        return Ok(());
    }
    let mut head: Vec<OwnedRow> = Vec::new();
    while head.len() < HEAD && rows.advance()? {
        head.push(rows.row().to_owned());
    }
    summary.preview = head.iter().take(Preview::ROWS).map(preview).collect();
    let Some((first, columns)) = find_long(&head, report) else { return Ok(()) };
    summary.tables.push(TableKind::Long);
    let long = LongRows::new(columns);
    let mut resolver = Resolver::new(names);
    let mut out = Observations::new(sink, request.defaults);
    let mut flow = ControlFlow::Continue(());
    for row in &head[first + 1..] {
        flow = long.row(&row.as_row(), &mut resolver, &mut out, report);
    }
    while flow.is_continue() && rows.advance()? {
        flow = long.row(&rows.row(), &mut resolver, &mut out, report);
    }
    if flow.is_continue() {
        flow = out.flush(report);
    }
    summary.stopped = flow.is_break();
    summary.rows += out.rows;
    summary.skipped_missing += out.skipped_missing;
    Ok(())
}

fn find_long(head: &[OwnedRow], report: &mut Reporter) -> Option<(usize, Columns)> {
    for (n, row) in head.iter().enumerate() {
        if let Ok(columns) = Columns::new(&row.as_row()) {
            columns.check(row.line, report);
            return Some((n, columns));
        }
    }
    report.report(codes::UNKNOWN_LAYOUT, Spot::FILE, |f| {
        let first: Vec<String> = head.first().map(|row| preview(row).cells).unwrap_or_default();
        let expected: Vec<String> = Role::ALL.map(|role| role.name().to_owned()).to_vec();
        f.with("seen", first).with("expected", expected)
    });
    None
}

fn preview(row: &OwnedRow) -> Preview {
    let row: RawRow<'_> = row.as_row();
    Preview { line: row.line, cells: (0..row.cells.len()).map(|n| shorten(&row.text(n))).collect() }
}
