use lanbai_intake::{AnswerProblem, SheetCell, is_missing, is_same_name, read_date, read_number, shorten};
use lanbai_kernel::Unit;

use super::report::Report;
use crate::choices::Choices;
use crate::codes;
use crate::{Answer, Spot, Words};

/// What a cell is asked for.
pub(super) enum Asked<'a> {
    Number(Option<(Unit, &'a str)>),
    Text,
    Date,
    Choice(&'a Choices<'a>),
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
        Asked::Choice(choices) => match choices.find(text) {
            Some(id) => Some(Answer::Choice(id.to_owned())),
            None if is_missing(text) => None,
            None => tell(codes::NOT_A_CHOICE, Some(("expected", offered(choices).into()))),
        },
        Asked::YesNo(_) if is_missing(text) => None,
        Asked::YesNo(words) => match yes_or_no(text, words) {
            Some(yes) => Some(Answer::YesNo(yes)),
            None => {
                let expected = vec![words.yes.clone(), words.no.clone()];
                tell(codes::NOT_A_CHOICE, Some(("expected", expected.into())))
            }
        },
    }
}

/// What a sentence can name of a list.
fn offered(choices: &Choices<'_>) -> Vec<String> {
    const NAMED: usize = 12;
    let mut names: Vec<String> = choices.labels().iter().take(NAMED).cloned().collect();
    if choices.labels().len() > NAMED {
        names.push("…".to_owned());
    }
    names
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
