use lanbai_kernel::{NaiveDate, Origin, Qualifiers, Unit};

use crate::cell;
use crate::codes;
use crate::fold::{fold, shorten};
use crate::headings::{Heading, Role};
use crate::nearest::nearest_of;
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};
use crate::resolve::{Resolver, checked_text};

/// Where each role of a table of observations stands.
#[derive(Clone)]
pub(crate) struct Columns {
    at: [Option<usize>; Role::ALL.len()],
    headings: Vec<Heading>,
}

/// What a row says of where its values come from.
pub(crate) struct Provenance {
    pub(crate) origin: Option<Origin>,
    pub(crate) qualifiers: Qualifiers,
    pub(crate) source: Option<u32>,
    pub(crate) known_on: Option<NaiveDate>,
    pub(crate) supersedes: Option<i64>,
}

impl Columns {
    /// Takes each heading for the role that it names; the first of two with the same.
    pub(crate) fn new(headings: Vec<Heading>) -> Self {
        let mut at = [None; Role::ALL.len()];
        for (column, heading) in headings.iter().enumerate() {
            if let Some(role) = Role::of(heading) {
                at[role as usize].get_or_insert(column);
            }
        }
        Self { at, headings }
    }

    /// How many roles have a column.
    pub(crate) fn count(&self) -> usize {
        self.at.iter().flatten().count()
    }

    /// The column of that role.
    #[inline]
    pub(crate) fn at(&self, role: Role) -> Option<usize> {
        self.at[role as usize]
    }

    /// Its heading as it stands; the role's own name where there is no such column.
    pub(crate) fn heading(&self, role: Role) -> &str {
        self.at(role).map_or(role.name(), |column| &self.headings[column].shown)
    }

    /// The unit in the heading of that role.
    pub(crate) fn unit_in_heading(&self, role: Role) -> Option<Unit> {
        self.at(role).and_then(|column| self.headings[column].unit)
    }

    /// Reports headings that are used twice or not at all.
    pub(crate) fn check(&self, line: u32, report: &mut Reporter) {
        for (column, heading) in self.headings.iter().enumerate() {
            match Role::of(heading) {
                Some(role) => self.check_twice(role, column, line, report),
                None if heading.is_worked_out() => {}
                None => {
                    report.report(codes::UNKNOWN_COLUMN, Spot::cell(line, &heading.shown), |f| {
                        f.with("nearest", nearest_of(&heading.key, Role::ALL.map(Role::name)))
                    });
                }
            }
        }
    }

    /// Reports a column whose role an earlier one has.
    pub(crate) fn check_twice(&self, role: Role, column: usize, line: u32, report: &mut Reporter) {
        let first = self.at(role).unwrap_or(column);
        if first != column {
            report.report(codes::DUPLICATE_COLUMN, Spot::cell(line, &self.headings[column].shown), |f| {
                f.with("other", self.headings[first].shown.as_str())
            });
        }
    }

    /// Hands the trimmed cell of that role and its place to `ask`; none if there is no such column.
    #[inline]
    pub(crate) fn ask<'r, T>(
        &self,
        row: &RawRow<'r>,
        role: Role,
        ask: impl FnOnce(&'r [u8], Spot<'_>) -> Option<T>,
    ) -> Option<T> {
        let column = self.at(role)?;
        ask(row.cell(column).trim_ascii(), Spot::cell(row.line, &self.headings[column].shown))
    }

    /// Origin, exactness, source and day of a row, and what it corrects. None if one of the cells could not be read.
    #[inline]
    pub(crate) fn provenance(
        &self,
        row: &RawRow<'_>,
        resolver: &mut Resolver<'_>,
        report: &mut Reporter,
    ) -> Option<Provenance> {
        let mut all = Provenance {
            origin: None,
            qualifiers: Qualifiers::EXACT,
            source: None,
            known_on: None,
            supersedes: None,
        };
        let mut readable = true;
        for role in [Role::Qualifier, Role::Origin, Role::Nature] {
            if self.at(role).is_some() {
                match self.ask(row, role, |cell, spot| resolver.nature(cell, spot, report)) {
                    Some(nature) => {
                        all.origin = nature.origin.or(all.origin);
                        all.qualifiers = all.qualifiers.union(nature.qualifiers);
                    }
                    None => readable = false,
                }
            }
        }
        if self.at(Role::Source).is_some() {
            match self.ask(row, Role::Source, |cell, spot| resolver.source(cell, spot, report)) {
                Some(source) => all.source = source,
                None => readable = false,
            }
        }
        if self.at(Role::KnownOn).is_some() {
            match self.ask(row, Role::KnownOn, |cell, spot| resolver.date(cell, spot, report)) {
                Some(date) => all.known_on = date,
                None => readable = false,
            }
        }
        if self.at(Role::Corrects).is_some() {
            match self.ask(row, Role::Corrects, |cell, spot| id(cell, spot, report)) {
                Some(id) => all.supersedes = id,
                None => readable = false,
            }
        }
        readable.then_some(all)
    }

    /// The row's note, if it has one.
    #[inline]
    pub(crate) fn note<'r>(&self, row: &RawRow<'r>, report: &mut Reporter) -> Option<&'r str> {
        self.ask(row, Role::Note, |cell, spot| {
            if cell.is_empty() {
                return None;
            }
            checked_text(cell, spot, report).ok().filter(|text| !cell::is_missing(text))
        })
    }
}

/// The id of an observation, none inside for an empty cell.
fn id(cell: &[u8], spot: Spot<'_>, report: &mut Reporter) -> Option<Option<i64>> {
    if cell.is_empty() {
        return Some(None);
    }
    let text = checked_text(cell, spot, report).ok()?;
    if cell::is_missing(text) {
        return Some(None);
    }
    // Our own exports put an apostrophe before a minus, so that no spreadsheet takes it for a formula.
    let id = fold(text).trim_start_matches('\'').parse().ok();
    if id.is_none() {
        report.report(codes::NOT_AN_ID, spot, |f| f.with("seen", shorten(text)));
    }
    id.map(Some)
}
