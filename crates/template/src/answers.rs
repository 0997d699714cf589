use std::collections::BTreeMap;

use lanbai_kernel::{Decimal, NaiveDate};

use crate::layout::choice_labels;
use crate::template::{Choice, Column, ColumnKind, Field, Kind};
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

impl Raw {
    /// What a workbook shows for these answers.
    pub fn of(answers: &Answers, template: &Template) -> Self {
        let mut raw = Self { explanations: answers.explanations.clone(), ..Self::default() };
        for field in template.fields() {
            if let Some(answer) = answers.fields.get(&field.key) {
                raw.fields.insert(field.key.clone(), shown(answer, choices(field), &template.words));
            }
            let (Kind::Register(register), Some(rows)) = (&field.kind, answers.registers.get(&field.key))
            else {
                continue;
            };
            let rows = rows.iter().zip(crate::layout::FIRST_REGISTER_ROW + 1..);
            let rows = rows.map(|(cells, line)| RawRow {
                line,
                cells: register
                    .columns
                    .iter()
                    .zip(cells)
                    .map(|(c, cell)| in_column(c, cell, template))
                    .collect(),
            });
            raw.registers.insert(field.key.clone(), rows.collect());
        }
        raw
    }
}

fn in_column(column: &Column, cell: &Option<Answer>, template: &Template) -> String {
    let choices: &[Choice] = match &column.kind {
        ColumnKind::Choice(choices) => choices,
        _ => &[],
    };
    cell.as_ref().map_or_else(String::new, |answer| shown(answer, choices, &template.words))
}

fn choices(field: &Field) -> &[Choice] {
    match &field.kind {
        Kind::Choice(choices) => choices,
        _ => &[],
    }
}

fn shown(answer: &Answer, choices: &[Choice], words: &Words) -> String {
    match answer {
        Answer::Number(number) => number.normalize().to_string(),
        Answer::Text(text) => text.clone(),
        Answer::Choice(id) => {
            let at = choices.iter().position(|choice| choice.id == *id);
            at.and_then(|at| choice_labels(choices).into_iter().nth(at)).unwrap_or_else(|| id.clone())
        }
        Answer::YesNo(true) => words.yes.clone(),
        Answer::YesNo(false) => words.no.clone(),
        Answer::Date(day) => day.to_string(),
    }
}
