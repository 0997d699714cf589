//! Text that no spreadsheet runs, whatever people wrote into a name.

use std::borrow::Cow;

/// What a spreadsheet would run as a formula if a cell began with it: the signs, what some skip before them, and the
/// full-width signs that spreadsheets with a Chinese or Japanese interface take for the narrow ones.
const BEGINNINGS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Whether a spreadsheet would run this if somebody typed it, or opened a CSV with it. A negative number is none.
pub fn is_formula_like(text: &str) -> bool {
    let begins = text.starts_with(BEGINNINGS) || text.trim_start().starts_with(BEGINNINGS);
    begins && !is_negative_number(text)
}

/// The same text, with an apostrophe in front where it would be run.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula_like(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A minus, digits, and at most one point among them.
fn is_negative_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-') else { return false };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_would_be_run_is_made_text_and_negative_numbers_stay() {
        for text in [
            "=1+1",
            "+86",
            "-x",
            "@cmd",
            "\tx",
            "\rx",
            "\n=x",
            " =1",
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
            "-",
            "-1-1",
            "-1.",
            "-.5",
            "-1.2.3",
            "-2+3+cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x\")",
        ] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "plain", "兰州", "-5", "-12.50", "12", "a=b", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }
}
