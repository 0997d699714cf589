use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Url, Worksheet, XlsxError};

use super::cell::{Wanted, put};
use super::head::WIDTHS;
use super::look::{height, lines, number_format};
use super::{Page, head, notes, prompts, protection, validation};
use crate::Spot;
use crate::choices::Choices;
use crate::layout::{HEADINGS_ROW, Lists, Placed, TITLE_ROW, column};
use crate::place::address;
use crate::template::Kind;
use crate::words::filled;

/// The sheet with the form's fields, one a row.
pub(super) fn write(sheet: &mut Worksheet, page: &Page<'_>, lists: &mut Lists) -> Result<(), XlsxError> {
    let words = &page.template.words;
    sheet.set_name(&words.form_sheet)?;
    head::write(sheet, page)?;
    for (row, title) in &page.layout.parts {
        sheet.merge_range(*row, 0, *row, column::EXPLANATION, title, &page.look.part)?;
        sheet.set_row_height(*row, height(1))?;
    }
    for placed in &page.layout.fields {
        field(sheet, placed, page, lists)?;
    }
    signatures(sheet, page)?;
    sheet.ignore_error_range(
        HEADINGS_ROW,
        column::CODE,
        page.layout.signatures,
        column::CODE,
        IgnoreError::NumberStoredAsText,
    )?;
    sheet.set_freeze_panes(HEADINGS_ROW + 1, column::UNIT)?;
    sheet.protect_with_options(&protection());
    print(sheet, page)
}

fn field(
    sheet: &mut Worksheet,
    placed: &Placed<'_>,
    page: &Page<'_>,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let (row, look, field) = (placed.row, &page.look, placed.field);
    let label = placed.label();
    sheet.write_string_with_format(row, column::CODE, &placed.code, &look.middle)?;
    sheet.write_string_with_format(row, column::NAME, &label, &look.label)?;
    sheet.write_string_with_format(row, column::UNIT, field.unit_name(), &look.middle)?;
    notes::insert(sheet, (row, column::NAME), &help(placed, page))?;
    let told = prompts::of_field(placed, page);
    match &field.kind {
        Kind::Number { .. } => number(sheet, placed, &told, page)?,
        Kind::Text { most_characters } => {
            let rule = validation::text(&page.template.words, *most_characters)?;
            let format = page.marks.format(&Spot::Field(field.key.clone()), &look.paragraph);
            let last = column::EXPLANATION;
            sheet.merge_range(row, column::EARLIER, row, last, "", &format)?;
            answer(sheet, placed, Wanted::Text, &look.paragraph, page)?;
            validation::apply(sheet, &rule, (row, row), column::EARLIER)?;
        }
        Kind::Choice(choices) => {
            let rule =
                validation::choice(&page.template.words, Choices::of(choices).labels().to_vec(), lists)?;
            chosen(sheet, placed, rule, page)?;
        }
        Kind::YesNo => {
            let words = &page.template.words;
            let rule = validation::choice(words, vec![words.yes.clone(), words.no.clone()], lists)?;
            chosen(sheet, placed, rule, page)?;
        }
        Kind::Register(_) => register(sheet, placed, page)?,
    }
    prompts::write(sheet, placed, &told, page)?;
    let said = told.iter().map(|prompt| lines(&prompt.sentence, WIDTHS[7])).max().unwrap_or(1);
    sheet.set_row_height(row, height(lines(&label, WIDTHS[1]).max(rows_of(placed, page)).max(said)))?;
    Ok(())
}

