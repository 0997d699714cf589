use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Page;
use crate::identity::Sealed;
use crate::layout::{HIDDEN_SHEET, Lists};

/// What the workbook is, and the lists of its drop-downs.
pub(super) fn write(
    sheet: &mut Worksheet,
    sealed: &Sealed,
    lists: &Lists,
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    sheet.set_name(HIDDEN_SHEET)?;
    let mut row = 0;
    for (name, value) in sealed.lines() {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, value)?;
        row += 1;
    }
    sheet.write_string(row, 0, &page.template.words.do_not_change)?;
    for (column, list) in lists.iter() {
        for (row, text) in (0..).zip(list) {
            sheet.write_string(row, column, text)?;
        }
    }
    sheet.protect();
    sheet.set_very_hidden(true);
    Ok(())
}
