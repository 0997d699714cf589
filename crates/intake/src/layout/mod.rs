//! What a table is, found out from its first rows.

mod captions;
mod meaning;
mod register;
mod wide;

pub(crate) use captions::Captions;
pub(crate) use register::{FieldColumn, RegisterColumns};
pub(crate) use wide::{DataColumn, WideColumns};

use crate::codes;
use crate::columns::Columns;
use crate::fold::shorten;
use crate::headings::{Heading, Role};
use crate::long::NEEDED;
use crate::raw::{OwnedRow, RawRow};
use crate::report::{Reporter, Spot};
use crate::request::{Hint, Register};
use crate::{Names, Request};

/// A table's layout.
pub(crate) enum Layout {
    Long(Box<LongColumns>),
    Wide(Box<WideColumns>),
    Register(RegisterColumns),
}

/// A long table's columns and what stands above them.
pub(crate) struct LongColumns {
    pub(crate) columns: Columns,
    pub(crate) captions: Captions,
}

/// A layout and where its rows begin.
pub(crate) struct Found {
    pub(crate) layout: Layout,
    /// Position in the head of the first row below the headings.
    pub(crate) first: usize,
}

/// A table that is none of the known ones.
pub(crate) struct Unknown {
    /// The headings that were seen.
    pub(crate) seen: Vec<String>,
    /// What they could have been.
    pub(crate) expected: Vec<String>,
    pub(crate) line: u32,
    /// Whether anything in it was recognised, so that it can hardly be a sheet of explanations.
    pub(crate) partly: bool,
    /// Columns without which it is not a table of observations, if only they are missing.
    pub(crate) missing: Vec<Role>,
}

impl Unknown {
    /// Tells of it.
    pub(crate) fn report(self, report: &mut Reporter) {
        let spot = Spot::line(self.line);
        if self.missing.is_empty() {
            report.report(codes::UNKNOWN_LAYOUT, spot, |f| {
                f.with("seen", self.seen).with("expected", self.expected)
            });
        } else {
            let missing: Vec<String> = self.missing.iter().map(|role| role.name().to_owned()).collect();
            report
                .report(codes::MISSING_COLUMN, spot, |f| f.with("seen", self.seen).with("expected", missing));
        }
    }
}

/// Finds out what a table is. `Err(None)` means that findings were reported already.
pub(crate) fn find(
    head: &[OwnedRow],
    request: &Request<'_>,
    names: &dyn Names,
    report: &mut Reporter,
) -> Result<Found, Option<Unknown>> {
    if let Hint::Register(id) = request.hint {
        let Some(n) = request.registers.iter().position(|register| register.id == id) else {
            let known = request.registers.iter().map(|register| register.id.as_str());
            let nearest = crate::nearest::nearest_of(id, known);
            report
                .report(codes::UNKNOWN_REGISTER, Spot::FILE, |f| f.with("seen", id).with("nearest", nearest));
            return Err(None);
        };
        return register::of(head, &request.registers[n], n, report)
            .map_err(|()| Some(unknown(head, request)));
    }
    if let Some(found) = find_long(head, names, report) {
        return Ok(found);
    }
    if request.hint == Hint::Any {
        match register::choose(head, request, report) {
            register::Choice::Found(found) => return Ok(found),
            register::Choice::Reported => return Err(None),
            register::Choice::None => {}
        }
    }
    match wide::find(head, names, report) {
        wide::Outcome::Found(found) => Ok(found),
        wide::Outcome::Reported => Err(None),
        wide::Outcome::Missing { .. } if !unknown(head, request).missing.is_empty() => {
            Err(Some(unknown(head, request)))
        }
        wide::Outcome::Missing { line, row, missing } => {
            let seen = head.get(row).map(|row| headings(&row.as_row())).unwrap_or_default();
            Err(Some(Unknown { line, seen, missing, ..unknown(head, request) }))
        }
        wide::Outcome::None => Err(Some(unknown(head, request))),
    }
}

fn find_long(head: &[OwnedRow], names: &dyn Names, report: &mut Reporter) -> Option<Found> {
    head.iter().enumerate().find_map(|(n, row)| {
        let columns = Columns::new(heading_row(&row.as_row()));
        NEEDED.iter().all(|role| columns.at(*role).is_some()).then_some(())?;
        columns.check(row.line, report);
        let captions = Captions::read(&head[..n], names);
        captions.report(report);
        Some(Found { layout: Layout::Long(Box::new(LongColumns { columns, captions })), first: n + 1 })
    })
}

fn heading_row(row: &RawRow<'_>) -> Vec<Heading> {
    (0..row.cells.len()).map(|n| Heading::new(&row.text(n))).collect()
}

/// The headings of a row as they stand, as many as a finding can show.
fn headings(row: &RawRow<'_>) -> Vec<String> {
    const SHOWN: usize = 20;
    row.filled().take(SHOWN).map(|n| shorten(&row.text(n))).collect()
}

/// What to say of a table that nothing fits: the row that looks most like headings.
fn unknown(head: &[OwnedRow], request: &Request<'_>) -> Unknown {
    let roles = |row: &OwnedRow| heading_row(&row.as_row()).iter().filter(|h| Role::of(h).is_some()).count();
    let best = head.iter().rev().max_by_key(|row| (roles(row), row.as_row().filled().count().min(3)));
    let known = best.map_or(0, roles);
    let columns = best.map(|row| Columns::new(heading_row(&row.as_row())));
    let missing: Vec<Role> =
        NEEDED.into_iter().filter(|role| columns.as_ref().is_none_or(|c| c.at(*role).is_none())).collect();
    Unknown {
        seen: best.map(|row| headings(&row.as_row())).unwrap_or_default(),
        expected: expected(request),
        line: best.map_or(1, |row| row.line),
        partly: known > 0,
        // With three of the four, the fourth is what the table lacks; with fewer, it is another table.
        missing: if missing.len() == 1 { missing } else { Vec::new() },
    }
}

fn expected(request: &Request<'_>) -> Vec<String> {
    let register = |register: &Register| -> Vec<String> {
        register.fields.iter().map(|field| field.name.zh.clone()).collect()
    };
    match request.hint {
        Hint::Register(id) => request.registers.iter().find(|r| r.id == id).map(register).unwrap_or_default(),
        Hint::Any | Hint::Observations => NEEDED.iter().map(|role| role.name().to_owned()).collect(),
    }
}
