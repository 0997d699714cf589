use std::collections::BTreeMap;

use lanbai_intake::{BookSheet, SheetCell, is_same_name, shorten};

use super::report::Report;
use super::value::{Asked, Filled, answer};
use crate::choices::Choices;
use crate::codes;
use crate::layout::{FIRST_REGISTER_ROW, PlacedRegister, REGISTER_HEADINGS_ROW};
use crate::template::{Column, ColumnKind};
use crate::{Answer, Answers, Raw, RawRow, Spot};

/// The sheet of a register: every row below the headings that holds anything.
pub(super) fn read(
    sheet: &BookSheet,
    placed: &PlacedRegister<'_>,
    (answers, raw): (&mut Answers, &mut Raw),
    report: &mut Report,
) {
    report.set_sheet(&sheet.name);
    let columns = &placed.register.columns;
    headings(sheet, columns, report);
    let width = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    let mut rows: BTreeMap<u32, Vec<Option<&SheetCell>>> = BTreeMap::new();
    let mut stray = Vec::new();
    for (&(row, column), cell) in sheet.cells.range((FIRST_REGISTER_ROW, 0)..) {
        match usize::try_from(column).ok().filter(|_| column < width) {
            Some(column) => rows.entry(row).or_insert_with(|| vec![None; columns.len()])[column] = Some(cell),
            None => stray.push((row, column)),
        }
    }
    if let Some(first) = stray.first() {
        report.tell_at(codes::STRAY_CELLS, *first, Spot::Workbook, |f| f.with("count", stray.len()));
    }
    let choices: Vec<Choices<'_>> = columns.iter().map(Column::choices).collect();
    for (row, cells) in &rows {
        let answered = one(placed, &choices, (*row, cells), report);
        if answered.iter().any(Option::is_some) {
            answers.registers.entry(placed.key.to_owned()).or_default().push(answered);
        }
        let text =
            |cell: &Option<&SheetCell>| cell.map_or_else(String::new, |cell| cell.text.trim().to_owned());
        let raw_row = RawRow { line: row.saturating_add(1), cells: cells.iter().map(text).collect() };
        raw.registers.entry(placed.key.to_owned()).or_default().push(raw_row);
    }
}

fn headings(sheet: &BookSheet, columns: &[Column], report: &mut Report) {
    for (at, column) in (0..).zip(columns) {
        let (seen, wanted) = (sheet.text(REGISTER_HEADINGS_ROW, at), column.heading());
        if is_same_name(seen, &wanted) {
            continue;
        }
        // The same name with something else in its brackets.
        let unit = match &column.kind {
            ColumnKind::Number(Some((_, unit))) if seen.starts_with(&column.name) => Some(unit),
            _ => None,
        };
        let (place, shown) = ((REGISTER_HEADINGS_ROW, at), shorten(seen));
        match unit {
            Some(unit) => report.tell_at(codes::UNIT_CHANGED, place, Spot::Workbook, |f| {
                f.with("field", &*column.name).with("seen", shown).with("expected", &**unit)
            }),
            None => report.tell_at(codes::HEADING_CHANGED, place, Spot::Workbook, |f| {
                f.with("seen", shown).with("expected", wanted)
            }),
        }
    }
}

/// The answers of one row; a row that says nothing at all is passed over.
fn one(
    placed: &PlacedRegister<'_>,
    choices: &[Choices<'_>],
    (row, cells): (u32, &[Option<&SheetCell>]),
    report: &mut Report,
) -> Vec<Option<Answer>> {
    let line = row.saturating_add(1);
    let mut answered = Vec::new();
    let mut missing = Vec::new();
    let columns = placed.register.columns.iter().zip(choices);
    for ((at, (column, choices)), cell) in (0..).zip(columns).zip(cells) {
        let spot = Spot::Row { register: placed.key.to_owned(), line, column: usize::try_from(at).ok() };
        let place = (row, at);
        let before = report.told.len();
        let value = cell.and_then(|cell| {
            let filled = Filled { cell, at: place, spot: spot.clone(), name: &column.name };
            answer(&filled, &asked(column, choices), report)
        });
        if value.is_none() && column.required && report.told.len() == before {
            missing.push((place, spot, &column.name));
        }
        answered.push(value);
    }
    if answered.iter().any(Option::is_some) {
        for (place, spot, name) in missing {
            report.tell_at(codes::CELL_MISSING, place, spot, |f| f.with("field", &**name));
        }
    }
    answered
}

fn asked<'a>(column: &'a Column, choices: &'a Choices<'a>) -> Asked<'a> {
    match &column.kind {
        ColumnKind::Text => Asked::Text,
        ColumnKind::Date => Asked::Date,
        ColumnKind::Number(unit) => Asked::Number(unit.as_ref().map(|(unit, name)| (*unit, &**name))),
        ColumnKind::Choice(_) => Asked::Choice(choices),
    }
}
