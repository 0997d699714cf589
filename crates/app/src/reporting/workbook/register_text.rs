//! One register of a form as CSV: a row a line, each naming form, territory, period and the form's field.

use lanbai_intake::{PlainTable, is_same_name, shorten};
use lanbai_kernel::{Finding, Place};
use lanbai_report::{Cell, Column, Table, to_csv};
use lanbai_template::{Answer, Answers, ColumnKind, Kind, Language, Raw, Register, Spot, Template, Told};

use super::brought::Brought;
use super::said;
use super::text::{elsewhere, find, headings, plainly};
use crate::view::RegisterRowsView;
use crate::{AppError, Messages};

/// Findings of one file that are told; more would hide the rest.
const MOST_TOLD: usize = 200;

/// What names the form's field that a row belongs to; it tells such a file from that of a form's fields.
fn heading(language: Language) -> String {
    said(&Messages::shared().text("csv-register", &[]), language)
}

fn state_heading(language: Language) -> String {
    said(&Messages::shared().text("csv-row-state", &[]), language)
}

/// A column as the file heads it: with its unit, where it has one.
fn headed(column: &lanbai_template::Column) -> String {
    match &column.kind {
        ColumnKind::Number(Some((_, unit))) => format!("{}（{unit}）", column.name),
        _ => column.name.clone(),
    }
}

fn register<'t>(template: &'t Template, key: &str) -> Option<&'t Register> {
    template.fields().find(|field| field.key == key).and_then(|field| match &field.kind {
        Kind::Register(register) => Some(register),
        _ => None,
    })
}

/// What a row is to what was reported before, in words; for whoever reads the file.
fn state(state: Option<&str>, language: Language) -> String {
    let code = match state {
        Some("known") => "row-known",
        Some("changed") => "row-changed",
        Some("same") => "row-same",
        Some("withdrawn") => WITHDRAWN,
        _ => "row-new",
    };
    said(&Messages::shared().text(code, &[]), language)
}

const WITHDRAWN: &str = "row-withdrawn";

/// The rows of one register, those that a correction withdraws at the end. Where it has none, one empty row names what a
/// row must name.
pub(super) fn write(
    template: &Template,
    raw: &Raw,
    key: &str,
    view: &RegisterRowsView,
) -> Result<Vec<u8>, AppError> {
    let language = Language::named(&template.identity.language).unwrap_or(Language::Chinese);
    let broken = AppError::Broken("a CSV file could not be made");
    let Some(register) = register(template, key) else { return Err(broken) };
    let identity = &template.identity;
    let named =
        [identity.form.clone(), identity.territory.clone(), identity.period.to_string(), key.to_owned()];
    let stored = raw.registers.get(key).map_or(&[][..], |rows| &rows[..]);
    let own = stored.iter().zip(&view.rows).map(|(row, told)| (row.cells.clone(), told.state.as_deref()));
    let gone = view.withdrawn.iter().map(|row| {
        let cell = |column: &lanbai_template::Column| row.cells.get(&column.id).cloned().unwrap_or_default();
        (register.columns.iter().map(cell).collect::<Vec<String>>(), row.state.as_deref())
    });
    let all = own.chain(gone).map(|(mut cells, told)| {
        cells.push(state(told, language));
        cells
    });
    let mut all: Vec<Vec<String>> = all.collect();
    if all.is_empty() {
        all.push(vec![String::new(); register.columns.len() + 1]);
    }
    let line = |cells: &Vec<String>| named.iter().chain(cells).map(|text| Cell::Text(text.clone())).collect();
    let [form, territory, period, ..] = headings(language);
    let columns = [form, territory, period, heading(language)].into_iter();
    let columns = columns.chain(register.columns.iter().map(headed)).chain([state_heading(language)]);
    let table = Table {
        title: register.name.clone(),
        columns: columns.map(|heading| Column { heading, width: 20.0 }).collect(),
        rows: all.iter().map(line).collect(),
        notes: Vec::new(),
    };
    to_csv(&table).map_err(|_| broken)
}

