use lanbai_report::is_formula_like;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

/// What a cell wants to hold; text that is no such thing stays text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Number,
    Date,
    Text,
}

/// Writes what was filled in, so that it reads back equal and nothing of it is run.
pub(super) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    wanted: Wanted,
    format: &Format,
) -> Result<(), XlsxError> {
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
        return Ok(());
    }
    match wanted {
        Wanted::Number if fits(text) => {
            if let Ok(number) = text.parse::<f64>() {
                sheet.write_number_with_format(row, column, number, format)?;
                return Ok(());
            }
        }
        Wanted::Date if text.len() == "2024-01-31".len() => {
            if let Ok(day) = ExcelDateTime::parse_from_str(text) {
                sheet.write_datetime_with_format(row, column, &day, format)?;
                return Ok(());
            }
        }
        _ => {}
    }
    // Text stays text when somebody steps into the cell and leaves it again.
    let literal = is_formula_like(text).then(|| format.clone().set_quote_prefix());
    sheet.write_string_with_format(row, column, text, literal.as_ref().unwrap_or(format))?;
    Ok(())
}

/// Digits, a sign and a point that a sheet's binary number keeps: fifteen digits and no more.
fn fits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit());
    let significant = digits.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
    is_plain && significant <= 15
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn only_what_a_sheet_keeps_is_a_number() {
        for (text, expected) in [
            ("0", true),
            ("-12.5", true),
            ("0.00000000000000123456789012345", true),
            ("123456789012345", true),
            ("1234567890123456", false),
            ("1.234567890123456", false),
            ("", false),
            ("-", false),
            ("1e5", false),
            ("1.2.3", false),
            ("1.", false),
            (".5", false),
            ("inf", false),
            ("１２", false),
        ] {
            assert_eq!(fits(text), expected, "{text}");
        }
    }
}
