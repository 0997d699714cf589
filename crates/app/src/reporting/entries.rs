//! What was typed into fields, understood.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use lanbai_intake::{AnswerProblem, is_same_name, read_number};
use lanbai_kernel::{Decimal, Finding, Place};
use lanbai_reporting::check::Entry;
use lanbai_reporting::form::{Choice, Field, FieldKind, Form, Question};

use crate::Messages;

/// What stands in a register's field where the territory has nothing to put into it.
pub(super) const NONE: &str = "none";

/// Whether an answer is the word of a code, in either language.
fn is_word(answer: &str, code: &str) -> bool {
    let word = Messages::shared().text(code, &[]);
    is_same_name(answer, &word.zh) || is_same_name(answer, &word.en)
}

/// The fields of a submission, understood.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub known: BTreeMap<String, Entry>,
    /// What could not be understood.
    pub findings: Vec<Finding>,
}

impl Entries {
    /// Understands what was typed; `rows` counts the rows of each register.
    pub fn read<'t>(
        form: &Form,
        typed: impl Iterator<Item = (&'t str, &'t str)>,
        rows: &HashMap<String, usize>,
    ) -> Self {
        let mut entries = Self::default();
        for (key, content) in typed {
            // A field that the form has lost since keeps its content in the store, and nobody is asked about it.
            let Some(field) = form.field(key) else { continue };
            match read(field, content) {
                Ok(Some(entry)) => {
                    entries.known.insert(key.to_owned(), entry);
                }
                Ok(None) => {}
                Err(finding) => entries.findings.push(*finding),
            }
        }
        for field in form.fields() {
            if let FieldKind::Register { register } = &field.kind
                && let Some(count) = rows.get(&**register)
            {
                entries.known.insert(field.key.to_string(), Entry::Rows(*count));
            }
        }
        entries
    }

    /// The numbers among them.
    pub fn numbers(&self) -> BTreeMap<Arc<str>, Decimal> {
        let number = |(key, entry): (&String, &Entry)| match entry {
            Entry::Number(number) => Some((Arc::from(key.as_str()), *number)),
            _ => None,
        };
        self.known.iter().filter_map(number).collect()
    }

    /// Whether something stands in a field that could not be understood.
    pub fn is_unreadable(&self, key: &str) -> bool {
        self.findings.iter().any(|finding| finding.place.column.as_deref() == Some(key))
    }

    /// A field as it was understood, for people and programs.
    pub fn shown(&self, key: &str) -> String {
        match self.known.get(key) {
            Some(Entry::Number(number)) => number.normalize().to_string(),
            Some(Entry::Text(text) | Entry::Choice(text)) => text.clone(),
            Some(Entry::YesNo(yes)) => (if *yes { "yes" } else { "no" }).to_owned(),
            Some(Entry::Rows(0)) => NONE.to_owned(),
            Some(Entry::Rows(count)) => count.to_string(),
            None => String::new(),
        }
    }
}

/// What was typed into one field; nothing where it is empty.
fn read(field: &Field, content: &str) -> Result<Option<Entry>, Box<Finding>> {
    let text = content.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Box::new(Finding::error("reporting-field-kind", place(field)).with("field", &*field.key));
    match &field.kind {
        FieldKind::Measure { .. } | FieldKind::Question(Question::Number { .. }) => {
            let number = read_number(text, field.unit()).map_err(|problem| unread(field, text, problem))?;
            Ok(number.map(Entry::Number))
        }
        FieldKind::Question(Question::Text { .. }) => Ok(Some(Entry::Text(text.to_owned()))),
        FieldKind::Question(Question::Choice(choices)) => Ok(Some(Entry::Choice(chosen(choices, text)))),
        FieldKind::Question(Question::YesNo) => {
            match (is_word(text, "answer-yes"), is_word(text, "answer-no")) {
                (true, _) => Ok(Some(Entry::YesNo(true))),
                (_, true) => Ok(Some(Entry::YesNo(false))),
                _ => Err(wrong()),
            }
        }
        FieldKind::Register { .. } if text == NONE => Ok(Some(Entry::Rows(0))),
        FieldKind::Register { .. } => Err(wrong()),
    }
}

/// The id of a choice that was named by its id or name; what was typed where it is none of them.
fn chosen(choices: &[Choice], text: &str) -> String {
    let names = |choice: &&Choice| *choice.id == *text || choice.name.zh == text || choice.name.en == text;
    choices.iter().find(names).map_or_else(|| text.to_owned(), |choice| choice.id.to_string())
}

fn place(field: &Field) -> Place {
    Place::default().column(&*field.key)
}

fn unread(field: &Field, text: &str, problem: AnswerProblem) -> Box<Finding> {
    let (code, expected) = match problem {
        AnswerProblem::Unreadable | AnswerProblem::ErrorValue => ("reporting-field-kind", Vec::new()),
        AnswerProblem::Ambiguous(readings) => ("reporting-field-ambiguous", readings),
        AnswerProblem::OtherUnit(_) => {
            ("reporting-field-unit", field.unit().iter().map(ToString::to_string).collect())
        }
        AnswerProblem::Inexact => ("reporting-field-inexact", Vec::new()),
    };
    let finding = Finding::error(code, place(field)).with("field", &*field.key);
    Box::new(finding.with("seen", lanbai_intake::shorten(text)).with("expected", expected))
}
