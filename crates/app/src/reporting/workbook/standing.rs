use std::collections::BTreeMap;

use lanbai_intake::FieldKind as RowKind;
use lanbai_reporting::check::Entry;
use lanbai_reporting::form::FieldKind;
use lanbai_store::submissions::RegisterRow;
use lanbai_template::{Answer, Answers, Raw, Template};
use serde_json::Value as Json;

use super::super::find::Case;
use super::super::judge::Judged;
use super::super::rows::{Asked, Cell, MASKED, Rows};

/// What stands in a submission, as its workbook shows it.
pub(super) fn standing(case: &Case, judged: &Judged, template: &Template, sees_personal: bool) -> Raw {
    let mut answers = Answers::default();
    for (key, entry) in &judged.entries.known {
        let answer = match entry {
            Entry::Number(number) => Answer::Number(*number),
            Entry::Text(text) => Answer::Text(text.clone()),
            Entry::Choice(id) => Answer::Choice(id.clone()),
            Entry::YesNo(yes) => Answer::YesNo(*yes),
            Entry::Rows(_) => continue,
        };
        answers.fields.insert(key.clone(), answer);
    }
    answers.explanations = explanations(case, judged);
    for field in case.at.form().fields() {
        let FieldKind::Register { register } = &field.kind else { continue };
        let Some(asked) = Asked::of(case.at.plan(), register) else { continue };
        let own = case.register_rows.iter().filter(|row| *row.register == **register);
        let rows: Vec<_> = own.map(|row| one(case, &asked, row, sees_personal)).collect();
        if !rows.is_empty() {
            answers.registers.insert(field.key.to_string(), rows);
        }
    }
    let mut raw = Raw::of(&answers, template);
    // What was typed and not understood stands there as it was typed.
    for field in case.fields.iter().filter(|field| judged.entries.is_unreadable(&field.field)) {
        raw.fields.insert(field.field.clone(), field.content.clone());
    }
    raw
}

/// The first explanation of what a field's findings say, by the field.
pub(super) fn explanations(case: &Case, judged: &Judged) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for found in &judged.found {
        let explanation = case.explanations.iter().find(|one| one.finding == found.key);
        if let (Some(field), Some(explanation)) = (found.fields.first(), explanation) {
            told.entry(field.clone()).or_insert_with(|| explanation.content.clone());
        }
    }
    told
}

fn one(case: &Case, asked: &Asked, row: &RegisterRow, sees_personal: bool) -> Vec<Option<Answer>> {
    let plan = case.at.plan();
    let read = Rows::cells(plan, asked, row);
    let answer = |n: &usize| {
        let text = row.content.get(&asked.register.fields[*n].id).and_then(Json::as_str)?;
        if !sees_personal && asked.personal.contains(n) {
            return Some(Answer::Text(MASKED.to_owned()));
        }
        Some(match read[*n].clone() {
            Some(Cell::Date(day)) => Answer::Date(day),
            Some(Cell::Number(number)) => Answer::Number(number),
            Some(Cell::Territory(index)) => {
                let territory = lanbai_kernel::territory::TerritoryIndex(index);
                Answer::Choice(plan.territory_text(territory).id.get_ref().clone())
            }
            Some(Cell::Code(position)) => Answer::Choice(code(asked, *n, position).unwrap_or_default()),
            Some(Cell::Text(_)) | None => Answer::Text(text.to_owned()),
        })
    };
    asked.columns.iter().map(answer).collect()
}

fn code(asked: &Asked, n: usize, position: u32) -> Option<String> {
    let RowKind::Code(codes) = &asked.register.fields[n].kind else { return None };
    codes.get(usize::try_from(position).ok()?).map(|code| code.id.clone())
}
