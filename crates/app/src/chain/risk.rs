use std::path::Path;

use lanbai_graphs::Labels;
use lanbai_graphs::answer::{FINAL_DEMAND, NamedEssentiality, RiskAnswer, SupplyRow, answer_risk};
use lanbai_graphs::risk::{Class, Essentiality, Stop};
use lanbai_kernel::{Finding, Place};

use super::given::Given;
use super::{Answered, threads};
use crate::AppError;

/// The files of a question about systemic risk.
#[derive(Debug, Clone, Copy)]
pub struct RiskFiles<'f> {
    /// supplier, customer, supplierNACE and customerNACE (the sectors of both), weight, and type (0, 1 or 2) where
    /// each supply states its class.
    pub edges: &'f Path,
    /// Classes of pairs of sectors: suppliers' sectors down, customers' across.
    pub essentiality: Option<&'f Path>,
    /// firm, value: what firms sell outside the network.
    pub final_demand: Option<&'f Path>,
}

/// What a file says, or what is wrong with it.
type Read<T> = Result<T, Vec<Finding>>;

/// The closure of every firm.
///
/// # Errors
/// If a file cannot be had. What is wrong in it is a finding.
pub fn risk(files: RiskFiles<'_>, stop: Stop) -> Result<Answered<RiskAnswer>, AppError> {
    let matrix = match files.essentiality.map(essentiality).transpose()? {
        Some(Err(findings)) => return Ok(Answered::refused(findings)),
        Some(Ok(matrix)) => Some(matrix),
        None => None,
    };
    let demand = match files.final_demand.map(final_demand).transpose()? {
        Some(Err(findings)) => return Ok(Answered::refused(findings)),
        Some(Ok(demand)) => Some(demand),
        None => None,
    };
    let mut given = Given::read(files.edges)?;
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let [supplier, customer] = ["supplier", "customer"].map(|heading| given.column(&[heading]));
    let of_supplier = given.column(&["supplierNACE", "supplier_sector"]);
    let of_customer = given.column(&["customerNACE", "customer_sector"]);
    let weight = given.column(&["weight"]);
    let class = given.optional(&["type", "class"]);
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let weights = given.numbers(weight);
    let classes = class.map(|column| classes(&mut given, column));
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let row = |(row, weight): (usize, &f64)| SupplyRow {
        supplier: given.text(row, supplier),
        customer: given.text(row, customer),
        supplier_sector: given.text(row, of_supplier),
        customer_sector: given.text(row, of_customer),
        weight: *weight,
        class: classes.as_ref().map(|classes| classes[row]),
    };
    let rows: Vec<SupplyRow<'_>> = weights.iter().enumerate().map(row).collect();
    let demanded: Vec<(&str, f64)> = match &demand {
        Some(Demand { file, firm, values, .. }) => {
            values.iter().enumerate().map(|(row, value)| (file.text(row, *firm), *value)).collect()
        }
        None => Vec::new(),
    };
    let (answer, found) = answer_risk(&rows, matrix.as_ref(), &demanded, stop, threads());
    let is_of = |column: &str, finding: &Finding| finding.place.column.as_deref() == Some(column);
    let (of_demand, of_edges): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().partition(|finding| is_of(FINAL_DEMAND, finding));
    // The engine has names of its own for columns; a reader looks for those of his file.
    let of_edges = of_edges.into_iter().map(|finding| match () {
        () if is_of("supplier-sector", &finding) => given.under(finding, of_supplier),
        () if is_of("customer-sector", &finding) => given.under(finding, of_customer),
        () => finding,
    });
    let mut findings: Vec<Finding> = given.placed(of_edges.collect()).collect();
    if let Some(Demand { file, firm, value, .. }) = &demand {
        let column =
            |finding: &Finding| if finding.code == "chain-demand-of-nobody" { *firm } else { *value };
        let found = of_demand.into_iter().map(|finding| {
            let column = column(&finding);
            file.under(finding, column)
        });
        findings.extend(file.placed(found.collect()));
    }
    Ok(Answered { answer, findings })
}

/// The class of each row; a finding for each that is none.
fn classes(given: &mut Given, column: usize) -> Vec<u8> {
    let mut wrong = Vec::new();
    let mut class = |row: usize| {
        let seen = given.text(row, column);
        let class = seen.parse().ok().filter(|class| Class::from_number(*class).is_some());
        class.unwrap_or_else(|| {
            let place = Place::default().line(line(row)).column(given.headings()[column].as_str());
            wrong.push(Finding::error("chain-unknown-class", place).with("class", seen));
            0
        })
    };
    let classes = (0..given.rows()).map(&mut class).collect();
    let wrong: Vec<Finding> = given.placed(wrong).collect();
    given.findings.extend(wrong);
    classes
}

/// The matrix, or what is wrong with it.
fn essentiality(path: &Path) -> Result<Read<NamedEssentiality>, AppError> {
    let given = Given::read(path)?;
    if !given.is_good() {
        return Ok(Err(given.findings));
    }
    let mut sectors = Labels::default();
    given.headings().iter().skip(1).for_each(|code| {
        sectors.number(code);
    });
    let mut classes = Vec::with_capacity(sectors.len() * sectors.len());
    for row in 0..given.rows() {
        let is_in_order = sectors.find(given.text(row, 0)).is_some_and(|number| number as usize == row);
        for column in 1..given.headings().len() {
            let class = given.text(row, column).parse().ok().and_then(Class::from_number);
            if !is_in_order || class.is_none() {
                let seen = if is_in_order { given.text(row, column) } else { given.text(row, 0) }.to_owned();
                let wrong = Finding::error("chain-bad-matrix", Place::default().line(line(row)));
                return Ok(Err(given.placed(vec![wrong.with("seen", seen)]).collect()));
            }
            classes.extend(class);
        }
    }
    let count = sectors.len();
    Ok(match Essentiality::new(count, classes) {
        Some(classes) => Ok(NamedEssentiality { sectors, classes }),
        None => {
            let wrong =
                Finding::error("chain-bad-matrix", Place::default()).with("seen", given.rows().to_string());
            Err(given.placed(vec![wrong]).collect())
        }
    })
}

/// The line on which the engine sees a row: the headings stand on the first.
fn line(row: usize) -> u32 {
    u32::try_from(row + 2).unwrap_or(u32::MAX)
}

/// A file of final demand with its columns, and the value of each row.
struct Demand {
    file: Given,
    firm: usize,
    value: usize,
    values: Vec<f64>,
}

/// What firms sell outside the network, or what is wrong with the table.
fn final_demand(path: &Path) -> Result<Read<Demand>, AppError> {
    let mut given = Given::read(path)?;
    if given.is_good() {
        let [firm, value] = given.in_order(["firm", "value"]);
        let values = given.numbers(value);
        if given.is_good() {
            return Ok(Ok(Demand { file: given, firm, value, values }));
        }
    }
    Ok(Err(given.findings))
}
