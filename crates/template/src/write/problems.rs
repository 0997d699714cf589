use lanbai_kernel::Severity;
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::look::{height, lines};
use super::{Page, look, protection};
use crate::place::address;
use crate::words::filled;
use crate::{Mark, Spot};

/// Widths of the columns in narrow characters.
const WIDTHS: [f64; 5] = [6.0, 26.0, 12.0, 58.0, 58.0];

const HEADINGS_ROW: u32 = 2;

/// The list of what is wrong, in front of the workbook that is sent back; each line leads to its cell.
pub(super) fn write(sheet: &mut Worksheet, page: &Page<'_>) -> Result<(), XlsxError> {
    let (words, look) = (&page.template.words, &page.look);
    sheet.set_name(&words.problems_sheet)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let count = page.marks.all.len().to_string();
    let title = filled(&words.problems_title, &[("count", &count)]);
    sheet.merge_range(0, 0, 0, 4, &title, &look.title)?;
    sheet.set_row_height(0, 34)?;
    sheet.merge_range(1, 0, 1, 4, &words.problems_guide, &look.guide)?;
    sheet.set_row_height(1, height(lines(&words.problems_guide, WIDTHS.iter().sum())))?;
    let headings = [
        &words.problem_number,
        &words.problem_place,
        &words.problem_gravity,
        &words.problem_sentence,
        &words.problem_hint,
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(HEADINGS_ROW, column, heading, &look.heading)?;
    }
    sheet.set_row_height(HEADINGS_ROW, 26)?;
    for (row, mark) in (HEADINGS_ROW + 1..).zip(&page.marks.all) {
        line(sheet, row, mark, page)?;
    }
    sheet.set_freeze_panes(HEADINGS_ROW + 1, 0)?;
    sheet.protect_with_options(&protection());
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADINGS_ROW, HEADINGS_ROW)?;
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, mark: &Mark, page: &Page<'_>) -> Result<(), XlsxError> {
    let (words, look) = (&page.template.words, &page.look);
    let (gravity, format) = match mark.severity {
        Severity::Error => (&words.must, look::wrong(&look.middle)),
        Severity::Warning => (&words.look, look::doubtful(&look.middle)),
        Severity::Note => (&words.note, look.middle.clone()),
    };
    sheet.write_number_with_format(row, 0, row - HEADINGS_ROW, &look.middle)?;
    place(sheet, row, mark, page, &look.link)?;
    let gravity = gravity.trim_end_matches(|c: char| !c.is_alphanumeric());
    sheet.write_string_with_format(row, 2, gravity, &format)?;
    sheet.write_string_with_format(row, 3, &mark.sentence, &look.label)?;
    sheet.write_string_with_format(row, 4, &mark.hint, &look.label)?;
    let tallest = lines(&mark.sentence, WIDTHS[3]).max(lines(&mark.hint, WIDTHS[4]));
    sheet.set_row_height(row, height(tallest))?;
    Ok(())
}

/// The cell that a mark is about, and the way there.
fn place(
    sheet: &mut Worksheet,
    row: u32,
    mark: &Mark,
    page: &Page<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    let words = &page.template.words;
    let found = match &mark.spot {
        Spot::Workbook => None,
        Spot::Field(key) => page.layout.field(key).map(|placed| {
            let column = placed.input().unwrap_or(crate::layout::column::NAME);
            (words.form_sheet.as_str(), address(placed.row, u32::from(column)))
        }),
        Spot::Explanation(key) => page.layout.field(key).map(|placed| {
            let column = crate::layout::column::EXPLANATION;
            (words.form_sheet.as_str(), address(placed.row, u32::from(column)))
        }),
        Spot::Row { register, line, column } => page.layout.register(register).map(|placed| {
            let column = u32::try_from(column.unwrap_or(0)).unwrap_or(0);
            (placed.sheet.as_str(), address(line.saturating_sub(1), column))
        }),
    };
    match found {
        Some((on, cell)) => {
            let url = Url::new(format!("internal:'{on}'!{cell}")).set_text(format!("{on} {cell}"));
            sheet.write_url_with_format(row, 1, url, format)?;
        }
        None => {
            sheet.write_string_with_format(row, 1, &words.whole_file, &page.look.label)?;
        }
    }
    Ok(())
}
