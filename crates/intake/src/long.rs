//! One observation a row.

use std::ops::ControlFlow;

use lanbai_kernel::Unit;

use crate::columns::Columns;
use crate::fixed::Fixed;
use crate::headings::Role;
use crate::layout::{Captions, LongColumns};
use crate::output::{Observation, Output};
use crate::raw::RawRow;
use crate::remark;
use crate::report::Reporter;
use crate::resolve::{Resolver, Stated, ValueCell};

/// The columns that a long table cannot do without.
pub(crate) const NEEDED: [Role; 4] = [Role::Territory, Role::Measure, Role::Period, Role::Value];

/// Turns the rows of a long table into observations.
pub(crate) struct LongRows {
    columns: Columns,
    value: usize,
    value_unit: Option<Unit>,
    captions: Captions,
    fixed: Fixed,
}

impl LongRows {
    /// Resolves what stands above the headings.
    pub(crate) fn new(long: LongColumns, resolver: &mut Resolver<'_>, report: &mut Reporter) -> Self {
        let LongColumns { columns, captions } = long;
        let fixed = Fixed::new(&captions, &columns, (false, false), resolver, report);
        // A long table has this column, or it would not have been taken for one.
        let value = columns.at(Role::Value).unwrap_or(usize::MAX);
        Self { value, value_unit: columns.unit_in_heading(Role::Value), columns, captions, fixed }
    }

    /// One row: an observation, nothing, or findings.
    #[inline]
    pub(crate) fn row(
        &self,
        row: &RawRow<'_>,
        resolver: &mut Resolver<'_>,
        out: &mut Output<'_>,
        report: &mut Reporter,
    ) -> ControlFlow<()> {
        if row.cell(self.value).is_empty() && (row.is_blank() || remark::is_remark(row, report)) {
            return ControlFlow::Continue(());
        }
        out.rows += 1;
        let columns = &self.columns;
        let territory =
            columns.ask(row, Role::Territory, |cell, spot| resolver.territory(cell, spot, report));
        let measure = columns.ask(row, Role::Measure, |cell, spot| resolver.measure(cell, spot, report));
        let period = columns.ask(row, Role::Period, |cell, spot| resolver.period(cell, spot, report));
        let unit = match columns.at(Role::Unit) {
            Some(_) => columns.ask(row, Role::Unit, |cell, spot| resolver.unit(cell, spot, report)),
            None => Some(None),
        };
        let provenance = columns.provenance(row, resolver, report);
        let (Some(measure), Some(unit)) = (measure, unit) else { return ControlFlow::Continue(()) };
        let unit = unit.or(measure.unit).or(self.value_unit).or_else(|| {
            let own = resolver.measure_at(measure.position).unit;
            self.captions.unit_for(own)
        });
        let stated = Stated { measure: measure.position, unit };
        let value = columns.ask(row, Role::Value, |cell, spot| {
            match resolver.value_in(row, self.value, cell, stated, (spot, report)) {
                ValueCell::Value(read) => Some(read),
                ValueCell::Bad => None,
                ValueCell::Missing => {
                    out.skipped_missing += 1;
                    None
                }
            }
        });
        let note = columns.note(row, report);
        let (Some(territory), Some(period), Some(read), Some(provenance)) =
            (territory, period, value, provenance)
        else {
            return ControlFlow::Continue(());
        };
        if unit.is_none() {
            out.unit_assumed(row.line, report);
        }
        let observation = Observation {
            territory,
            measure: resolver.measure_at(measure.position).index,
            period,
            value: read.value,
            decimals: read.decimals,
            qualifiers: read.qualifiers.union(provenance.qualifiers).union(self.fixed.qualifiers),
            origin: provenance.origin.or(self.fixed.origin),
            source: provenance.source.or(self.fixed.source),
            known_on: provenance.known_on.or(self.fixed.known_on),
            note,
            supersedes: provenance.supersedes,
            line: row.line,
        };
        out.observation(observation, report)
    }
}
