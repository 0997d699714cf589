//! One cell as people fill in a form: read as in any other file, and held against the unit that was asked for.

use lanbai_kernel::{Decimal, NaiveDate, Qualifiers, Unit};

use crate::cell::number::{self, NumberCell};
use crate::cell::{Problem, date};
use crate::fold;
use crate::resolve::scaled;

/// Why a cell gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerProblem {
    /// It is nothing of the kind.
    Unreadable,
    /// It can be read in more than one way; these are they.
    Ambiguous(Vec<String>),
    /// It names another unit than the one that is asked for, or a scale that may or may not be part of it.
    OtherUnit(String),
    /// `about 100`, `more than 100`: a form asks for the number itself.
    Inexact,
    /// The workbook itself could not compute it: `#N/A` and its like.
    ErrorValue,
}

/// A number as people write it: full-width digits, separators of thousands, a unit behind it. None where the cell
/// says that there is none. `unit` is what the form asks for; nothing for a number without one.
///
/// # Errors
/// [`AnswerProblem`] where it is not one exact number in that unit.
pub fn read_number(text: &str, unit: Option<Unit>) -> Result<Option<Decimal>, AnswerProblem> {
    let number = match number::parse(text).map_err(AnswerProblem::from)? {
        NumberCell::Missing => return Ok(None),
        NumberCell::Value(number) => number,
    };
    if number.qualifiers != Qualifiers::EXACT {
        return Err(AnswerProblem::Inexact);
    }
    if (number.unit, number.exponent) == (None, 0) {
        return Ok(Some(number.value));
    }
    let behind = || AnswerProblem::OtherUnit(fold::shorten(text));
    match unit {
        Some(unit) => {
            let (value, _) = scaled(number, Some(unit), unit).ok_or_else(behind)?;
            Ok(Some(value.normalize()))
        }
        None if number.unit.is_some() => Err(behind()),
        None => {
            let value = number::times(number.value, number.exponent).map_err(AnswerProblem::from)?;
            Ok(Some(value.normalize()))
        }
    }
}

/// A day as people write it. None where the cell says that there is none.
///
/// # Errors
/// [`AnswerProblem`] where it is not one day.
pub fn read_date(text: &str) -> Result<Option<NaiveDate>, AnswerProblem> {
    if is_missing(text) { Ok(None) } else { date::parse(text).map(Some).map_err(AnswerProblem::from) }
}

/// Whether a cell says that there is no value.
pub fn is_missing(text: &str) -> bool {
    crate::cell::is_missing(text)
}

/// Whether two words or names are the same but for width, case and space.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one == other || name_key(one) == name_key(other)
}

/// A word or name without width, case and space: equal for those that [`is_same_name`] takes for the same.
pub fn name_key(text: &str) -> String {
    fold::key(text)
}

/// `text` cut to what a finding can show.
pub fn shorten(text: &str) -> String {
    fold::shorten(text)
}

impl From<Problem> for AnswerProblem {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Unreadable => Self::Unreadable,
            Problem::Ambiguous(readings) => Self::Ambiguous(readings),
            Problem::UnknownUnit(unit) => Self::OtherUnit(unit),
            Problem::ErrorValue => Self::ErrorValue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerProblem, is_same_name, read_date, read_number};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let check = |text: &str, unit: &str, expected: Result<Option<&str>, AnswerProblem>| {
            let unit = (!unit.is_empty()).then(|| unit.parse().expect(unit));
            let read = read_number(text, unit);
            let read = read.map(|value| value.map(|value| value.to_string()));
            assert_eq!(read, expected.map(|value| value.map(str::to_owned)), "{text} in {unit:?}");
        };
        let other = |text: &str| Err(AnswerProblem::OtherUnit(text.to_owned()));
        check("１，２３４．５", "亿元", Ok(Some("1234.5")));
        check("12,345", "家", Ok(Some("12345")));
        check("(12)", "万元", Ok(Some("-12")));
        check("3.2亿元", "亿元", Ok(Some("3.2")));
        check("3.5%", "%", Ok(Some("3.5")));
        check("3.2万", "元", Ok(Some("32000")));
        check("3.2万", "", Ok(Some("32000")));
        check("—", "亿元", Ok(None));
        check("3.2万", "万元", other("3.2万"));
        check("3.2亿元", "万元", other("3.2亿元"));
        check("5人", "", other("5人"));
        check("约100", "家", Err(AnswerProblem::Inexact));
        check("暂缺数", "家", Err(AnswerProblem::Unreadable));
        check("#REF!", "家", Err(AnswerProblem::ErrorValue));
        check("1,23", "家", Err(AnswerProblem::Ambiguous(vec!["123".into(), "1.23".into()])));
    }

    #[test]
    fn days_and_names_are_read_as_people_write_them() {
        let day = |text: &str| read_date(text).map(|day| day.map(|day| day.to_string()));
        assert_eq!(day("2024年3月5日"), Ok(Some("2024-03-05".to_owned())));
        assert_eq!(day("/"), Ok(None));
        assert_eq!(day("上旬"), Err(AnswerProblem::Unreadable));
        assert!(is_same_name(" 是 ", "是") && is_same_name("Ａ类", "a类") && !is_same_name("是", "否"));
    }
}
