use std::collections::BTreeMap;

use lanbai_kernel::{Decimal, NaiveDate};
use lanbai_reporting::check::Entry;

use crate::choices::Choices;
use crate::template::{Column, Kind, Register};
use crate::{Template, Words};

/// One thing that was filled in.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A number in the unit that is asked for.
    Number(Decimal),
    /// Words.
    Text(String),
    /// The id of a choice.
    Choice(String),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(NaiveDate),
}

/// All that was filled in, by keys of fields; what was left empty has no entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    #[allow(missing_docs)]
    pub fields: BTreeMap<String, Answer>,
    /// What was written beside a field.
    pub explanations: BTreeMap<String, String>,
    /// Rows of each register, with a cell for each of its columns.
    pub registers: BTreeMap<String, Vec<Vec<Option<Answer>>>>,
}

/// What stands in the cells that may be filled in, as text: good to be sent back even where it cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw {
    #[allow(missing_docs)]
    pub fields: BTreeMap<String, String>,
    #[allow(missing_docs)]
    pub explanations: BTreeMap<String, String>,
    #[allow(missing_docs)]
    pub registers: BTreeMap<String, Vec<RawRow>>,
}

/// One row of a register as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// Row of the sheet, from 1.
    pub line: u32,
    /// One a column.
    pub cells: Vec<String>,
}

impl Answers {
    /// What checks of single entries are asked of: a register by how many rows it has.
    pub fn entries(&self) -> BTreeMap<String, Entry> {
        let of = |answer: &Answer| match answer {
            Answer::Number(number) => Entry::Number(*number),
            Answer::Text(text) => Entry::Text(text.clone()),
            Answer::Choice(id) => Entry::Choice(id.clone()),
            Answer::YesNo(yes) => Entry::YesNo(*yes),
            Answer::Date(day) => Entry::Text(day.to_string()),
        };
        let fields = self.fields.iter().map(|(key, answer)| (key.clone(), of(answer)));
        let registers = self.registers.iter().map(|(key, rows)| (key.clone(), Entry::Rows(rows.len())));
        fields.chain(registers).collect()
    }
}

impl Raw {
    /// What a workbook shows for these answers.
    pub fn of(answers: &Answers, template: &Template) -> Self {
        let mut raw = Self { explanations: answers.explanations.clone(), ..Self::default() };
        for field in template.fields() {
            if let Some(answer) = answers.fields.get(&field.key) {
                let choices = match &field.kind {
                    Kind::Choice(choices) => &choices[..],
                    _ => &[],
                };
                raw.fields.insert(field.key.clone(), shown(answer, &Choices::of(choices), &template.words));
            }
            if let (Kind::Register(register), Some(rows)) = (&field.kind, answers.registers.get(&field.key)) {
                let rows = Self::rows(register, rows, &template.words);
                raw.registers.insert(field.key.clone(), rows);
            }
        }
        raw
    }

    fn rows(register: &Register, rows: &[Vec<Option<Answer>>], words: &Words) -> Vec<RawRow> {
        // Lists may be long, and rows many.
        let columns: Vec<Choices<'_>> = register.columns.iter().map(Column::choices).collect();
        let text = |(choices, cell): (&Choices<'_>, &Option<Answer>)| {
            cell.as_ref().map_or_else(String::new, |answer| shown(answer, choices, words))
        };
        let row = |(line, cells): (u32, &Vec<Option<Answer>>)| RawRow {
            line,
            cells: columns.iter().zip(cells).map(text).collect(),
        };
        (crate::layout::FIRST_REGISTER_ROW + 1..).zip(rows).map(row).collect()
    }
}

fn shown(answer: &Answer, choices: &Choices<'_>, words: &Words) -> String {
    match answer {
        Answer::Number(number) => number.normalize().to_string(),
        Answer::Text(text) => text.clone(),
        Answer::Choice(id) => choices.label(id).unwrap_or(id).to_owned(),
        Answer::YesNo(true) => words.yes.clone(),
        Answer::YesNo(false) => words.no.clone(),
        Answer::Date(day) => day.to_string(),
    }
}
