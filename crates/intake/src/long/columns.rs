use lanbai_kernel::Unit;

use crate::codes;
use crate::headings::{Heading, Role};
use crate::nearest::nearest_of;
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};

/// Where each role of a long table stands.
pub(crate) struct Columns {
    at: [Option<usize>; Role::ALL.len()],
    headings: Vec<Heading>,
}

/// Why a row of headings is not that of a long table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LayoutProblem {
    /// How many of the four indispensable columns it has.
    pub(crate) found: usize,
}

const NEEDED: [Role; 4] = [Role::Territory, Role::Measure, Role::Period, Role::Value];

impl Columns {
    /// Takes a row for headings.
    pub(crate) fn new(row: &RawRow<'_>) -> Result<Self, LayoutProblem> {
        let headings: Vec<Heading> = (0..row.cells.len()).map(|n| Heading::new(&row.text(n))).collect();
        let mut at = [None; Role::ALL.len()];
        for (column, heading) in headings.iter().enumerate() {
            if let Some(role) = Role::of(heading) {
                at[role as usize].get_or_insert(column);
            }
        }
        let found = NEEDED.iter().filter(|role| at[**role as usize].is_some()).count();
        if found == NEEDED.len() { Ok(Self { at, headings }) } else { Err(LayoutProblem { found }) }
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

    /// The unit in the heading of the values.
    pub(crate) fn value_unit(&self) -> Option<Unit> {
        self.at(Role::Value).and_then(|column| self.headings[column].unit)
    }

    /// Reports headings that are used twice or not at all.
    pub(crate) fn check(&self, line: u32, report: &mut Reporter) {
        for (column, heading) in self.headings.iter().enumerate() {
            match Role::of(heading) {
                Some(role) => {
                    let first = self.at(role).map_or("", |first| &self.headings[first].shown);
                    if self.at(role) != Some(column) {
                        report.report(codes::DUPLICATE_COLUMN, Spot::cell(line, &heading.shown), |f| {
                            f.with("other", first)
                        });
                    }
                }
                None if heading.key.is_empty() => {}
                None => {
                    report.report(codes::UNKNOWN_COLUMN, Spot::cell(line, &heading.shown), |f| {
                        f.with("nearest", nearest_of(&heading.key, Role::ALL.map(Role::name)))
                    });
                }
            }
        }
    }
}
