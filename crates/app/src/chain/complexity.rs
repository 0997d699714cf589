use std::path::Path;

use lanbai_graphs::answer::{ComplexityAnswer, Pairs, ValueRow, answer_complexity};
use lanbai_graphs::complexity::Conventions;

use super::given::Given;
use super::{Answered, threads};
use crate::AppError;

/// Complexity from a table of territory, activity and value, under these headings or in this order.
///
/// # Errors
/// If the file cannot be had. What is wrong in it is a finding.
pub fn complexity(
    file: &Path,
    conventions: &Conventions,
    pairs: Pairs,
) -> Result<Answered<ComplexityAnswer>, AppError> {
    let mut given = Given::read(file)?;
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let [territory, activity, value] = given.in_order(["territory", "activity", "value"]);
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let values = given.numbers(value);
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let row = |(row, value): (usize, &f64)| ValueRow {
        territory: given.text(row, territory),
        activity: given.text(row, activity),
        value: *value,
    };
    let rows: Vec<ValueRow<'_>> = values.iter().enumerate().map(row).collect();
    let (answer, findings) = answer_complexity(&rows, conventions, pairs, threads());
    Ok(Answered { answer, findings: given.placed(findings).collect() })
}
