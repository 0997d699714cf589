use std::io::{self, Read};
use std::ops::ControlFlow;

use crate::batch::Batch;
use crate::codes::{self, FindingCode};
use crate::csv::{CsvRows, Decoded};
use crate::open::{self, Opened};
use crate::output::Output;
use crate::report::{Reporter, Spot};
use crate::resolve::Resolver;
use crate::summary::Summary;
use crate::table::{self, Context, Outcome};
use crate::workbook::{self, Workbook};
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
    let mut cx = Context {
        request,
        names,
        resolver: Resolver::new(names),
        out: Output::new(sink, request.defaults),
        report: Reporter::new(request.file, request.limits.findings),
        summary: Summary::default(),
    };
    match open::open(input)? {
        Opened::Text(head) => read_text(head, input, &mut cx)?,
        Opened::Archive(head) => {
            if let Some(bytes) = whole(head, input, &mut cx)? {
                read_workbook(&bytes, &mut cx)?;
            }
        }
        Opened::Compound(head) => {
            if let Some(bytes) = whole(head, input, &mut cx)? {
                refuse(open::compound(&bytes), &mut cx);
            }
        }
        Opened::Other(code) => refuse(code, &mut cx),
    }
    let Context { mut summary, mut report, out, .. } = cx;
    summary.rows = out.rows;
    summary.values = out.values;
    summary.skipped_missing = out.skipped_missing;
    if out.values == 0 && out.skipped_missing == 0 && !report.has_errors() && !summary.stopped {
        // Headings and nothing below them: most likely the empty form.
        report.report(codes::EMPTY, Spot::FILE, |f| f);
    }
    if let Ok(count @ 1..) = usize::try_from(out.skipped_missing) {
        report.report(codes::SKIPPED_MISSING, Spot::FILE, |f| f.with("count", count));
    }
    summary.findings = report.finish();
    Ok(summary)
}

fn refuse(code: &FindingCode, cx: &mut Context<'_, '_>) {
    cx.report.report(code, Spot::FILE, |f| f);
}

fn too_large(limit: u64, cx: &mut Context<'_, '_>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    cx.report.report(codes::TOO_LARGE, Spot::FILE, |f| f.with("limit", limit));
}

fn read_text(head: Vec<u8>, input: &mut dyn Read, cx: &mut Context<'_, '_>) -> io::Result<()> {
    let limits = cx.request.limits;
    let input = Decoded::new(head, input, limits.text_bytes);
    let mut rows = CsvRows::new(input, limits.line_bytes())?;
    match table::read(&mut rows, cx) {
        Ok(Outcome::Unknown(unknown)) => unknown.report(&mut cx.report),
        Ok(Outcome::Empty | Outcome::Read) => {}
        Ok(Outcome::Stopped) => cx.summary.stopped = true,
        Err(error) => table::report_error(error, &cx.request.limits, &mut cx.report)?,
    }
    if rows.exceeded() {
        too_large(limits.text_bytes, cx);
    }
    Ok(())
}

/// All bytes of a file that cannot be streamed; none, and a finding, if there are too many.
fn whole(mut bytes: Vec<u8>, input: &mut dyn Read, cx: &mut Context<'_, '_>) -> io::Result<Option<Vec<u8>>> {
    let limit = cx.request.limits.workbook_bytes;
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        too_large(limit, cx);
        return Ok(None);
    }
    Ok(Some(bytes))
}

fn read_workbook(bytes: &[u8], cx: &mut Context<'_, '_>) -> io::Result<()> {
    let limits = cx.request.limits;
    let Some(measured) = workbook::check(bytes, &limits, &mut cx.report) else { return Ok(()) };
    let mut book = match Workbook::open(bytes, &measured) {
        Ok(book) => book,
        Err(error) => return table::report_error(error, &cx.request.limits, &mut cx.report),
    };
    let sheets = book.sheets();
    if sheets.len() > limits.sheets {
        let seen = sheets.len();
        cx.report.report(codes::TOO_MANY_SHEETS, Spot::FILE, |f| {
            f.with("limit", limits.sheets).with("seen", seen)
        });
        return Ok(());
    }
    let several = sheets.len() > 1;
    let mut unknown = Vec::new();
    for sheet in &sheets {
        if several {
            cx.report.set_file(format!("{}!{}", cx.request.file, sheet.name));
        }
        if sheet.hidden {
            refuse(codes::HIDDEN_SHEET, cx);
            continue;
        }
        cx.out.next_table(&sheet.name);
        let outcome = book.rows(&sheet.name, &limits).and_then(|mut rows| table::read(&mut rows, cx));
        match outcome {
            Ok(Outcome::Unknown(table)) => unknown.push((sheet, table)),
            Ok(Outcome::Stopped) => {
                cx.summary.stopped = true;
                return Ok(());
            }
            Ok(Outcome::Empty | Outcome::Read) => {}
            Err(error) => table::report_error(error, &cx.request.limits, &mut cx.report)?,
        }
    }
    // Beside a table that was read, a sheet with nothing known in it is one of explanations.
    let some_read = !cx.summary.tables.is_empty();
    for (sheet, table) in unknown {
        if several {
            cx.report.set_file(format!("{}!{}", cx.request.file, sheet.name));
        }
        if some_read && !table.partly {
            cx.report.report(codes::SKIPPED_SHEET, Spot::FILE, |f| f.with("seen", table.seen));
        } else {
            table.report(&mut cx.report);
        }
    }
    cx.report.set_file(cx.request.file.to_owned());
    Ok(())
}
