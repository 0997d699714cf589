//! A template, and what is in it, as a workbook.

mod cell;
mod form;
mod head;
mod hidden;
mod look;
mod marks;
mod notes;
mod problems;
mod prompts;
mod register;
mod validation;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, ProtectionOptions, Workbook, XlsxError};

use crate::identity::Sealed;
use crate::layout::{Layout, Lists};
use crate::{Key, Mark, Raw, Template};
use look::Look;
use marks::Marks;

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the template could not be written")]
pub struct TemplateError(#[from] XlsxError);

/// What every sheet is written from.
struct Page<'a> {
    template: &'a Template,
    layout: &'a Layout<'a>,
    raw: &'a Raw,
    marks: Marks<'a>,
    look: Look,
}

/// The workbook of a template with what is filled in already. Marks make it one that is sent back: a list of what is
/// wrong stands in front, and each cell that it speaks of is marked and commented.
///
/// # Errors
/// If the workbook could not be put together.
pub fn write(template: &Template, raw: &Raw, marks: &[Mark], key: &Key) -> Result<Vec<u8>, TemplateError> {
    let layout = Layout::of(template);
    let page = Page { template, layout: &layout, raw, marks: Marks::new(marks), look: Look::new() };
    let mut lists = Lists::default();
    let mut book = Workbook::new();
    let day = ExcelDateTime::parse_from_str(&template.made_on.to_string())?;
    book.set_properties(&DocProperties::new().set_title(&template.title).set_creation_datetime(&day));
    if !marks.is_empty() {
        problems::write(book.add_worksheet(), &page)?;
    }
    form::write(book.add_worksheet(), &page, &mut lists)?;
    for placed in &layout.registers {
        register::write(book.add_worksheet(), placed, &page, &mut lists)?;
    }
    hidden::write(book.add_worksheet(), &Sealed::new(template, key), &lists, &page)?;
    Ok(book.save_to_buffer()?)
}

/// Cells are locked without a secret: it keeps slips out, not people.
fn protection() -> ProtectionOptions {
    ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() }
}
