use std::collections::{BTreeMap, HashMap};

use lanbai_intake::shorten;
use lanbai_kernel::{Finding, Place};
use lanbai_plan::Plan;
use lanbai_reporting::form::{FieldKind, Form};
use lanbai_store::submissions::RegisterRow;
use serde_json::Value as Json;

use super::Asked;
use super::read::{Cell, read};

/// The rows of a submission, understood.
#[derive(Default)]
pub(in crate::reporting) struct Rows {
    pub registers: Vec<ReadRegister>,
    pub findings: Vec<Finding>,
}

/// The rows of one register.
pub(in crate::reporting) struct ReadRegister {
    pub asked: Asked,
    /// With a cell for each field of the register; the territory's stays empty.
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// Findings about rows of one register that are told; more of a kind would hide the rest.
pub(super) const MOST_TOLD: usize = 50;

impl Rows {
    /// Understands the rows of a submission. What the form or the plan has dropped is kept in the store and read by
    /// nobody.
    pub fn read(plan: &Plan, form: &Form, stored: &[RegisterRow]) -> Self {
        let mut all = Self::default();
        for field in form.fields() {
            let FieldKind::Register { register } = &field.kind else { continue };
            let own: Vec<&RegisterRow> = stored.iter().filter(|row| *row.register == **register).collect();
            if own.is_empty() {
                continue;
            }
            let Some(asked) = Asked::of(plan, register) else { continue };
            let mut findings = Vec::new();
            let rows = own.iter().map(|row| one(plan, &asked, &field.key, row, &mut findings)).collect();
            repeated(&asked, &field.key, &own, &mut findings);
            findings.truncate(MOST_TOLD);
            all.findings.extend(findings);
            all.registers.push(ReadRegister { asked, rows });
        }
        all
    }

    /// A row without a word about what cannot be understood.
    pub fn cells(plan: &Plan, asked: &Asked, row: &RegisterRow) -> Vec<Option<Cell>> {
        one(plan, asked, "", row, &mut Vec::new())
    }

    /// Whether two rows say the same, however it was typed; what is not understood is compared as it stands.
    pub fn say_the_same(plan: &Plan, asked: &Asked, one: &RegisterRow, other: &RegisterRow) -> bool {
        let (cells, others) = (Self::cells(plan, asked, one), Self::cells(plan, asked, other));
        asked.columns.iter().all(|n| {
            let column = &asked.register.fields[*n].id;
            let is_understood = cells[*n].is_some();
            cells[*n] == others[*n]
                && (is_understood || text(one, column).trim() == text(other, column).trim())
        })
    }

    /// How many rows each register has.
    pub fn counts(stored: &[RegisterRow]) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for row in stored {
            *counts.entry(row.register.clone()).or_default() += 1;
        }
        counts
    }
}

/// What a cell of a stored row says.
pub(super) fn text<'r>(row: &'r RegisterRow, column: &str) -> &'r str {
    row.content.get(column).and_then(Json::as_str).unwrap_or_default()
}

/// What a row is called: by what tells rows apart, as long as it is there.
fn name(asked: &Asked, row: &RegisterRow) -> String {
    match text(row, asked.key()).trim() {
        "" => asked.fields().map(|field| text(row, &field.id).trim()).find(|text| !text.is_empty()),
        key => Some(key),
    }
    .map_or_else(|| "—".to_owned(), shorten)
}

fn one(
    plan: &Plan,
    asked: &Asked,
    key: &str,
    row: &RegisterRow,
    findings: &mut Vec<Finding>,
) -> Vec<Option<Cell>> {
    let mut cells = vec![None; asked.register.fields.len()];
    for n in &asked.columns {
        let field = &asked.register.fields[*n];
        let seen = text(row, &field.id);
        let told = |code| {
            let finding = Finding::error(code, Place::default().column(key)).with("field", key);
            let column = format!("{}/{}", asked.register.id, field.id);
            finding.with("row", name(asked, row)).with("column", column)
        };
        match read(asked, plan, *n, seen) {
            Ok(None) if asked.is_required(plan, *n) => findings.push(told("reporting-row-missing")),
            Ok(cell) => cells[*n] = cell,
            Err(expected) => {
                let finding = told("reporting-row-unreadable").with("seen", shorten(seen));
                findings.push(finding.with("expected", expected));
            }
        }
    }
    cells
}

/// Rows with one key: the later would silently take the place of the earlier.
fn repeated(asked: &Asked, key: &str, rows: &[&RegisterRow], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        *seen.entry(text(row, asked.key()).trim()).or_default() += 1;
    }
    for (row, count) in seen.into_iter().filter(|(row, count)| *count > 1 && !row.is_empty()) {
        let finding = Finding::error("reporting-row-repeated", Place::default().column(key));
        let column = format!("{}/{}", asked.register.id, asked.key());
        let finding = finding.with("field", key).with("row", shorten(row));
        findings.push(finding.with("column", column).with("count", count));
    }
}
