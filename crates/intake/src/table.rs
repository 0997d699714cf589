use std::ops::ControlFlow;

use crate::codes;
use crate::fold::shorten;
use crate::headings::Role;
use crate::layout::{self, Layout, Unknown};
use crate::limited::Limited;
use crate::long::LongRows;
use crate::output::Output;
use crate::raw::{OwnedRow, RawRow};
use crate::register::RegisterRows;
use crate::report::{Reporter, Spot};
use crate::resolve::Resolver;
use crate::source::{RowError, RowSource};
use crate::summary::{Preview, Summary, TableKind};
use crate::wide::WideRows;
use crate::{Limits, Names, Request};

/// What all tables of a file share while they are read.
pub(crate) struct Context<'a, 's> {
    pub(crate) request: &'a Request<'a>,
    pub(crate) names: &'a dyn Names,
    pub(crate) resolver: Resolver<'a>,
    pub(crate) out: Output<'s>,
    pub(crate) report: Reporter,
    pub(crate) summary: Summary,
}

/// What became of a table.
pub(crate) enum Outcome {
    /// There is nothing in it.
    Empty,
    /// It is none of the known ones, which is not reported yet.
    Unknown(Unknown),
    /// It was read, or findings say why not.
    Read,
    /// The sink asked to stop.
    Stopped,
}

/// How many rows are looked at to find the headings.
const HEAD: usize = 40;

/// Reads one table from its first row to its last.
pub(crate) fn read<S: RowSource>(source: &mut S, cx: &mut Context<'_, '_>) -> Result<Outcome, RowError> {
    let mut rows = Limited::new(source, cx.request.limits);
    let mut head: Vec<OwnedRow> = Vec::new();
    while head.len() < HEAD && rows.advance()? {
        head.push(rows.row().to_owned());
    }
    if head.iter().all(|row| row.as_row().is_blank()) {
        return Ok(Outcome::Empty);
    }
    if cx.summary.preview.is_empty() {
        cx.summary.preview = head.iter().take(Preview::ROWS).map(preview).collect();
    }
    let found = match layout::find(&head, cx.request, cx.names, &mut cx.report) {
        Ok(found) => found,
        Err(Some(unknown)) => return Ok(Outcome::Unknown(unknown)),
        Err(None) => return Ok(Outcome::Read),
    };
    let mut reader = TableReader::new(found.layout, cx);
    let mut flow = ControlFlow::Continue(());
    for row in &head[found.first..] {
        if flow.is_continue() {
            flow = reader.row(&row.as_row(), cx);
        }
    }
    drop(head);
    while flow.is_continue() && rows.advance()? {
        flow = reader.row(&rows.row(), cx);
    }
    if flow.is_continue() {
        flow = reader.finish(cx);
    }
    Ok(if flow.is_break() { Outcome::Stopped } else { Outcome::Read })
}

/// The reader of a table's layout.
enum TableReader<'a> {
    Long(LongRows),
    Wide(WideRows),
    Register(RegisterRows<'a>),
}

impl<'a> TableReader<'a> {
    fn new(layout: Layout, cx: &mut Context<'a, '_>) -> Self {
        let (kind, reader) = match layout {
            Layout::Long(columns) => {
                cx.out.expect_corrections(columns.columns.at(Role::Corrects).is_some());
                (TableKind::Long, Self::Long(LongRows::new(*columns, &mut cx.resolver, &mut cx.report)))
            }
            Layout::Wide(columns) => {
                cx.out.expect_corrections(columns.labels.at(Role::Corrects).is_some());
                (TableKind::Wide, Self::Wide(WideRows::new(*columns, &mut cx.resolver, &mut cx.report)))
            }
            Layout::Register(columns) => {
                let n = columns.register;
                (TableKind::Register(n), Self::Register(RegisterRows::new(&cx.request.registers[n], columns)))
            }
        };
        cx.summary.tables.push(kind);
        reader
    }

    #[inline]
    fn row(&mut self, row: &RawRow<'_>, cx: &mut Context<'_, '_>) -> ControlFlow<()> {
        let Context { resolver, out, report, .. } = cx;
        match self {
            Self::Long(rows) => rows.row(row, resolver, out, report),
            Self::Wide(rows) => rows.row(row, resolver, out, report),
            Self::Register(rows) => rows.row(row, resolver, out, report),
        }
    }

    fn finish(&mut self, cx: &mut Context<'_, '_>) -> ControlFlow<()> {
        if let Self::Register(rows) = self {
            rows.flush(&mut cx.out)?;
        }
        cx.out.flush(&mut cx.report)
    }
}

/// Reports why a table could not be read to its end; hands back what no finding can tell.
pub(crate) fn report_error(
    error: RowError,
    limits: &Limits,
    report: &mut Reporter,
) -> Result<(), std::io::Error> {
    match error {
        RowError::Io(error) => return Err(error),
        RowError::LineTooLong { line } => {
            report.report(codes::LINE_TOO_LONG, Spot::line(line), |f| f.with("limit", limits.line_bytes()));
        }
        RowError::UnclosedQuote { line } => {
            report.report(codes::UNCLOSED_QUOTE, Spot::line(line), |f| f);
        }
        RowError::TooManyColumns { line, seen } => {
            report.report(codes::TOO_MANY_COLUMNS, Spot::line(line), |f| {
                f.with("limit", limits.columns).with("seen", seen)
            });
        }
        RowError::CellTooLong { line, column, seen } => {
            let column = (column + 1).to_string();
            report.report(codes::CELL_TOO_LONG, Spot::cell(line, &column), |f| {
                f.with("limit", limits.cell_bytes).with("seen", seen)
            });
        }
        RowError::TooManyRows => {
            report.report(codes::TOO_MANY_ROWS, Spot::FILE, |f| f.with("limit", limits.rows as usize));
        }
        RowError::Corrupt { line, reason } => {
            let spot = Spot { line, column: None };
            report.report(codes::CORRUPT_WORKBOOK, spot, |f| f.with("reason", reason));
        }
    }
    Ok(())
}

fn preview(row: &OwnedRow) -> Preview {
    let row = row.as_row();
    let shown = |n| if row.is_spread(n) { String::new() } else { shorten(&row.text(n)) };
    Preview { line: row.line, cells: (0..row.cells.len()).map(shown).collect() }
}
