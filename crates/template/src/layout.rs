//! Where everything stands: the one description of the sheets that writing and reading share.

use std::collections::BTreeMap;

use crate::Template;
use crate::template::{Field, Kind, Register};

/// Columns of the form's sheet.
pub(crate) mod column {
    pub(crate) const CODE: u16 = 0;
    pub(crate) const NAME: u16 = 1;
    pub(crate) const UNIT: u16 = 2;
    /// Values of two earlier periods; which, the template says.
    pub(crate) const EARLIER: u16 = 3;
    pub(crate) const RECENT: u16 = 4;
    pub(crate) const VALUE: u16 = 5;
    pub(crate) const EXPLANATION: u16 = 6;
    /// The last one; not printed.
    pub(crate) const PROMPT: u16 = 7;
}

/// Rows of the form's sheet above its fields: title, four lines of the head, how to fill in, headings.
pub(crate) const TITLE_ROW: u32 = 0;
pub(crate) const HEAD_ROW: u32 = 1;
pub(crate) const GUIDE_ROW: u32 = 5;
pub(crate) const HEADINGS_ROW: u32 = 6;

/// Rows of a register's sheet: title, what belongs into it, headings, rows.
pub(crate) const REGISTER_HEADINGS_ROW: u32 = 2;
pub(crate) const FIRST_REGISTER_ROW: u32 = 3;

/// The hidden sheet.
pub(crate) const HIDDEN_SHEET: &str = "_lanbai";

/// The sheets of a template.
pub(crate) struct Layout<'t> {
    pub(crate) parts: Vec<(u32, &'t str)>,
    pub(crate) fields: Vec<Placed<'t>>,
    /// The row of the signatures.
    pub(crate) signatures: u32,
    pub(crate) registers: Vec<PlacedRegister<'t>>,
    pub(crate) is_yearly: bool,
}

/// A field on the form's sheet.
pub(crate) struct Placed<'t> {
    pub(crate) row: u32,
    pub(crate) code: String,
    pub(crate) field: &'t Field,
}

/// A register on its sheet.
pub(crate) struct PlacedRegister<'t> {
    pub(crate) sheet: String,
    pub(crate) key: &'t str,
    pub(crate) register: &'t Register,
}

impl<'t> Layout<'t> {
    pub(crate) fn of(template: &'t Template) -> Self {
        let mut taken = vec![
            template.words.form_sheet.clone(),
            template.words.problems_sheet.clone(),
            HIDDEN_SHEET.to_owned(),
        ];
        let mut layout = Self {
            parts: Vec::new(),
            fields: Vec::new(),
            signatures: 0,
            registers: Vec::new(),
            is_yearly: template.is_yearly,
        };
        let digits = template.fields().count().to_string().len().max(2);
        let mut row = HEADINGS_ROW + 1;
        for part in &template.parts {
            layout.parts.push((row, &part.title));
            row += 1;
            for field in &part.fields {
                let code = format!("{:0digits$}", layout.fields.len() + 1);
                layout.fields.push(Placed { row, code, field });
                row += 1;
                if let Kind::Register(register) = &field.kind {
                    let sheet = sheet_name(&field.name, &taken);
                    taken.push(sheet.clone());
                    layout.registers.push(PlacedRegister { sheet, key: &field.key, register });
                }
            }
        }
        layout.signatures = row + 1;
        layout
    }

    pub(crate) fn field(&self, key: &str) -> Option<&Placed<'t>> {
        self.fields.iter().find(|placed| placed.field.key == key)
    }

    pub(crate) fn register(&self, key: &str) -> Option<&PlacedRegister<'t>> {
        self.registers.iter().find(|placed| placed.key == key)
    }
}

impl Placed<'_> {
    /// The column of the answer: words have a wide cell that begins further left. None for a register.
    pub(crate) fn input(&self) -> Option<u16> {
        match self.field.kind {
            Kind::Number { .. } | Kind::Choice(_) | Kind::YesNo => Some(column::VALUE),
            Kind::Text { .. } => Some(column::EARLIER),
            Kind::Register(_) => None,
        }
    }

    /// Whether something may be written beside the answer.
    pub(crate) fn has_explanation(&self) -> bool {
        self.input() == Some(column::VALUE)
    }

    /// The name as it stands in its column: a star where the field must be filled in.
    pub(crate) fn label(&self) -> String {
        let star = if self.field.required { " *" } else { "" };
        format!("{}{star}", self.field.name)
    }
}

/// Lists for drop-downs, one a column of the hidden sheet, each once.
#[derive(Default)]
pub(crate) struct Lists {
    columns: BTreeMap<Vec<String>, u16>,
}

impl Lists {
    /// The first column of the hidden sheet that holds a list; the identity stands to its left.
    pub(crate) const FIRST: u16 = 3;

    /// The column of a list.
    pub(crate) fn column(&mut self, list: Vec<String>) -> u16 {
        let next = Self::FIRST + u16::try_from(self.columns.len()).unwrap_or(u16::MAX - Self::FIRST);
        *self.columns.entry(list).or_insert(next)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u16, &[String])> {
        self.columns.iter().map(|(list, column)| (*column, &**list))
    }
}

/// A name that a sheet may have and that none has yet.
fn sheet_name(name: &str, taken: &[String]) -> String {
    const LONGEST: usize = 31;
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let name: String = name.trim().chars().filter(allowed).collect();
    let cut = |to: usize| -> String { name.chars().take(to).collect() };
    let is_taken = |name: &String| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let first = Some(cut(LONGEST)).filter(|name| !name.is_empty());
    let numbered = (2..).map(|n: usize| format!("{} {n}", cut(LONGEST - 6)));
    first.into_iter().chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    #[test]
    fn sheets_get_names_that_they_may_have() {
        let taken = ["台账".to_owned()];
        for (name, expected) in [
            ("合同/协议[新]", "合同协议新"),
            ("台账", "台账 2"),
            ("", " 2"),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            ),
        ] {
            assert_eq!(sheet_name(name, &taken), expected);
        }
    }
}
