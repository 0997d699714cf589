//! Systemic risk of named firms.

use std::collections::BTreeSet;

use lanbai_kernel::{Finding, Place, has_errors};
use serde::Serialize;

use super::rows::{amount, line, name};
use crate::csr::Labels;
use crate::risk::{Class, Essentiality, Stop, Supply, SupplyNetwork, all_closures};
use crate::threads::Threads;

/// A supply of one firm to another. `class` is 0, 1 or 2 if the table says so.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct SupplyRow<'a> {
    pub supplier: &'a str,
    pub customer: &'a str,
    pub supplier_sector: &'a str,
    pub customer_sector: &'a str,
    pub weight: f64,
    pub class: Option<u8>,
}

/// The classes of pairs of sectors with the sectors' names, in the order of the matrix.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NamedEssentiality {
    pub sectors: Labels,
    pub classes: Essentiality,
}

/// Where the class of a supply was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClassSource {
    /// A matrix of sectors.
    Matrix,
    /// Each supply states its own.
    Rows,
    /// Neither: every input counts by its share.
    AllNonEssential,
}

/// How it was computed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct RiskConventions {
    pub stop: Stop,
    pub classes: ClassSource,
    /// Whether final demand was given; without it a loss upstream keeps leaking.
    pub final_demand: bool,
}

/// Firms in the order in which they first appear.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RiskAnswer {
    pub conventions: RiskConventions,
    pub firms: Vec<FirmAnswer>,
}

/// What the economy loses with one firm; see [`crate::risk::Score`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct FirmAnswer {
    pub firm: String,
    pub upstream: f64,
    pub downstream: f64,
    pub combined: f64,
    pub steps: usize,
    pub residual: f64,
}

/// The closure of every firm. `final_demand` holds what firms sell outside the network, by name.
pub fn answer_risk(
    rows: &[SupplyRow<'_>],
    essentiality: Option<&NamedEssentiality>,
    final_demand: &[(&str, f64)],
    stop: Stop,
    threads: Threads,
) -> (Option<RiskAnswer>, Vec<Finding>) {
    let mut read = Read::default();
    rows.iter().enumerate().for_each(|(at, row)| read.take(at, row, essentiality));
    let demand = read.demand(final_demand);
    let mut findings = read.findings;
    if read.firms.is_empty() {
        findings.push(Finding::error("chain-no-links", Place::default()));
    }
    if has_errors(&findings) {
        return (None, findings);
    }
    let network = SupplyNetwork::new(&read.sector_of, &demand, &read.supplies)
        .expect("firms are numbered by their labels, and amounts were looked at");
    let scores = all_closures(&network, stop, threads);
    let unfinished = scores.iter().filter(|score| !stop.stands_still(score)).count();
    if unfinished > 0 {
        let told = Finding::warning("chain-risk-unfinished", Place::default());
        findings.push(told.with("firms", unfinished).with("steps", stop.steps));
    }
    if demand.is_empty() {
        findings.push(Finding::note("chain-risk-closed", Place::default()));
    }
    let classes = match essentiality {
        Some(_) => ClassSource::Matrix,
        None if rows.iter().any(|row| row.class.is_some()) => ClassSource::Rows,
        None => ClassSource::AllNonEssential,
    };
    let named = read.firms.names().iter().zip(scores).map(|(firm, score)| FirmAnswer {
        firm: firm.clone(),
        upstream: score.upstream,
        downstream: score.downstream,
        combined: score.combined,
        steps: score.steps,
        residual: score.residual,
    });
    let conventions = RiskConventions { stop, classes, final_demand: !demand.is_empty() };
    (Some(RiskAnswer { conventions, firms: named.collect() }), findings)
}

/// The column of findings about final demand, which stands in a table of its own.
pub const FINAL_DEMAND: &str = "final-demand";

/// What was read so far.
#[derive(Default)]
struct Read<'a> {
    firms: Labels,
    sectors: Labels,
    sector_of: Vec<u32>,
    supplies: Vec<Supply>,
    findings: Vec<Finding>,
    /// Sectors that the matrix does not have, each told once.
    missing: BTreeSet<&'a str>,
}

impl<'a> Read<'a> {
    fn take(&mut self, at: usize, row: &SupplyRow<'a>, essentiality: Option<&NamedEssentiality>) {
        self.findings.extend(name(at, "supplier", row.supplier));
        self.findings.extend(name(at, "customer", row.customer));
        self.findings.extend(name(at, "supplier-sector", row.supplier_sector));
        self.findings.extend(name(at, "customer-sector", row.customer_sector));
        self.findings.extend(amount(at, "weight", row.weight));
        let class = match essentiality {
            Some(matrix) => self.class(at, row, matrix),
            None => self.stated(at, row.class),
        };
        let supplier = self.firm(at, row.supplier, "supplier-sector", row.supplier_sector);
        let customer = self.firm(at, row.customer, "customer-sector", row.customer_sector);
        self.supplies.push(Supply { supplier, customer, weight: row.weight, class });
    }

    fn stated(&mut self, at: usize, class: Option<u8>) -> Class {
        let Some(number) = class else { return Class::default() };
        Class::from_number(number).unwrap_or_else(|| {
            let told = Finding::error("chain-unknown-class", line(at).column("class"));
            self.findings.push(told.with("class", usize::from(number)));
            Class::default()
        })
    }

    fn class(&mut self, at: usize, row: &SupplyRow<'a>, matrix: &NamedEssentiality) -> Class {
        let mut find = |column: &str, sector: &'a str| {
            let number = matrix.sectors.find(sector);
            if number.is_none() && self.missing.insert(sector) {
                let told = Finding::warning("chain-sector-not-in-matrix", line(at).column(column));
                self.findings.push(told.with("sector", sector));
            }
            number
        };
        let supplier = find("supplier-sector", row.supplier_sector);
        let customer = find("customer-sector", row.customer_sector);
        match (supplier, customer) {
            (Some(supplier), Some(customer)) => matrix.classes.class(supplier, customer),
            _ => Class::default(),
        }
    }

    /// The number of a firm, which keeps the sector that it had first.
    fn firm(&mut self, at: usize, name: &str, column: &str, sector: &str) -> u32 {
        let sector_number = self.sectors.number(sector);
        let firm = self.firms.number(name);
        match self.sector_of.get(firm as usize) {
            None => self.sector_of.push(sector_number),
            Some(first) if *first != sector_number => {
                let first = self.sectors.names()[*first as usize].clone();
                let told = Finding::error("chain-firm-in-two-sectors", line(at).column(column));
                self.findings.push(told.with("firm", name).with("sector", sector).with("first", first));
            }
            Some(_) => {}
        }
        firm
    }

    /// One number a firm, or nothing where none was given.
    fn demand(&mut self, given: &[(&str, f64)]) -> Vec<f64> {
        if given.is_empty() {
            return Vec::new();
        }
        let mut demand = vec![0.0; self.firms.len()];
        let mut first = vec![None; self.firms.len()];
        for (at, (firm, value)) in given.iter().enumerate() {
            self.findings.extend(amount(at, FINAL_DEMAND, *value));
            match self.firms.find(firm) {
                Some(number) => {
                    demand[number as usize] += value;
                    let first = *first[number as usize].get_or_insert(at);
                    if first != at {
                        let told = Finding::warning("chain-cell-twice", line(at).column(FINAL_DEMAND));
                        self.findings.push(told.with("first", first + 2));
                    }
                }
                None => {
                    let told = Finding::warning("chain-demand-of-nobody", line(at).column(FINAL_DEMAND));
                    self.findings.push(told.with("firm", *firm));
                }
            }
        }
        demand
    }
}
