//! What there is to say of a table's lines, and where the findings of the engine lie in its file.

use std::collections::{HashMap, HashSet};

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
    let place = |at: u32| values.place(lines.label(axis, at));
    let mut told = Vec::new();
    for (label, at) in &lines.again {
        let first = lines.known[*label].map_or_else(String::new, |first| address(lines.label(axis, first)));
        let twice = Finding::error("chain-table-label-twice", place(*at));
        told.push(twice.with("label", labels.words(*label)).with("first", first));
    }
    told.extend(lines.unlabelled.iter().map(|at| Finding::error("chain-table-no-label", place(*at))));
    let mut prefixes: Vec<String> = lines.sectors.iter().map(|sector| sector.prefix.clone()).collect();
    prefixes.sort();
    prefixes.dedup();
    if prefixes.len() > 1 {
        let place = Place::file(&values.file);
        told.push(Finding::error("chain-table-mixed-sectors", place).with("seen", prefixes));
    }
    for (at, name) in &lines.unknown {
        let name = if name.is_empty() { "—" } else { name.as_str() };
        let unknown = match axis {
            Axis::Rows => Finding::warning("chain-table-unknown-row", place(*at)),
            Axis::Columns => Finding::warning("chain-table-unknown-column", place(*at)),
        };
        told.push(unknown.with("label", name));
    }
    values.findings.extend(told.into_iter().take(TOLD));
}

/// A cell as a sheet names it.
fn address((row, column): (u32, u32)) -> String {
    format!("{}{}", column_letters(column), u64::from(row) + 1)
}

/// Each sector's row with its column; a finding for what stands twice or on one side only.
pub(super) fn pairs(values: &mut Values<'_>, rows: &Lines, columns: &Lines) -> Vec<(Sector, Sector)> {
    let mut told = Vec::new();
    let of_rows = once(values, Axis::Rows, rows, &mut told);
    let of_columns = once(values, Axis::Columns, columns, &mut told);
    let by_key: HashMap<&str, &Sector> =
        of_columns.iter().map(|sector| (sector.key.as_str(), *sector)).collect();
    let keys: HashSet<&str> = of_rows.iter().map(|sector| sector.key.as_str()).collect();
    let mut pairs = Vec::new();
    for row in &of_rows {
        match by_key.get(row.key.as_str()) {
            Some(column) => pairs.push(((*row).clone(), (*column).clone())),
            None => {
                let place = values.place(rows.label(Axis::Rows, row.at));
                let alone = Finding::error("chain-table-sector-without-column", place);
                told.push(alone.with("sector", row.shown()));
            }
        }
    }
    for column in of_columns.iter().filter(|column| !keys.contains(column.key.as_str())) {
        let place = values.place(columns.label(Axis::Columns, column.at));
        let alone = Finding::error("chain-table-sector-without-row", place);
        told.push(alone.with("sector", column.shown()));
    }
    values.findings.extend(told.into_iter().take(TOLD));
    pairs
}

/// The first line of each sector.
fn once<'l>(values: &Values<'_>, axis: Axis, lines: &'l Lines, told: &mut Vec<Finding>) -> Vec<&'l Sector> {
    let mut first: HashMap<&str, u32> = HashMap::new();
    let mut kept = Vec::new();
    for sector in &lines.sectors {
        let Some(first) = first.insert(&sector.key, sector.at) else {
            kept.push(sector);
            continue;
        };
        let twice = Finding::error("chain-table-sector-twice", values.place(lines.label(axis, sector.at)));
        let first = address(lines.label(axis, first));
        told.push(twice.with("sector", sector.shown()).with("first", first));
    }
    kept
}
