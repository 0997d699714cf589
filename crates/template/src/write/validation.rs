//! What a cell takes while it is filled in. Pasting passes by all of it, so reading judges again.

use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, Formula, Worksheet, XlsxError};

use crate::Words;
use crate::layout::{HIDDEN_SHEET, Lists};
use crate::place::letters;
use crate::words::filled;

/// The longest formula of a rule that Excel takes.
const LONGEST: usize = 250;

/// A number with at most so many digits after the point. `more` must hold too, as far as there is room for it; its
/// second part says so.
pub(super) fn number(
    words: &Words,
    cell: &str,
    (decimals, unit): (u8, &str),
    more: &[(String, &str)],
) -> Result<DataValidation, XlsxError> {
    let digits = decimals.to_string();
    let wanted = if decimals == 0 { &words.wants_whole } else { &words.wants_digits };
    let mut says = filled(wanted, &[("decimals", &digits), ("unit", unit)]);
    let mut formula = format!("AND(ISNUMBER({cell}),ROUND({cell},{digits})={cell}");
    for (broken, sentence) in more {
        if formula.len() + broken.len() + 10 < LONGEST {
            formula.push_str(&format!(",NOT({broken})"));
            says.push('\n');
            says.push_str(sentence);
        }
    }
    formula.push(')');
    refused(DataValidation::new().allow_custom(Formula::new(formula)), words, &says)
}

/// Any number.
pub(super) fn any_number(words: &Words) -> Result<DataValidation, XlsxError> {
    // A rule needs bounds; no figure of an office is near these.
    let rule = DataValidationRule::Between(-1e15, 1e15);
    refused(DataValidation::new().allow_decimal_number(rule), words, &words.wants_number)
}

/// A day of a century that forms speak of.
pub(super) fn date(words: &Words) -> Result<DataValidation, XlsxError> {
    let rule = DataValidationRule::Between(
        ExcelDateTime::from_ymd(1901, 1, 1)?,
        ExcelDateTime::from_ymd(2999, 12, 31)?,
    );
    refused(DataValidation::new().allow_date(rule), words, &words.wants_date)
}

/// Words of a length.
pub(super) fn text(words: &Words, most: u32) -> Result<DataValidation, XlsxError> {
    let says = filled(&words.wants_length, &[("limit", &most.to_string())]);
    let rule = DataValidationRule::LessThanOrEqualTo(most);
    refused(DataValidation::new().allow_text_length(rule), words, &says)
}

/// One of a list, which is kept on the hidden sheet: a list within the rule could have 255 characters.
pub(super) fn choice(
    words: &Words,
    labels: Vec<String>,
    lists: &mut Lists,
) -> Result<Option<DataValidation>, XlsxError> {
    if labels.is_empty() {
        return Ok(None);
    }
    let last = labels.len();
    let column = letters(u32::from(lists.column(labels)));
    let list = Formula::new(format!("'{HIDDEN_SHEET}'!${column}$1:${column}${last}"));
    refused(DataValidation::new().allow_list_formula(list), words, &words.wants_choice).map(Some)
}

/// The same rule for a range of cells.
pub(super) fn apply(
    sheet: &mut Worksheet,
    validation: &DataValidation,
    (first_row, last_row): (u32, u32),
    column: u16,
) -> Result<(), XlsxError> {
    sheet.add_data_validation(first_row, column, last_row, column, validation)?;
    Ok(())
}

fn refused(validation: DataValidation, words: &Words, says: &str) -> Result<DataValidation, XlsxError> {
    let cut = |text: &str, most: usize| -> String { text.chars().take(most).collect() };
    validation.set_error_title(cut(&words.not_accepted, 32))?.set_error_message(cut(says, 255))
}