/// Whether a file holds the rows of a register.
pub(super) fn is_one(table: &PlainTable, language: Language) -> bool {
    find(table, &heading(language)).is_some()
}

/// What such a file brings: the whole list of one register, unless it is empty.
pub(super) fn read(brought: &mut Brought, file: &str, table: &PlainTable) {
    let [form, territory, period, ..] = headings(brought.language);
    let naming = [form, territory, period, heading(brought.language)];
    let Some(naming) = columns(brought, file, table, naming.iter().map(|name| vec![name.clone()])) else {
        return;
    };
    let stated = find(table, &state_heading(brought.language));
    let withdrawn = state(Some("withdrawn"), brought.language);
    let mut filled = Vec::new();
    let mut key: Option<String> = None;
    for row in 0..table.len() {
        let place = || Place::file(file).line(table.line(row));
        let [form, territory, period, field] = [0, 1, 2, 3].map(|n| table.cell(row, naming[n]));
        let wrong = elsewhere(&brought.template, [form, territory, period]);
        let belongs = wrong.is_empty();
        for (code, seen, wanted) in wrong {
            tell(brought, Finding::error(code, place()).with("seen", seen).with("expected", wanted));
        }
        // One register a file: the list is whole, so two of them in one could not be told from two halves.
        let is_same = key.as_deref().is_none_or(|key| is_same_name(key, field));
        if register(&brought.template, field).is_none() || !is_same {
            tell(brought, Finding::error("reporting-field-unknown", place()).with("field", shorten(field)));
        } else if belongs {
            key = Some(field.to_owned());
            // It stands there to be read; whoever wants it back clears the word.
            if stated.is_none_or(|column| !is_same_name(table.cell(row, column), &withdrawn)) {
                filled.push(row);
            }
        }
    }
    let Some(key) = key else { return };
    let Some(asked) = register(&brought.template, &key).cloned() else { return };
    let names = asked.columns.iter().map(|one| vec![headed(one), one.name.clone(), one.id.clone()]);
    // A column that is not there would empty itself in every row.
    let Some(at) = columns(brought, file, table, names) else { return };
    let cells = |row: &usize| -> Vec<String> {
        at.iter().map(|column| plainly(table.cell(*row, *column).trim()).to_owned()).collect()
    };
    let rows: Vec<Vec<String>> =
        filled.iter().map(cells).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    if rows.is_empty() {
        return;
    }
    let answer = |cell: &String| (!cell.is_empty()).then(|| Answer::Text(cell.clone()));
    let mut answers = Answers::default();
    answers.registers.insert(key.clone(), rows.iter().map(|row| row.iter().map(answer).collect()).collect());
    brought.raw = Some(Raw::of(&answers, &brought.template));
    let typed = |row: Vec<String>| {
        let named = asked.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        named.map(|(column, cell)| (column.id.clone(), cell)).collect()
    };
    brought.registers.insert(key, rows.into_iter().map(typed).collect());
}

/// Where columns stand that have one of these names; tells which are not there.
fn columns(
    brought: &mut Brought,
    file: &str,
    table: &PlainTable,
    names: impl Iterator<Item = Vec<String>>,
) -> Option<Vec<usize>> {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for names in names {
        match names.iter().find_map(|name| find(table, name)) {
            Some(column) => found.push(column),
            None => missing.extend(names.into_iter().next()),
        }
    }
    if missing.is_empty() {
        return Some(found);
    }
    tell(brought, Finding::error("reporting-csv-columns", Place::file(file)).with("expected", missing));
    None
}

fn tell(brought: &mut Brought, finding: Finding) {
    if brought.told.len() < MOST_TOLD {
        brought.told.push(Told { finding, spot: Spot::Workbook });
    }
}
