use std::collections::BTreeMap;

use lanbai_kernel::{NaiveDate, Text, Unit};
use lanbai_reporting::form::{self, FieldKind, Form, Frequency, Question};

use crate::template::{Choice, Earlier, Field, Head, Kind, Part, Register, Rule, Template};
use crate::{Identity, Words};

/// The language of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    /// The name by which an [`Identity`] has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The language of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Chinese, Self::English].into_iter().find(|language| language.name() == name)
    }

    fn of(self, text: &Text) -> String {
        match self {
            Self::Chinese => text.zh.clone(),
            Self::English => text.en.clone(),
        }
    }
}

/// What a form's template needs beside the form.
pub struct Given<'a> {
    #[allow(missing_docs)]
    pub language: Language,
    /// In that language.
    pub words: Words,
    #[allow(missing_docs)]
    pub identity: Identity,
    /// Name of the territory in that language.
    pub territory: String,
    /// The period as an official writes it.
    pub period: String,
    #[allow(missing_docs)]
    pub made_on: NaiveDate,
    /// By keys of fields.
    pub earlier: &'a BTreeMap<String, Earlier>,
    /// By ids of registers, in that language.
    pub registers: &'a BTreeMap<String, Register>,
    /// The name of a unit in that language.
    pub unit_name: &'a dyn Fn(Unit) -> String,
}

/// The template of a form for one territory and period.
pub fn of_form(form: &Form, given: Given<'_>) -> Template {
    let language = given.language;
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let head = Head {
        table_number: optional(&form.head.table_number),
        authority: form.head.authority.as_ref().map_or_else(String::new, |text| language.of(text)),
        document_number: optional(&form.head.document_number),
        valid_until: form.head.valid_until.map_or_else(String::new, |day| day.to_string()),
        territory: given.territory.clone(),
        period: given.period.clone(),
    };
    let parts = form.sections.iter().map(|section| Part {
        title: language.of(&section.title),
        fields: section.fields.iter().map(|field| of_field(field, &given)).collect(),
    });
    let rules = form.checks.iter().map(|check| Rule {
        strictness: check.strictness,
        rule: check.rule.clone(),
        says: language.of(&check.says),
        remedy: check.remedy.as_ref().map(|text| language.of(text)),
    });
    Template {
        title: language.of(&form.name),
        head,
        is_yearly: form.frequency == Frequency::Year,
        parts: parts.collect(),
        rules: rules.collect(),
        signatories: form.head.signatories.iter().map(|text| language.of(text)).collect(),
        made_on: given.made_on,
        identity: given.identity,
        words: given.words,
    }
}

fn of_field(field: &form::Field, given: &Given<'_>) -> Field {
    let language = given.language;
    let number = |unit: Unit, decimals: u8, range: form::Range| {
        let earlier = given.earlier.get(&*field.key).copied().unwrap_or_default();
        Kind::Number {
            unit,
            unit_name: (given.unit_name)(unit),
            decimals,
            least: range.least,
            most: range.most,
            earlier,
        }
    };
    let choice =
        |choice: &form::Choice| Choice { id: choice.id.to_string(), name: language.of(&choice.name) };
    let kind = match &field.kind {
        FieldKind::Measure { unit, decimals, range, .. } => number(*unit, *decimals, *range),
        FieldKind::Question(Question::Number { unit, decimals }) => {
            number(*unit, *decimals, form::Range::default())
        }
        FieldKind::Question(Question::Text { most_characters }) => {
            Kind::Text { most_characters: *most_characters }
        }
        FieldKind::Question(Question::Choice(choices)) => Kind::Choice(choices.iter().map(choice).collect()),
        FieldKind::Question(Question::YesNo) => Kind::YesNo,
        FieldKind::Register { register } => {
            Kind::Register(given.registers.get(&**register).cloned().unwrap_or_default())
        }
    };
    let text = |text: &Option<Text>| text.as_ref().map(|text| language.of(text));
    Field {
        key: field.key.to_string(),
        name: language.of(&field.name),
        kind,
        required: field.required,
        definition: text(&field.help.definition),
        example: text(&field.help.example),
    }
}
