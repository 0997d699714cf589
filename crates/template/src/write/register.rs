use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, ProtectionOptions, Url, Worksheet, XlsxError};

use super::cell::{Wanted, put};
use super::look::{height, lines};
use super::{Page, protection, validation};
use crate::choices::Choices;
use crate::layout::{FIRST_REGISTER_ROW, Lists, PlacedRegister, REGISTER_HEADINGS_ROW, TITLE_ROW};
use crate::template::{Column, ColumnKind};
use crate::{RawRow, Spot};

/// Rows that are drawn beyond those that are filled; more may be written below them.
const ROOM: u32 = 40;

/// Rows that are printed at least: one page.
const PRINTED: u32 = 24;

/// Rows for which cells say what they take.
const RULED: u32 = 5_000;

/// The sheet of one register.
pub(super) fn write(
    sheet: &mut Worksheet,
    placed: &PlacedRegister<'_>,
    page: &Page<'_>,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    sheet.set_name(&placed.sheet)?;
    let columns = &placed.register.columns;
    top(sheet, placed, page)?;
    let empty = Vec::new();
    let rows = page.raw.registers.get(placed.key).unwrap_or(&empty);
    let marked = page.marks.lines(placed.key).max().unwrap_or(0);
    let filled = rows.iter().map(|row| row.line).max().unwrap_or(0).max(marked).max(FIRST_REGISTER_ROW);
    for (at, column) in (0..).zip(columns) {
        let (format, wanted) = cell(column, page);
        // Unlocked as far down as anyone may paste.
        sheet.set_column_format(at, &Format::new().set_unlocked())?;
        sheet.set_column_width(at, width(column))?;
        for row in FIRST_REGISTER_ROW..filled + ROOM {
            sheet.write_blank(row, at, &format)?;
        }
        let own = |row: &RawRow| row.cells.get(usize::from(at)).cloned().unwrap_or_default();
        for row in rows {
            one(sheet, placed, (row.line, at), (&own(row), wanted, &format), page)?;
        }
        // A row that is marked may have been empty.
        for line in page.marks.lines(placed.key).filter(|line| rows.iter().all(|row| row.line != *line)) {
            one(sheet, placed, (line, at), ("", wanted, &format), page)?;
        }
        let rule = match &column.kind {
            ColumnKind::Text => {
                let (first, last) = (FIRST_REGISTER_ROW, FIRST_REGISTER_ROW + RULED);
                sheet.ignore_error_range(first, at, last, at, IgnoreError::NumberStoredAsText)?;
                None
            }
            ColumnKind::Date => Some(validation::date(&page.template.words)?),
            ColumnKind::Number(_) => Some(validation::any_number(&page.template.words)?),
            ColumnKind::Choice(choices) => {
                validation::choice(&page.template.words, Choices::of(choices).labels().to_vec(), lists)?
            }
        };
        if let Some(rule) = rule {
            validation::apply(sheet, &rule, (FIRST_REGISTER_ROW, FIRST_REGISTER_ROW + RULED), at)?;
        }
    }
    sheet.set_freeze_panes(FIRST_REGISTER_ROW, 0)?;
    sheet.protect_with_options(&ProtectionOptions { sort: true, use_autofilter: true, ..protection() });
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.set_print_area(TITLE_ROW, 0, filled.max(FIRST_REGISTER_ROW + PRINTED), last)?;
    print(sheet, page)
}

/// Title, what belongs into the register with the way back, headings.
fn top(sheet: &mut Worksheet, placed: &PlacedRegister<'_>, page: &Page<'_>) -> Result<(), XlsxError> {
    let (look, words, columns) = (&page.look, &page.template.words, &placed.register.columns);
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let guide = match &placed.register.definition {
        Some(definition) => format!("{}{definition}\n{}", words.definition, words.register_guide),
        None => words.register_guide.clone(),
    };
    let all: f64 = columns.iter().map(width).sum();
    // A single column cannot be merged.
    let spans = [(TITLE_ROW, &placed.register.name, &look.title), (TITLE_ROW + 1, &guide, &look.guide)];
    for (row, text, format) in spans {
        if last > 0 {
            sheet.merge_range(row, 0, row, last, text, format)?;
        } else {
            sheet.write_string_with_format(row, 0, text, format)?;
        }
    }
    sheet.set_row_height(TITLE_ROW, 30)?;
    sheet.set_row_height(TITLE_ROW + 1, height(lines(&guide, all * 1.1)))?;
    let back = Url::new(format!("internal:'{}'!A1", words.form_sheet)).set_text(&words.back);
    sheet.write_url(TITLE_ROW, last + 1, back)?;
    sheet.set_column_width(last + 1, 14)?;
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(REGISTER_HEADINGS_ROW, at, column.heading(), &look.heading)?;
    }
    let tallest = columns.iter().map(|column| lines(&column.heading(), width(column))).max();
    sheet.set_row_height(REGISTER_HEADINGS_ROW, height(tallest.unwrap_or(1)))?;
    Ok(())
}

/// One cell with what is in it and what is told of it.
fn one(
    sheet: &mut Worksheet,
    placed: &PlacedRegister<'_>,
    (line, column): (u32, u16),
    (text, wanted, format): (&str, Wanted, &Format),
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    let Some(row) = line.checked_sub(1).filter(|row| *row >= FIRST_REGISTER_ROW) else { return Ok(()) };
    let spot = Spot::Row { register: placed.key.to_owned(), line, column: Some(usize::from(column)) };
    put(sheet, (row, column), text, wanted, &page.marks.format(&spot, format))?;
    page.marks.comment(sheet, &spot, (row, column))
}

fn cell(column: &Column, page: &Page<'_>) -> (Format, Wanted) {
    let input = page.look.input.clone();
    match column.kind {
        // As text: codes of eighteen digits would lose their last ones as numbers.
        ColumnKind::Text => (input.set_num_format("@").set_text_wrap().set_indent(1), Wanted::Text),
        ColumnKind::Date => (input.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center), Wanted::Date),
        ColumnKind::Number(_) => (input.set_align(FormatAlign::Right).set_indent(1), Wanted::Number),
        ColumnKind::Choice(_) => (input.set_text_wrap().set_indent(1), Wanted::Text),
    }
}

/// As wide as the heading on two lines, and as what is usually below it.
fn width(column: &Column) -> f64 {
    let units: u32 = column.heading().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let least = match column.kind {
        ColumnKind::Text => 22.0,
        ColumnKind::Date | ColumnKind::Number(_) => 13.0,
        ColumnKind::Choice(_) => 16.0,
    };
    (f64::from(units) / 2.0 + 2.0).clamp(least, 36.0)
}

fn print(sheet: &mut Worksheet, page: &Page<'_>) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(REGISTER_HEADINGS_ROW, REGISTER_HEADINGS_ROW)?;
    sheet.set_footer(format!("&C{}", page.template.words.page));
    Ok(())
}
