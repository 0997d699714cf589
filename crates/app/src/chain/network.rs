use std::path::Path;

use lanbai_graphs::answer::{LinkRow, NetworkAnswer, NetworkConventions, answer_network};

use super::given::Given;
use super::{Answered, threads};
use crate::AppError;

/// What holds a network together, from a table of links: from and to, under these headings or in this order, and a
/// weight if a column is headed so; else each link weighs one.
///
/// # Errors
/// If the file cannot be had. What is wrong in it is a finding.
pub fn network(file: &Path, conventions: NetworkConventions) -> Result<Answered<NetworkAnswer>, AppError> {
    let mut given = Given::read(file)?;
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let [from, to] = given.in_order(["from", "to"]);
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let weights = match given.optional(&["weight"]) {
        Some(column) => given.numbers(column),
        None => vec![1.0; given.rows()],
    };
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let row = |(row, weight): (usize, &f64)| LinkRow {
        from: given.text(row, from),
        to: given.text(row, to),
        weight: *weight,
    };
    let rows: Vec<LinkRow<'_>> = weights.iter().enumerate().map(row).collect();
    let (answer, findings) = answer_network(&rows, conventions, threads());
    Ok(Answered { answer, findings: given.placed(findings).collect() })
}
