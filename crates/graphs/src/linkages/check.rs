//! Whether a table balances, and what in it is negative. Nothing is mended.

use lanbai_kernel::{Finding, Place};
use serde::{Deserialize, Serialize};

use super::table::Table;
use crate::amounts::GREATEST;

/// How far both sides of a balance may lie apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Tolerance {
    /// As a share of output,
    pub relative: f64,
    /// or this, whichever is more; in the table's unit.
    pub absolute: f64,
}

impl Default for Tolerance {
    /// A millionth: published tables are rounded to their unit.
    fn default() -> Self {
        Self { relative: 1e-6, absolute: 1e-5 }
    }
}

/// Rows and columns that do not balance, negative flows, outputs that are negative, and what is no number.
///
/// `codes` are the sectors' codes. Each finding names the cell: the supplier is the row, the user the column.
pub fn check(table: &Table, codes: &[String], tolerance: Tolerance) -> Vec<Finding> {
    let mut findings = Vec::new();
    let code = |at: usize| codes.get(at).map_or("", String::as_str);
    for supplier in 0..table.flows.rows() {
        for (user, value) in table.flows.row(supplier).iter().enumerate() {
            flow(&mut findings, code(supplier), code(user), *value);
        }
    }
    let columns = table.flows.column_sums();
    for (sector, row) in table.flows.row_sums().into_iter().enumerate() {
        let output = table.output[sector];
        if !(0.0..=GREATEST).contains(&output) {
            findings.push(
                Finding::error("chain-bad-output", Place::default())
                    .with("sector", code(sector))
                    .with("value", output.to_string()),
            );
            continue;
        }
        let used = row + table.final_use[sector] - table.imports[sector];
        let made = columns[sector] + table.value_added[sector];
        let allowed = tolerance.absolute.max(tolerance.relative * output);
        for (finding, sum) in [("chain-row-unbalanced", used), ("chain-column-unbalanced", made)] {
            // Written so that what is no number does not balance either.
            let balances = (sum - output).abs() <= allowed;
            if !balances {
                findings.push(unbalanced(finding, code(sector), sum, output));
            }
        }
    }
    findings
}

fn flow(findings: &mut Vec<Finding>, supplier: &str, user: &str, value: f64) {
    let finding = match value {
        value if !value.is_finite() || value.abs() > GREATEST => {
            Finding::error("chain-flow-no-number", Place::default())
        }
        value if value < 0.0 => Finding::warning("chain-negative-flow", Place::default()),
        _ => return,
    };
    findings.push(finding.with("supplier", supplier).with("user", user).with("value", value.to_string()));
}

fn unbalanced(finding: &'static str, sector: &str, sum: f64, output: f64) -> Finding {
    Finding::warning(finding, Place::default())
        .with("sector", sector)
        .with("sum", sum.to_string())
        .with("output", output.to_string())
        .with("difference", (sum - output).to_string())
}
