use lanbai_intake::{AnswerProblem, SheetCell, is_missing, is_same_name, read_date, read_number, shorten};
use lanbai_kernel::Unit;

use super::report::Report;
use crate::codes;
use crate::layout::choice_labels;
use crate::template::Choice;
use crate::{Answer, Spot, Words};

/// What a cell is asked for.
pub(super) enum Asked<'a> {
    Number(Option<(Unit, &'a str)>),
    Text,
    Date,
    Choice(&'a [Choice]),
    YesNo(&'a Words),
}

/// A cell, and whose answer it is.
pub(super) struct Filled<'a> {
    pub(super) cell: &'a SheetCell,
    pub(super) at: (u32, u32),
    pub(super) spot: Spot,
    /// What the field or column is called.
    pub(super) name: &'a str,
}

/// The answer in a cell. None where it says that there is none, or where something was told.
pub(super) fn answer(filled: &Filled<'_>, asked: &Asked<'_>, report: &mut Report) -> Option<Answer> {
    let text = filled.cell.text.trim();
    let mut tell = |code, more: Option<(&'static str, lanbai_kernel::Argument)>| {
        report.tell_at(code, filled.at, filled.spot.clone(), |finding| {
            let finding = finding.with("field", filled.name).with("seen", shorten(text));
            match more {
                Some((name, value)) => finding.with(name, value),
                None => finding,
            }
        });
        None
    };
    // Whatever result the file remembers was computed by somebody else's program, perhaps from another file, and
    // nobody typed it.
    if filled.cell.is_formula {
        return tell(codes::FORMULA, None);
    }
    match asked {
        Asked::Text if is_digits_lost(filled.cell) => tell(codes::DIGITS_LOST, None),
        Asked::Text => (!text.is_empty()).then(|| Answer::Text(text.to_owned())),
        Asked::Number(unit) => match read_number(text, unit.map(|(unit, _)| unit)) {
            Ok(number) => number.map(Answer::Number),
            Err(AnswerProblem::ErrorValue) => tell(codes::ERROR_VALUE, None),
            Err(AnswerProblem::Unreadable) => tell(codes::NOT_A_NUMBER, None),
            Err(AnswerProblem::Inexact) => tell(codes::INEXACT, None),
            Err(AnswerProblem::Ambiguous(readings)) => {
                tell(codes::AMBIGUOUS_NUMBER, Some(("candidates", readings.into())))
            }
            Err(AnswerProblem::OtherUnit(_)) => {
                let wanted = unit.map_or("", |(_, name)| name);
                tell(codes::OTHER_UNIT, Some(("expected", wanted.into())))
            }
        },
        Asked::Date => match read_date(text) {
            Ok(day) => day.map(Answer::Date),
            Err(_) => tell(codes::NOT_A_DATE, None),
        },
        Asked::Choice(_) | Asked::YesNo(_) if is_missing(text) && !is_offered(text, asked) => None,
        Asked::Choice(choices) => match chosen(text, choices) {
            Some(id) => Some(Answer::Choice(id)),
            None => tell(codes::NOT_A_CHOICE, Some(("expected", choice_labels(choices).into()))),
        },
        Asked::YesNo(words) => match yes_or_no(text, words) {
            Some(yes) => Some(Answer::YesNo(yes)),
            None => {
                let expected = vec![words.yes.clone(), words.no.clone()];
                tell(codes::NOT_A_CHOICE, Some(("expected", expected.into())))
            }
        },
    }
}

/// A choice may be called what elsewhere means that there is no value.
fn is_offered(text: &str, asked: &Asked<'_>) -> bool {
    matches!(asked, Asked::Choice(choices) if chosen(text, choices).is_some())
}

/// The id of a choice by its label, its name or its id.
fn chosen(text: &str, choices: &[Choice]) -> Option<String> {
    let label = choice_labels(choices).iter().position(|label| is_same_name(label, text));
    let at = label
        .or_else(|| choices.iter().position(|choice| is_same_name(&choice.name, text)))
        .or_else(|| choices.iter().position(|choice| choice.id == text))?;
    choices.get(at).map(|choice| choice.id.clone())
}

fn yes_or_no(text: &str, words: &Words) -> Option<bool> {
    let is = |others: [&str; 2]| others.iter().any(|other| is_same_name(other, text));
    if is([&words.yes, "true"]) {
        Some(true)
    } else if is([&words.no, "false"]) {
        Some(false)
    } else {
        None
    }
}

/// Whether digits were typed into a cell that keeps fifteen of them.
fn is_digits_lost(cell: &SheetCell) -> bool {
    const KEPT: usize = 15;
    cell.is_number && cell.text.bytes().filter(u8::is_ascii_digit).count() > KEPT
}
