use std::collections::BTreeMap;

use lanbai_intake::{BookSheet, is_same_name, shorten};

use super::report::Report;
use super::value::{Asked, Filled, answer};
use crate::choices::Choices;
use crate::codes;
use crate::layout::{HEADINGS_ROW, Layout, Placed, column};
use crate::template::Kind;
use crate::{Answer, Answers, Raw, Spot, Template};

/// The sheet with the form's fields.
pub(super) fn read(
    sheet: &BookSheet,
    expected: &Template,
    layout: &Layout<'_>,
    (answers, raw): (&mut Answers, &mut Raw),
    report: &mut Report,
) {
    report.set_sheet(&sheet.name);
    let mut is_moved = false;
    let codes = codes_of(sheet);
    for placed in &layout.fields {
        let Some(row) = find(sheet, &codes, placed, report) else {
            is_moved = true;
            continue;
        };
        is_moved |= row != placed.row;
        one(sheet, placed, row, expected, (answers, raw), report);
    }
    // Where rows were moved everything below is elsewhere, and one sentence about it is enough.
    if !is_moved {
        headings(sheet, expected, report);
        stray(sheet, layout, report);
    }
}

/// The rows of each code: a sheet with twenty thousand rows is searched once, not once a field.
fn codes_of(sheet: &BookSheet) -> BTreeMap<&str, Vec<u32>> {
    let mut codes: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let of_column = sheet.cells.iter().filter(|((_, at), _)| *at == u32::from(column::CODE));
    of_column.for_each(|((row, _), cell)| codes.entry(cell.text.trim()).or_default().push(*row));
    codes
}

/// The row of a field: where it belongs, or where its code and name stand now.
fn find(
    sheet: &BookSheet,
    codes: &BTreeMap<&str, Vec<u32>>,
    placed: &Placed<'_>,
    report: &mut Report,
) -> Option<u32> {
    let label = placed.label();
    let [code, name, unit] = [column::CODE, column::NAME, column::UNIT].map(u32::from);
    let rows = codes.get(placed.code.as_str()).map_or(&[][..], Vec::as_slice);
    let is_code = rows.contains(&placed.row);
    let is_named = |row: u32| is_same_name(sheet.text(row, name), &label);
    let field = || placed.field.name.as_str();
    let spot = || Spot::Field(placed.field.key.clone());
    let row = if is_code && is_named(placed.row) {
        placed.row
    } else if let Some(moved) = rows.iter().copied().find(|row| is_named(*row)) {
        report.tell_at(codes::ROW_MOVED, (moved, code), spot(), |f| {
            f.with("field", field()).with("expected", (placed.row + 1).to_string())
        });
        moved
    } else if is_code {
        let seen = shorten(sheet.text(placed.row, name));
        report.tell_at(codes::HEADING_CHANGED, (placed.row, name), spot(), |f| {
            f.with("seen", seen).with("expected", label)
        });
        placed.row
    } else {
        report.tell_at(codes::ROW_MISSING, (placed.row, code), spot(), |f| f.with("field", field()));
        return None;
    };
    let (seen, wanted) = (sheet.text(row, unit), placed.field.unit_name());
    if !is_same_name(seen, wanted) {
        report.tell_at(codes::UNIT_CHANGED, (row, unit), spot(), |f| {
            f.with("field", field()).with("seen", shorten(seen)).with("expected", wanted)
        });
    }
    Some(row)
}

/// The answer to one field, and what is written beside it.
fn one(
    sheet: &BookSheet,
    placed: &Placed<'_>,
    row: u32,
    expected: &Template,
    (answers, raw): (&mut Answers, &mut Raw),
    report: &mut Report,
) {
    let (Some(input), key) = (placed.input(), &placed.field.key) else { return };
    let at = (row, u32::from(input));
    if let Some(cell) = sheet.cells.get(&at) {
        raw.fields.insert(key.clone(), cell.text.trim().to_owned());
        let asked = match &placed.field.kind {
            Kind::Number { unit, unit_name, .. } => Asked::Number(Some((*unit, unit_name))),
            Kind::Text { .. } | Kind::Register(_) => Asked::Text,
            Kind::Choice(choices) => Asked::Choice(&Choices::of(choices)),
            Kind::YesNo => Asked::YesNo(&expected.words),
        };
        let filled = Filled { cell, at, spot: Spot::Field(key.clone()), name: &placed.field.name };
        if let Some(answer) = answer(&filled, &asked, report) {
            answers.fields.insert(key.clone(), answer);
        }
    }
    let at = (row, u32::from(column::EXPLANATION));
    if let Some(cell) = sheet.cells.get(&at).filter(|_| placed.has_explanation()) {
        raw.explanations.insert(key.clone(), cell.text.trim().to_owned());
        let filled =
            Filled { cell, at, spot: Spot::Explanation(key.clone()), name: &expected.words.explanation };
        if let Some(Answer::Text(text)) = answer(&filled, &Asked::Text, report) {
            answers.explanations.insert(key.clone(), text);
        }
    }
}

/// The headings that decide what the columns mean.
fn headings(sheet: &BookSheet, expected: &Template, report: &mut Report) {
    let words = &expected.words;
    let [far, near] = expected.earlier_headings();
    let wanted = [
        (column::UNIT, &words.unit),
        (column::EARLIER, far),
        (column::RECENT, near),
        (column::VALUE, &words.value),
        (column::EXPLANATION, &words.explanation),
    ];
    for (column, wanted) in wanted {
        let at = (HEADINGS_ROW, u32::from(column));
        let seen = sheet.text(at.0, at.1);
        if !is_same_name(seen, wanted) {
            report.tell_at(codes::HEADING_CHANGED, at, Spot::Workbook, |f| {
                f.with("seen", shorten(seen)).with("expected", &**wanted)
            });
        }
    }
}

/// What was written where nothing is read: below the form, or to its right.
fn stray(sheet: &BookSheet, layout: &Layout<'_>, report: &mut Report) {
    let is_outside = |(row, at): &(u32, u32)| *row > layout.signatures || *at > u32::from(column::PROMPT);
    let mut outside = sheet.cells.keys().filter(|at| is_outside(at));
    if let Some(first) = outside.next() {
        let count = outside.count() + 1;
        report.tell_at(codes::STRAY_CELLS, *first, Spot::Workbook, |f| f.with("count", count));
    }
}
