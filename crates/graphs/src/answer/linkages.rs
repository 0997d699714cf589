//! Linkages of named sectors.

use lanbai_kernel::{Finding, Place, has_errors};
use serde::Serialize;

use super::rows::{line, name, repeated};
use crate::csr::{Csr, Entry, Labels};
use crate::dense::Dense;
use crate::linkages::{Conventions, Table, Tolerance, check, linkages};

/// What a sector supplies to another.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct FlowRow<'a> {
    pub supplier: &'a str,
    pub user: &'a str,
    pub value: f64,
}

/// A sector with its margins, in the unit of the flows.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct SectorRow<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub final_use: f64,
    pub imports: f64,
    pub gross_output: f64,
    pub value_added: f64,
}

/// Sectors in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct LinkagesAnswer {
    pub conventions: Conventions,
    pub tolerance: Tolerance,
    pub sectors: Vec<SectorAnswer>,
}

/// See [`crate::linkages::Linkages`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct SectorAnswer {
    pub code: String,
    pub name: String,
    pub backward: f64,
    pub forward: f64,
    pub key: bool,
    pub multiplier: f64,
    pub extraction: f64,
}

/// Linkages from a table of flows and one of sectors.
pub fn answer_linkages(
    flows: &[FlowRow<'_>],
    sectors: &[SectorRow<'_>],
    conventions: Conventions,
    tolerance: Tolerance,
) -> (Option<LinkagesAnswer>, Vec<Finding>) {
    let (table, mut findings) = table(flows, sectors, tolerance);
    let Some(table) = table else { return (None, findings) };
    let Ok(found) = linkages(&table, conventions) else {
        findings.push(Finding::error("chain-no-inverse", Place::default()).with("sectors", sectors.len()));
        return (None, findings);
    };
    if let Some(sector) = found.unproductive(&table) {
        let told = Finding::error("chain-unproductive", Place::default());
        findings.push(told.with("sector", sectors[sector].code));
        return (None, findings);
    }
    let named = |(at, sector): (usize, &SectorRow<'_>)| SectorAnswer {
        code: sector.code.to_owned(),
        name: sector.name.to_owned(),
        backward: found.backward[at],
        forward: found.forward[at],
        key: found.key[at],
        multiplier: found.multipliers[at],
        extraction: found.extraction[at],
    };
    let sectors = sectors.iter().enumerate().map(named).collect();
    (Some(LinkagesAnswer { conventions, tolerance, sectors }), findings)
}

/// What [`answer_linkages`] would say of a table before it works anything out: what is wrong in its rows, and whether it
/// balances.
pub fn check_linkages(
    flows: &[FlowRow<'_>],
    sectors: &[SectorRow<'_>],
    tolerance: Tolerance,
) -> Vec<Finding> {
    table(flows, sectors, tolerance).1
}

/// The table of these rows, unless an error makes that impossible.
fn table(
    flows: &[FlowRow<'_>],
    sectors: &[SectorRow<'_>],
    tolerance: Tolerance,
) -> (Option<Table>, Vec<Finding>) {
    let mut findings = Vec::new();
    let codes = codes(sectors, &mut findings);
    let entries = entries(flows, &codes, &mut findings);
    if has_errors(&findings) {
        return (None, findings);
    }
    let column = |of: fn(&SectorRow<'_>) -> f64| sectors.iter().map(of).collect::<Vec<f64>>();
    let table = Table {
        flows: square(codes.len(), &entries),
        final_use: column(|sector| sector.final_use),
        imports: column(|sector| sector.imports),
        output: column(|sector| sector.gross_output),
        value_added: column(|sector| sector.value_added),
    };
    findings.extend(check(&table, codes.names(), tolerance));
    let table = (!has_errors(&findings)).then_some(table);
    (table, findings)
}

fn codes(sectors: &[SectorRow<'_>], findings: &mut Vec<Finding>) -> Labels {
    let mut codes = Labels::default();
    for (at, sector) in sectors.iter().enumerate() {
        findings.extend(name(at, "code", sector.code));
        if codes.find(sector.code).is_some() {
            let told = Finding::error("chain-sector-twice", line(at).column("code"));
            findings.push(told.with("sector", sector.code));
        }
        codes.number(sector.code);
    }
    if codes.is_empty() {
        findings.push(Finding::error("chain-no-sectors", Place::default()));
    }
    codes
}

fn entries(flows: &[FlowRow<'_>], codes: &Labels, findings: &mut Vec<Finding>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, flow) in flows.iter().enumerate() {
        let mut find = |column: &str, code: &str| {
            let number = codes.find(code);
            if number.is_none() {
                let told = Finding::error("chain-unknown-sector", line(at).column(column));
                findings.push(told.with("sector", code));
            }
            number
        };
        if let (Some(row), Some(column)) = (find("supplier", flow.supplier), find("user", flow.user)) {
            entries.push(Entry { row, column, weight: flow.value });
        }
    }
    findings.extend(repeated(&entries, "value"));
    entries
}

fn square(size: usize, entries: &[Entry]) -> Dense {
    let mut flows = Dense::zeros(size, size);
    let sparse =
        Csr::from_entries(size, size, entries).expect("entries are numbered by the codes that count them");
    for (supplier, user, value) in sparse.iter() {
        flows.row_mut(supplier)[user] = *value;
    }
    flows
}
