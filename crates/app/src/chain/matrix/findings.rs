//! What there is to say of a table's lines, and where the findings of the engine lie in its file.

use std::collections::HashMap;

use lanbai_intake::column_letters;
use lanbai_kernel::{Argument, Finding, Place};

use super::TOLD;
use super::labels::AxisLabels;
use super::lines::{Lines, Sector};
use super::locate::Axis;
use super::values::Values;

/// Where the sectors of a table stand.
#[derive(Debug, Default)]
pub(in crate::chain) struct Places {
    pub file: String,
    /// Row and column of each sector, by its code.
    pub sectors: HashMap<String, (u32, u32)>,
}

impl Places {
    /// Findings of the engine, which knows sectors only, at their rows and columns.
    pub fn placed(&self, findings: Vec<Finding>) -> impl Iterator<Item = Finding> {
        findings.into_iter().map(|mut finding| {
            finding.place = self.place(&finding);
            finding
        })
    }

    fn place(&self, finding: &Finding) -> Place {
        let sector = |argument: &str| match finding.arguments.get(argument) {
            Some(Argument::Text(code)) => self.sectors.get(code).copied(),
            _ => None,
        };
        let file = Place::file(&self.file);
        let row = |place: Place, row: u32| place.line(row.saturating_add(1));
        match (sector("supplier"), sector("user"), sector("sector")) {
            (Some((supplier, _)), Some((_, user)), _) => row(file, supplier).column(column_letters(user)),
            (_, _, Some((_, column))) if finding.code == "chain-column-unbalanced" => {
                file.column(column_letters(column))
            }
            (_, _, Some((at, _))) => row(file, at),
            _ => file,
        }
    }
}

/// Tells what is wrong or notable in the labels of an axis.
pub(super) fn tell_lines(values: &mut Values<'_>, axis: Axis, lines: &Lines, labels: &AxisLabels) {
    let mut told = Vec::new();
    for (label, at) in &lines.again {
        let first = lines.known[*label].map_or_else(String::new, |first| line_name(axis, first));
        let twice = Finding::error("chain-table-label-twice", values.line(axis, *at));
        told.push(twice.with("label", labels.words(*label)).with("first", first));
    }
    for at in &lines.unlabelled {
        let place = values.line(axis, *at);
        told.push(Finding::error("chain-table-no-label", place).with("at", line_name(axis, *at)));
    }
    for (at, name) in &lines.unknown {
        let name = if name.is_empty() { "—" } else { name.as_str() };
        let unknown = match axis {
            Axis::Rows => Finding::warning("chain-table-unknown-row", values.line(axis, *at)),
            Axis::Columns => Finding::warning("chain-table-unknown-column", values.line(axis, *at)),
        };
        told.push(unknown.with("label", name));
    }
    let mut prefixes: Vec<String> = lines.sectors.iter().map(|sector| sector.prefix.clone()).collect();
    prefixes.sort();
    prefixes.dedup();
    if prefixes.len() > 1 {
        let place = Place::file(&values.file);
        told.push(Finding::error("chain-table-mixed-sectors", place).with("seen", prefixes));
    }
    values.findings.extend(told.into_iter().take(TOLD));
}

/// A row as its number, a column as its letters.
fn line_name(axis: Axis, at: u32) -> String {
    match axis {
        Axis::Rows => at.saturating_add(1).to_string(),
        Axis::Columns => column_letters(at),
    }
}

/// Each sector's row with its column; a finding for what stands twice or on one side only.
pub(super) fn pairs(
    values: &mut Values<'_>,
    rows: Vec<Sector>,
    columns: Vec<Sector>,
) -> Vec<(Sector, Sector)> {
    let rows = once(values, Axis::Rows, rows);
    let mut columns: Vec<Option<Sector>> =
        once(values, Axis::Columns, columns).into_iter().map(Some).collect();
    let known: HashMap<String, usize> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, sector)| Some((sector.as_ref()?.key.clone(), at)))
        .collect();
    let mut pairs = Vec::new();
    for row in rows {
        match known.get(&row.key).and_then(|at| columns[*at].take()) {
            Some(column) => pairs.push((row, column)),
            None => {
                let place = values.line(Axis::Rows, row.at);
                let alone = Finding::error("chain-table-sector-without-column", place);
                values.findings.push(alone.with("sector", row.shown()));
            }
        }
    }
    for column in columns.into_iter().flatten() {
        let place = values.line(Axis::Columns, column.at);
        let alone = Finding::error("chain-table-sector-without-row", place);
        values.findings.push(alone.with("sector", column.shown()));
    }
    pairs
}

fn once(values: &mut Values<'_>, axis: Axis, sectors: Vec<Sector>) -> Vec<Sector> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let mut kept = Vec::new();
    for sector in sectors {
        match first.get(&sector.key) {
            Some(first) => {
                let place = values.line(axis, sector.at);
                let twice = Finding::error("chain-table-sector-twice", place);
                let twice = twice.with("sector", sector.shown()).with("first", line_name(axis, *first));
                values.findings.push(twice);
            }
            None => {
                first.insert(sector.key.clone(), sector.at);
                kept.push(sector);
            }
        }
    }
    kept
}
