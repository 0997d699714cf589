//! Many observations a row.

use std::ops::ControlFlow;

use lanbai_kernel::{NaiveDate, Origin, Period, Qualifiers, Unit};

use crate::fixed::Fixed;
use crate::headings::Role;
use crate::layout::{DataColumn, WideColumns};
use crate::output::{Observation, Output};
use crate::raw::RawRow;
use crate::remark;
use crate::report::{Reporter, Spot};
use crate::resolve::{MeasureCell, Resolver, Stated, ValueCell};

/// Turns the rows of a wide table into observations.
pub(crate) struct WideRows {
    columns: WideColumns,
    /// For each data column, the measure of its heading as the resolver knows it.
    measures: Vec<Option<u32>>,
    fixed: Fixed,
}

/// What holds for all values of a row.
struct Labels<'r> {
    territory: Option<u32>,
    measure: Option<MeasureCell>,
    period: Option<Period>,
    unit: Option<Unit>,
    origin: Option<Origin>,
    qualifiers: Qualifiers,
    source: Option<u32>,
    known_on: Option<NaiveDate>,
    note: Option<&'r str>,
    supersedes: Option<i64>,
}

impl WideRows {
    /// Resolves what the headings and the lines above them name.
    pub(crate) fn new(columns: WideColumns, resolver: &mut Resolver<'_>, report: &mut Reporter) -> Self {
        let measures = columns
            .data
            .iter()
            .map(|data| data.meaning.measure.map(|measure| resolver.adopt(measure)))
            .collect();
        let all = |of: fn(&DataColumn) -> bool| columns.data.iter().all(of);
        let in_headings =
            (all(|data| data.meaning.territory.is_some()), all(|data| data.meaning.measure.is_some()));
        let fixed = Fixed::new(&columns.captions, &columns.labels, in_headings, resolver, report);
        Self { columns, measures, fixed }
    }

    /// One row: its observations, or findings.
    pub(crate) fn row(
        &self,
        row: &RawRow<'_>,
        resolver: &mut Resolver<'_>,
        out: &mut Output<'_>,
        report: &mut Reporter,
    ) -> ControlFlow<()> {
        let data = &self.columns.data;
        let holds = |data: &DataColumn| {
            !row.cell(data.column).trim_ascii().is_empty() || row.unanswered.contains(&(data.column as u32))
        };
        let holds_some = data.iter().any(holds);
        if !holds_some || remark::is_signed(row) {
            // A title between groups of rows, a remark, or a park that has reported nothing.
            if !row.is_blank() && !remark::is_remark(row, report) {
                out.rows += 1;
                out.skipped_missing += data.len() as u64;
            }
            return ControlFlow::Continue(());
        }
        out.rows += 1;
        let Some(labels) = self.labels(row, resolver, report) else { return ControlFlow::Continue(()) };
        for (data, measure) in data.iter().zip(&self.measures) {
            self.value(row, data, *measure, &labels, (resolver, out, report))?;
        }
        ControlFlow::Continue(())
    }

    /// None if one of the labels could not be read.
    fn labels<'r>(
        &self,
        row: &RawRow<'r>,
        resolver: &mut Resolver<'_>,
        report: &mut Reporter,
    ) -> Option<Labels<'r>> {
        let columns = &self.columns.labels;
        let mut labels = Labels {
            territory: self.fixed.territory,
            measure: self.fixed.measure,
            period: self.fixed.period,
            unit: None,
            origin: self.fixed.origin,
            qualifiers: self.fixed.qualifiers,
            source: self.fixed.source,
            known_on: self.fixed.known_on,
            note: columns.note(row, report),
            supersedes: None,
        };
        let mut readable = true;
        if columns.at(Role::Territory).is_some() {
            labels.territory =
                columns.ask(row, Role::Territory, |cell, spot| resolver.territory(cell, spot, report));
            readable &= labels.territory.is_some();
        }
        if columns.at(Role::Measure).is_some() {
            labels.measure =
                columns.ask(row, Role::Measure, |cell, spot| resolver.measure(cell, spot, report));
            readable &= labels.measure.is_some();
        }
        if columns.at(Role::Period).is_some() {
            labels.period = columns.ask(row, Role::Period, |cell, spot| resolver.period(cell, spot, report));
            readable &= labels.period.is_some();
        }
        if columns.at(Role::Unit).is_some() {
            match columns.ask(row, Role::Unit, |cell, spot| resolver.unit(cell, spot, report)) {
                Some(unit) => labels.unit = unit,
                None => readable = false,
            }
        }
        match columns.provenance(row, resolver, report) {
            Some(provenance) => {
                labels.origin = provenance.origin.or(labels.origin);
                labels.qualifiers = labels.qualifiers.union(provenance.qualifiers);
                labels.source = provenance.source.or(labels.source);
                labels.known_on = provenance.known_on.or(labels.known_on);
                labels.supersedes = provenance.supersedes;
            }
            None => readable = false,
        }
        readable.then_some(labels)
    }

    fn value(
        &self,
        row: &RawRow<'_>,
        data: &DataColumn,
        measure: Option<u32>,
        labels: &Labels<'_>,
        (resolver, out, report): (&mut Resolver<'_>, &mut Output<'_>, &mut Reporter),
    ) -> ControlFlow<()> {
        let position = measure.or(labels.measure.map(|measure| measure.position));
        let territory = data.meaning.territory.or(labels.territory);
        let period = data.meaning.period.or(labels.period);
        let (Some(position), Some(territory), Some(period)) = (position, territory, period) else {
            // A caption that could not be resolved; its finding says so.
            return ControlFlow::Continue(());
        };
        let spot = Spot::cell(row.line, &data.heading);
        let own = resolver.measure_at(position).unit;
        let unit = data
            .unit()
            .or(labels.measure.and_then(|measure| measure.unit))
            .or(labels.unit)
            .or_else(|| self.columns.captions.unit_for(own));
        let stated = Stated { measure: position, unit };
        let cell = row.cell(data.column).trim_ascii();
        match resolver.value_in(row, data.column, cell, stated, (spot, report)) {
            ValueCell::Value(read) => {
                if unit.is_none() {
                    out.unit_assumed(row.line, report);
                }
                let observation = Observation {
                    territory,
                    measure: resolver.measure_at(position).index,
                    period,
                    value: read.value,
                    decimals: read.decimals,
                    qualifiers: read.qualifiers.union(labels.qualifiers),
                    origin: labels.origin,
                    source: labels.source,
                    known_on: labels.known_on,
                    note: labels.note,
                    supersedes: labels.supersedes,
                    line: row.line,
                };
                out.observation(observation, report)
            }
            ValueCell::Missing => {
                out.skipped_missing += 1;
                ControlFlow::Continue(())
            }
            ValueCell::Bad => ControlFlow::Continue(()),
        }
    }
}