/// What is told beside the name: what counts, and how an answer looks.
fn help(placed: &Placed<'_>, page: &Page<'_>) -> String {
    let words = &page.template.words;
    let line = |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("{label}{text}"));
    let lines =
        [line(&words.definition, &placed.field.definition), line(&words.example, &placed.field.example)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// How many lines the answer and what is written beside it take.
fn rows_of(placed: &Placed<'_>, page: &Page<'_>) -> u32 {
    let key = &placed.field.key;
    let lines = |texts: &std::collections::BTreeMap<String, String>, width: f64| {
        texts.get(key).map_or(1, |text| lines(text, width))
    };
    match placed.field.kind {
        // Room to write in, and more where more was written.
        Kind::Text { .. } => lines(&page.raw.fields, WIDTHS[3..7].iter().sum()).clamp(4, 26),
        _ => lines(&page.raw.explanations, WIDTHS[6]).min(12),
    }
}

fn number(
    sheet: &mut Worksheet,
    placed: &Placed<'_>,
    told: &[prompts::Prompt],
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    let Kind::Number { unit_name, decimals, earlier, .. } = &placed.field.kind else {
        return Ok(());
    };
    let (row, look) = (placed.row, &page.look);
    let shape = number_format(*decimals);
    let format = look.earlier.clone().set_num_format(&shape);
    for (at, value) in
        [column::EARLIER, column::RECENT].into_iter().zip(earlier.columns(page.layout.is_yearly))
    {
        match value {
            Some(value) => put(sheet, (row, at), &value.normalize().to_string(), Wanted::Number, &format)?,
            None => put(sheet, (row, at), &page.template.words.unknown, Wanted::Text, &format)?,
        }
    }
    let format = look.input.clone().set_num_format(shape).set_align(FormatAlign::Right).set_indent(1);
    answer(sheet, placed, Wanted::Number, &format, page)?;
    explanation(sheet, placed, page)?;
    // Only what needs no other answer is refused while typing: two cells that must agree have to be changed one
    // after the other.
    let alone = told.iter().filter(|prompt| prompt.is_alone);
    let hard = alone.filter(|prompt| prompt.strictness == lanbai_reporting::check::Strictness::Hard);
    let more: Vec<(String, &str)> = hard.map(|prompt| (prompt.broken.clone(), &*prompt.says)).collect();
    let cell = address(row, u32::from(column::VALUE));
    let rule = validation::number(&page.template.words, &cell, (*decimals, unit_name), &more)?;
    validation::apply(sheet, &rule, (row, row), column::VALUE)
}

fn chosen(
    sheet: &mut Worksheet,
    placed: &Placed<'_>,
    rule: Option<rust_xlsxwriter::DataValidation>,
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    for at in [column::EARLIER, column::RECENT] {
        sheet.write_blank(placed.row, at, &page.look.blank)?;
    }
    let format = page.look.input.clone().set_align(FormatAlign::Center).set_text_wrap();
    answer(sheet, placed, Wanted::Text, &format, page)?;
    explanation(sheet, placed, page)?;
    match rule {
        Some(rule) => validation::apply(sheet, &rule, (placed.row, placed.row), column::VALUE),
        None => Ok(()),
    }
}

/// Where the rows of a register are filled in.
fn register(sheet: &mut Worksheet, placed: &Placed<'_>, page: &Page<'_>) -> Result<(), XlsxError> {
    let (row, look) = (placed.row, &page.look);
    sheet.merge_range(row, column::EARLIER, row, column::EXPLANATION, "", &look.link)?;
    let Some(on) = page.layout.register(&placed.field.key) else { return Ok(()) };
    let text = filled(&page.template.words.see_sheet, &[("sheet", &on.sheet)]);
    let url = Url::new(format!("internal:'{}'!A1", on.sheet)).set_text(text);
    sheet.write_url_with_format(row, column::EARLIER, url, &look.link)?;
    Ok(())
}

/// The answer's own cell, with what is in it already and what is told of it.
fn answer(
    sheet: &mut Worksheet,
    placed: &Placed<'_>,
    wanted: Wanted,
    format: &Format,
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    let Some(column) = placed.input() else { return Ok(()) };
    let spot = Spot::Field(placed.field.key.clone());
    let text = page.raw.fields.get(&placed.field.key).map_or("", String::as_str);
    put(sheet, (placed.row, column), text, wanted, &page.marks.format(&spot, format))?;
    page.marks.comment(sheet, &spot, (placed.row, column))
}

fn explanation(sheet: &mut Worksheet, placed: &Placed<'_>, page: &Page<'_>) -> Result<(), XlsxError> {
    let spot = Spot::Explanation(placed.field.key.clone());
    let at = (placed.row, column::EXPLANATION);
    let text = page.raw.explanations.get(&placed.field.key).map_or("", String::as_str);
    put(sheet, at, text, Wanted::Text, &page.marks.format(&spot, &page.look.words))?;
    page.marks.comment(sheet, &spot, at)
}

fn signatures(sheet: &mut Worksheet, page: &Page<'_>) -> Result<(), XlsxError> {
    if page.template.signatories.is_empty() {
        return Ok(());
    }
    // Room for a name and a seal on paper.
    let words = &page.template.words;
    let names =
        page.template.signatories.iter().map(|name| format!("{name}{}{}", words.colon, " ".repeat(30)));
    let (row, text) = (page.layout.signatures, names.chain([words.reported_on.clone()]).collect::<String>());
    sheet.merge_range(row, 0, row, column::EXPLANATION, &text, &page.look.signature)?;
    sheet.set_row_height(row, 30)?;
    Ok(())
}

/// A4 across, as many pages as it takes, headings on each; prompts are for the screen.
fn print(sheet: &mut Worksheet, page: &Page<'_>) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(HEADINGS_ROW, HEADINGS_ROW)?;
    sheet.set_print_area(TITLE_ROW, 0, page.layout.signatures, column::EXPLANATION)?;
    sheet.set_footer(format!("&C{}", page.template.words.page));
    Ok(())
}
