use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Page;
use super::look::{height, lines};
use crate::layout::{GUIDE_ROW, HEAD_ROW, HEADINGS_ROW, TITLE_ROW, column};

/// Widths of the form's columns in narrow characters.
pub(super) const WIDTHS: [f64; 8] = [6.0, 36.0, 11.0, 15.0, 15.0, 17.0, 28.0, 56.0];

/// Title, what the authority gave the form, who reports for when, how to fill it in, headings of the columns.
pub(super) fn write(sheet: &mut Worksheet, page: &Page<'_>) -> Result<(), XlsxError> {
    let (template, look, words) = (page.template, &page.look, &page.template.words);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let last = column::EXPLANATION;
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, &template.title, &look.title)?;
    sheet.set_row_height(TITLE_ROW, 34)?;
    let head = &template.head;
    let right = [
        (&words.table_number, &head.table_number),
        (&words.authority, &head.authority),
        (&words.document_number, &head.document_number),
        (&words.valid_until, &head.valid_until),
    ];
    for (row, (label, value)) in (HEAD_ROW..).zip(right) {
        let text = format!("{label}{value}");
        sheet.merge_range(row, column::VALUE, row, last, &text, &look.head_right)?;
        sheet.set_row_height(row, height(lines(&text, WIDTHS[5] + WIDTHS[6])))?;
    }
    let left = [(&words.territory, &head.territory), (&words.period, &head.period)];
    for (row, (label, value)) in (GUIDE_ROW - 2..).zip(left) {
        sheet.merge_range(row, 0, row, column::RECENT, &format!("{label}{value}"), &look.head)?;
    }
    sheet.merge_range(GUIDE_ROW, 0, GUIDE_ROW, last, &words.guide, &look.guide)?;
    let width = WIDTHS[..usize::from(column::PROMPT)].iter().sum::<f64>() * 1.1;
    sheet.set_row_height(GUIDE_ROW, height(lines(&words.guide, width)))?;
    let [far, near] = template.earlier_headings();
    let headings =
        [&words.code, &words.name, &words.unit, far, near, &words.value, &words.explanation, &words.prompt];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(HEADINGS_ROW, column, heading, &look.heading)?;
    }
    sheet.set_row_height(HEADINGS_ROW, 30)?;
    Ok(())
}
