use lanbai_intake::{AnswerProblem, FieldKind, is_missing, is_same_name, read_date, read_number};
use lanbai_kernel::{Decimal, NaiveDate};
use lanbai_plan::Plan;

use super::Asked;

/// One cell of a row, understood.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reporting) enum Cell {
    Text(String),
    Date(NaiveDate),
    Number(Decimal),
    /// An index.
    Territory(u32),
    /// A position among the field's codes.
    Code(u32),
}

/// What a cell holds, nothing where it is empty. The error is what would be understood.
pub(super) fn read(asked: &Asked, plan: &Plan, n: usize, text: &str) -> Result<Option<Cell>, Vec<String>> {
    let text = text.trim();
    let field = &asked.register.fields[n];
    if is_missing(text) {
        return Ok(None);
    }
    match &field.kind {
        FieldKind::Text => Ok(Some(Cell::Text(text.to_owned()))),
        FieldKind::Date => {
            let day = read_date(text).map_err(|problem| readings(problem, "2026-03-05"))?;
            Ok(day.map(Cell::Date))
        }
        FieldKind::Number(unit) => {
            let shown = unit.map_or_else(|| "12.5".to_owned(), |unit| unit.to_string());
            let number = read_number(text, *unit).map_err(|problem| readings(problem, &shown))?;
            Ok(number.map(Cell::Number))
        }
        FieldKind::Territory => {
            let found = plan.territory(text).or_else(|| named(plan, text));
            found.map(|territory| Some(Cell::Territory(territory.0))).ok_or_else(Vec::new)
        }
        FieldKind::Code(codes) => {
            let is = |code: &&lanbai_intake::Code| {
                [&code.id, &code.name.zh, &code.name.en].iter().any(|name| is_same_name(text, name))
            };
            let position = (0..).zip(codes).find(|(_, code)| is(code)).map(|(position, _)| position);
            let known = || codes.iter().map(|code| code.name.zh.clone()).collect();
            position.map(|position| Some(Cell::Code(position))).ok_or_else(known)
        }
    }
}

fn readings(problem: AnswerProblem, example: &str) -> Vec<String> {
    match problem {
        AnswerProblem::Ambiguous(readings) => readings,
        _ => vec![example.to_owned()],
    }
}

/// The only territory of that name.
fn named(plan: &Plan, text: &str) -> Option<lanbai_kernel::territory::TerritoryIndex> {
    let is = |one: &&lanbai_plan::raw::Territory| {
        let names = [Some(&one.name), one.short_name.as_ref()];
        names.into_iter().flatten().any(|name| is_same_name(text, &name.zh) || is_same_name(text, &name.en))
    };
    let mut found = plan.raw.territories.content.territory.iter().filter(is);
    let only = found.next().filter(|_| found.next().is_none())?;
    plan.territory(only.id.get_ref())
}
