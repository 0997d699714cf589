use std::ops::ControlFlow;

use lanbai_kernel::{NaiveDate, Origin, Qualifiers, Unit};

use super::resolve::checked_text;
use super::{Columns, Observation, Observations, Resolver, Stated, ValueCell};
use crate::cell;
use crate::codes;
use crate::headings::Role;
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};

/// Turns the rows of a long table into observations.
pub(crate) struct LongRows {
    columns: Columns,
    value_unit: Option<Unit>,
}

/// The columns that say where a value comes from, resolved.
struct Provenance {
    origin: Option<Origin>,
    qualifiers: Qualifiers,
    source: Option<u32>,
    known_on: Option<NaiveDate>,
}

impl LongRows {
    pub(crate) fn new(columns: Columns) -> Self {
        Self { value_unit: columns.value_unit(), columns }
    }

    /// One row: an observation, nothing, or findings.
    #[inline]
    pub(crate) fn row(
        &self,
        row: &RawRow<'_>,
        resolver: &mut Resolver<'_>,
        out: &mut Observations<'_>,
        report: &mut Reporter,
    ) -> ControlFlow<()> {
        if row.is_blank() {
            return ControlFlow::Continue(());
        }
        let territory = self.ask(row, Role::Territory, |cell, spot| resolver.territory(cell, spot, report));
        let measure = self.ask(row, Role::Measure, |cell, spot| resolver.measure(cell, spot, report));
        let period = self.ask(row, Role::Period, |cell, spot| resolver.period(cell, spot, report));
        let unit = match self.ask(row, Role::Unit, |cell, spot| resolver.unit(cell, spot, report)) {
            Some(unit) => Some(unit.or(self.value_unit)),
            None => self.columns.at(Role::Unit).is_none().then_some(self.value_unit),
        };
        let provenance = self.provenance(row, resolver, report);
        let (Some(measure), Some(unit)) = (measure, unit) else { return ControlFlow::Continue(()) };
        let stated = Stated { measure, unit };
        let value =
            self.ask(row, Role::Value, |cell, spot| match resolver.value(cell, stated, spot, report) {
                ValueCell::Value(value, qualifiers) => Some((value, qualifiers)),
                ValueCell::Bad => None,
                ValueCell::Missing => {
                    out.skipped_missing += u64::from(!self.unanswered(row, report));
                    None
                }
            });
        let note = self.note(row, report);
        let (Some(territory), Some(period), Some((value, qualifiers)), Some(provenance)) =
            (territory, period, value, provenance)
        else {
            return ControlFlow::Continue(());
        };
        let observation = Observation {
            territory,
            measure: resolver.measure_at(measure).index,
            period,
            value,
            qualifiers: qualifiers.union(provenance.qualifiers),
            origin: provenance.origin,
            source: provenance.source,
            known_on: provenance.known_on,
            note,
            line: row.line,
        };
        out.push(observation, report)
    }

    /// Hands the trimmed cell of that role and its place to `ask`; none if there is no such column.
    #[inline]
    fn ask<T>(
        &self,
        row: &RawRow<'_>,
        role: Role,
        ask: impl FnOnce(&[u8], Spot<'_>) -> Option<T>,
    ) -> Option<T> {
        let column = self.columns.at(role)?;
        ask(row.cell(column).trim_ascii(), Spot::cell(row.line, self.columns.heading(role)))
    }

    /// None if a cell could not be read.
    #[inline]
    fn provenance(
        &self,
        row: &RawRow<'_>,
        resolver: &mut Resolver<'_>,
        report: &mut Reporter,
    ) -> Option<Provenance> {
        let mut all =
            Provenance { origin: None, qualifiers: Qualifiers::EXACT, source: None, known_on: None };
        let mut readable = true;
        for role in [Role::Qualifier, Role::Origin, Role::Nature] {
            if self.columns.at(role).is_some() {
                match self.ask(row, role, |cell, spot| resolver.nature(cell, spot, report)) {
                    Some(nature) => {
                        all.origin = nature.origin.or(all.origin);
                        all.qualifiers = all.qualifiers.union(nature.qualifiers);
                    }
                    None => readable = false,
                }
            }
        }
        if self.columns.at(Role::Source).is_some() {
            match self.ask(row, Role::Source, |cell, spot| resolver.source(cell, spot, report)) {
                Some(source) => all.source = source,
                None => readable = false,
            }
        }
        if self.columns.at(Role::KnownOn).is_some() {
            match self.ask(row, Role::KnownOn, |cell, spot| resolver.date(cell, spot, report)) {
                Some(date) => all.known_on = date,
                None => readable = false,
            }
        }
        readable.then_some(all)
    }

    #[inline]
    fn note<'r>(&self, row: &RawRow<'r>, report: &mut Reporter) -> Option<&'r str> {
        let column = self.columns.at(Role::Note)?;
        let cell = row.cell(column).trim_ascii();
        if cell.is_empty() {
            return None;
        }
        let spot = Spot::cell(row.line, self.columns.heading(Role::Note));
        checked_text(cell, spot, report).ok().filter(|text| !cell::is_missing(text))
    }

    /// Whether the value is a formula that the workbook holds no result of, which is then reported.
    fn unanswered(&self, row: &RawRow<'_>, report: &mut Reporter) -> bool {
        let Some(column) = self.columns.at(Role::Value) else { return false };
        let unanswered = row.unanswered.iter().any(|&n| n as usize == column);
        if unanswered {
            let spot = Spot::cell(row.line, self.columns.heading(Role::Value));
            report.report(codes::FORMULA_WITHOUT_VALUE, spot, |f| f);
        }
        unanswered
    }
}
