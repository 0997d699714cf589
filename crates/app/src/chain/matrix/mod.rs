//! Input-output tables as offices publish them: one matrix with labels around it, from CSV or a workbook.

mod assemble;
mod findings;
mod labels;
mod lines;
mod locate;
mod margins;
mod read;
mod register;
mod side;
mod sums;
mod values;

use std::path::Path;

use lanbai_graphs::answer::{FlowRow, SectorRow, check_linkages};
use lanbai_graphs::linkages::Tolerance;
use lanbai_kernel::{Decimal, has_errors};

use super::Answered;
use crate::AppError;

pub use labels::TableLayout;
pub(super) use read::{ReadTable, read};
pub use register::RegisterRows;

/// Findings of one kind that are told at most; more would tell nothing new.
const TOLD: usize = 200;

/// How a table is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableAsked<'a> {
    /// Whose layout it has; told by its labels if not said.
    pub layout: Option<TableLayout>,
    /// In which sheet of a workbook it stands; the first that holds one if not said.
    pub sheet: Option<&'a str>,
    /// How far balances and printed totals may be off.
    pub tolerance: Tolerance,
}

/// An input-output table as rows, all in the unit in which it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct IoTable {
    /// Whose layout it had.
    pub layout: TableLayout,
    /// In the order of the table's rows.
    pub sectors: Vec<IoSector>,
    /// Flows that are not nought, by supplier and user.
    pub flows: Vec<IoFlow>,
}

/// A sector with what stands around its flows.
#[derive(Debug, Clone, PartialEq)]
pub struct IoSector {
    /// As the office writes it; the name where the table has no codes.
    pub code: String,
    /// Empty where the table has codes only.
    pub name: String,
    /// With the office's own discrepancy.
    pub final_use: f64,
    /// As a magnitude, whatever their sign in the table.
    pub imports: f64,
    /// At the prices of the table.
    pub gross_output: f64,
    /// With taxes on what is used up, where the office states them apart.
    pub value_added: f64,
}

/// What one sector supplies to another.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct IoFlow {
    pub supplier: String,
    pub user: String,
    pub value: f64,
}

/// The table of a file (.csv, .csv.gz, .xlsx), with what is wrong or notable in it. Nothing is mended.
///
/// # Errors
/// If the file cannot be had. What is wrong in it is a finding.
pub fn read_table(path: &Path, asked: &TableAsked<'_>) -> Result<Answered<IoTable>, AppError> {
    let mut read = read(path, asked)?;
    if let Some(table) = &read.table {
        let (flows, sectors) = (table.flow_rows(), table.sector_rows());
        let found = check_linkages(&flows, &sectors, asked.tolerance);
        read.findings.extend(read.places.placed(found));
    }
    let is_good = !has_errors(&read.findings);
    Ok(Answered { answer: read.table.filter(|_| is_good), findings: read.findings })
}

impl IoTable {
    /// Its flows as the engine takes them.
    pub fn flow_rows(&self) -> Vec<FlowRow<'_>> {
        self.flows.iter().map(IoFlow::row).collect()
    }

    /// Its sectors as the engine takes them.
    pub fn sector_rows(&self) -> Vec<SectorRow<'_>> {
        self.sectors.iter().map(IoSector::row).collect()
    }
}

impl IoFlow {
    pub(super) fn row(&self) -> FlowRow<'_> {
        FlowRow { supplier: &self.supplier, user: &self.user, value: self.value }
    }
}

impl IoSector {
    pub(super) fn row(&self) -> SectorRow<'_> {
        SectorRow {
            code: &self.code,
            name: &self.name,
            final_use: self.final_use,
            imports: self.imports,
            gross_output: self.gross_output,
            value_added: self.value_added,
        }
    }
}

/// The nearest number that is computed with: by its digits, because a division may miss the last of them.
fn exact(decimal: Decimal) -> f64 {
    decimal.to_string().parse().unwrap_or(f64::NAN)
}
