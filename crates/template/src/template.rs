use lanbai_kernel::{Decimal, NaiveDate, Unit};
use lanbai_reporting::check;

use crate::{Identity, Words};

/// Everything that a workbook of one form is made from, in the workbook's language.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Template {
    pub identity: Identity,
    pub title: String,
    pub head: Head,
    pub parts: Vec<Part>,
    /// What must hold of the values, as far as a sheet can tell.
    pub rules: Vec<Rule>,
    /// In the order of the print.
    pub signatories: Vec<String>,
    pub words: Words,
    /// Stands in the file's properties.
    pub made_on: NaiveDate,
}

/// What stands in the head of the print; what nobody has given the form stays empty there.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Head {
    pub table_number: String,
    pub authority: String,
    pub document_number: String,
    pub valid_until: String,
    pub territory: String,
    pub period: String,
}

/// Fields under one heading.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Part {
    pub title: String,
    pub fields: Vec<Field>,
}

/// One thing that is asked.
#[derive(Debug, Clone)]
pub struct Field {
    /// Unique in the form.
    pub key: String,
    #[allow(missing_docs)]
    pub name: String,
    #[allow(missing_docs)]
    pub kind: Kind,
    #[allow(missing_docs)]
    pub required: bool,
    /// What counts.
    pub definition: Option<String>,
    /// How an answer looks.
    pub example: Option<String>,
}

/// What a field is answered with.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A number.
    Number {
        #[allow(missing_docs)]
        unit: Unit,
        /// The unit's name in the workbook's language.
        unit_name: String,
        #[allow(missing_docs)]
        decimals: u8,
        /// Values below are worth a look.
        least: Option<Decimal>,
        /// Values above are worth a look.
        most: Option<Decimal>,
        /// What was reported for the same months a year before.
        year_before: Option<Decimal>,
        /// What was reported for the period before.
        previous: Option<Decimal>,
    },
    /// Words.
    Text {
        #[allow(missing_docs)]
        most_characters: u32,
    },
    /// One of several answers.
    Choice(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// Rows on a sheet of their own.
    Register(Register),
}

/// One answer that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Choice {
    pub id: String,
    pub name: String,
}

/// A list of things with columns.
#[derive(Debug, Clone, Default)]
pub struct Register {
    #[allow(missing_docs)]
    pub name: String,
    /// What belongs into it.
    pub definition: Option<String>,
    #[allow(missing_docs)]
    pub columns: Vec<Column>,
}

/// One column of a register.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Column {
    pub id: String,
    pub name: String,
    pub kind: ColumnKind,
    pub required: bool,
}

/// What a column holds.
#[derive(Debug, Clone)]
pub enum ColumnKind {
    #[allow(missing_docs)]
    Text,
    #[allow(missing_docs)]
    Date,
    /// A number, with its unit and the unit's name where it has one.
    Number(Option<(Unit, String)>),
    /// One of several.
    Choice(Vec<Choice>),
}

/// 审核关系, told beside the cells that it speaks of.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Rule {
    pub strictness: check::Strictness,
    pub rule: check::Rule,
    /// What holds.
    pub says: String,
    /// What to do where it does not.
    pub remedy: Option<String>,
}

impl Template {
    /// All fields, in the order of the print.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.parts.iter().flat_map(|part| &part.fields)
    }
}

impl Field {
    /// The unit as it stands in its column.
    pub(crate) fn unit_name(&self) -> &str {
        match &self.kind {
            Kind::Number { unit_name, .. } => unit_name,
            _ => "",
        }
    }
}

impl Column {
    /// What stands above the column: its unit in brackets, a star where it must be filled in.
    pub(crate) fn heading(&self) -> String {
        let star = if self.required { " *" } else { "" };
        match &self.kind {
            ColumnKind::Number(Some((_, unit))) => format!("{} ({unit}){star}", self.name),
            _ => format!("{}{star}", self.name),
        }
    }
}
