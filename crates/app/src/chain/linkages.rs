use std::path::Path;

use lanbai_graphs::answer::{FlowRow, LinkagesAnswer, SectorRow, answer_linkages};
use lanbai_graphs::linkages::{Conventions, Tolerance};
use lanbai_kernel::Finding;

use super::Answered;
use super::given::Given;
use super::matrix::{ReadTable, TableAsked, read};
use crate::AppError;

/// Linkages from flows (supplier, user, value) and sectors (code, name, final_use, imports, gross_output,
/// value_added), all in one unit.
///
/// # Errors
/// If a file cannot be had. What is wrong in it is a finding.
pub fn linkages(
    flows: &Path,
    sectors: &Path,
    conventions: Conventions,
    tolerance: Tolerance,
) -> Result<Answered<LinkagesAnswer>, AppError> {
    let (mut flows, mut sectors) = (Given::read(flows)?, Given::read(sectors)?);
    let good = |flows: &Given, sectors: &Given| flows.is_good() && sectors.is_good();
    let refused = |flows: Given, sectors: Given| {
        Ok(Answered::refused(flows.findings.into_iter().chain(sectors.findings).collect()))
    };
    if !good(&flows, &sectors) {
        return refused(flows, sectors);
    }
    let [supplier, user, value] = flows.in_order(["supplier", "user", "value"]);
    let values = if flows.is_good() { flows.numbers(value) } else { Vec::new() };
    let (code, name) = (sectors.column(&["code"]), sectors.optional(&["name"]));
    let margins = ["final_use", "imports", "gross_output", "value_added"].map(|heading| {
        let column = sectors.column(&[heading]);
        if sectors.is_good() { sectors.numbers(column) } else { Vec::new() }
    });
    if !good(&flows, &sectors) {
        return refused(flows, sectors);
    }
    let flow = |(row, value): (usize, &f64)| FlowRow {
        supplier: flows.text(row, supplier),
        user: flows.text(row, user),
        value: *value,
    };
    let [final_use, imports, gross_output, value_added] = &margins;
    let sector = |row: usize| SectorRow {
        code: sectors.text(row, code),
        name: name.map_or("", |name| sectors.text(row, name)),
        final_use: final_use[row],
        imports: imports[row],
        gross_output: gross_output[row],
        value_added: value_added[row],
    };
    let rows: Vec<FlowRow<'_>> = values.iter().enumerate().map(flow).collect();
    let of_sectors: Vec<SectorRow<'_>> = (0..sectors.rows()).map(sector).collect();
    let (answer, findings) = answer_linkages(&rows, &of_sectors, conventions, tolerance);
    // Only the sectors have a column of codes; all else is said of the flows or of the table as a whole.
    let is_of_sectors = |finding: &Finding| finding.place.column.as_deref() == Some("code");
    let (of_sectors, of_flows) = findings.into_iter().partition(is_of_sectors);
    let findings = flows.placed(of_flows).chain(sectors.placed(of_sectors)).collect();
    Ok(Answered { answer, findings })
}

/// Linkages from a table as an office publishes it.
///
/// # Errors
/// If the file cannot be had. What is wrong in it is a finding.
pub fn linkages_of_table(
    path: &Path,
    asked: &TableAsked<'_>,
    conventions: Conventions,
) -> Result<Answered<LinkagesAnswer>, AppError> {
    let ReadTable { table, mut findings, places } = read(path, asked)?;
    let Some(table) = table else { return Ok(Answered::refused(findings)) };
    let (flows, sectors) = (table.flow_rows(), table.sector_rows());
    let (answer, found) = answer_linkages(&flows, &sectors, conventions, asked.tolerance);
    findings.extend(places.placed(found));
    Ok(Answered { answer, findings })
}
