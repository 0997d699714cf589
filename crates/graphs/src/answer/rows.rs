//! What is checked in every table.

use lanbai_kernel::{Finding, Place};

use crate::amounts::GREATEST;
use crate::csr::Entry;

/// The line of a row: headings stand on the first.
pub(super) fn line(row: usize) -> Place {
    Place::default().line(u32::try_from(row + 2).unwrap_or(u32::MAX))
}

/// A finding if this is no number that can be counted with, or is negative.
pub(super) fn amount(row: usize, column: &str, value: f64) -> Option<Finding> {
    let code = match value {
        value if !value.is_finite() || value > GREATEST => "chain-no-number",
        value if value < 0.0 => "chain-negative-value",
        _ => return None,
    };
    Some(Finding::error(code, line(row).column(column)).with("value", written(value)))
}

/// A number as it can be read: one of three hundred digits is told by its power of ten.
fn written(value: f64) -> String {
    if value.abs() < 1e15 || !value.is_finite() { value.to_string() } else { format!("{value:e}") }
}

/// A finding if a row names nobody.
pub(super) fn name(row: usize, column: &str, name: &str) -> Option<Finding> {
    name.trim().is_empty().then(|| Finding::error("chain-link-to-nobody", line(row).column(column)))
}

/// A warning for each cell that has a row before: its values were added up.
pub(super) fn repeated(entries: &[Entry], column: &str) -> Vec<Finding> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| (entries[*at].row, entries[*at].column, *at));
    let same =
        |a: usize, b: usize| (entries[a].row, entries[a].column) == (entries[b].row, entries[b].column);
    let mut again: Vec<(usize, usize)> = order
        .chunk_by(|a, b| same(*a, *b))
        .flat_map(|cell| cell[1..].iter().map(|at| (*at, cell[0])))
        .collect();
    again.sort_unstable();
    let told = |(at, first): (usize, usize)| {
        Finding::warning("chain-cell-twice", line(at).column(column)).with("first", first + 2)
    };
    again.into_iter().map(told).collect()
}
