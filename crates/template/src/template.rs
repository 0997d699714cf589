use lanbai_kernel::{Decimal, Finding, NaiveDate, Unit};
use lanbai_reporting::check;

use crate::choices::Choices;
use crate::{Identity, Spot, Words};

/// Everything that a workbook of one form is made from, in the workbook's language.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Template {
    pub identity: Identity,
    pub title: String,
    pub head: Head,
    /// Whether the period before is the year before: then two years stand beside the answers.
    pub is_yearly: bool,
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
        #[allow(missing_docs)]
        earlier: Earlier,
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

/// What was reported before, in the field's unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Earlier {
    /// For the same months two years before; shown where the form is yearly.
    pub two_years_before: Option<Decimal>,
    /// For the same months a year before.
    pub year_before: Option<Decimal>,
    /// For the period before; that is the year before where the form is yearly.
    pub previous: Option<Decimal>,
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

    /// Where a finding of the form's checks belongs: they name their first field as the column of their place.
    pub fn spot(&self, finding: &Finding) -> Spot {
        let key = finding.place.column.as_ref().filter(|key| self.fields().any(|field| field.key == **key));
        key.map_or(Spot::Workbook, |key| Spot::Field(key.clone()))
    }

    /// What stands above the earlier values, from left to right.
    pub(crate) fn earlier_headings(&self) -> [&String; 2] {
        let words = &self.words;
        if self.is_yearly {
            [&words.two_years_before, &words.last_year]
        } else {
            [&words.year_before, &words.previous]
        }
    }
}

impl Earlier {
    /// The values of the two columns beside the answers, from left to right.
    pub(crate) fn columns(self, is_yearly: bool) -> [Option<Decimal>; 2] {
        if is_yearly {
            [self.two_years_before, self.year_before.or(self.previous)]
        } else {
            [self.year_before, self.previous]
        }
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
    /// Its choices; none where it is no list.
    pub(crate) fn choices(&self) -> Choices<'_> {
        match &self.kind {
            ColumnKind::Choice(choices) => Choices::of(choices),
            _ => Choices::of(&[]),
        }
    }

    /// What stands above the column: its unit in brackets, a star where it must be filled in.
    pub(crate) fn heading(&self) -> String {
        let star = if self.required { " *" } else { "" };
        match &self.kind {
            ColumnKind::Number(Some((_, unit))) => format!("{} ({unit}){star}", self.name),
            _ => format!("{}{star}", self.name),
        }
    }
}
