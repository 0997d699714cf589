use rust_xlsxwriter::{Note, Worksheet, XlsxError};

use super::look::lines;

/// More than anyone reads beside a cell; the list of problems has it whole.
const MOST: usize = 1500;

/// A comment beside a cell, as large as its text.
pub(super) fn insert(sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    let text: String = text.chars().take(MOST).collect();
    // In pixels: some six to a narrow character and sixteen to a line.
    let (width, characters) = (320, 50.0);
    let height = 20 + 17 * lines(&text, characters).min(30);
    let note = Note::new(text).add_author_prefix(false).set_width(width).set_height(height);
    sheet.insert_note(at.0, at.1, &note)?;
    Ok(())
}
