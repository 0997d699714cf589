//! Forms as a plan declares them: what is asked, of whom, how often, by when, and whose approval it needs.

mod evaluation;
mod field;
mod frequency;
mod owed;

use std::sync::Arc;

use chrono::NaiveDate;
use lanbai_kernel::{Certainty, Period, Text};

pub use evaluation::{Category, Direction, EvaluationIndicator, EvaluationSystem};
pub use field::{Choice, Field, FieldKind, Help, Question, Range};
pub use frequency::{Frequency, earlier};
pub use owed::Owed;

use crate::check::Check;

/// 报表制度中的一张表.
#[derive(Debug, Clone)]
pub struct Form {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub version: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    /// What is printed in its head.
    pub head: Head,
    /// How often it is owed.
    pub frequency: Frequency,
    /// Who owes it.
    pub owed_by: Owed,
    /// Working days after the period's last day.
    pub due_working_days: u32,
    /// Position of its approval route in the plan.
    pub route: usize,
    /// The first and the last period that it is owed for; a period counts if it lies within.
    pub span: (Period, Period),
    #[allow(missing_docs)]
    pub sections: Vec<Section>,
    /// What must hold of its values.
    pub checks: Vec<Check>,
    /// Whether an authority has issued it; a draft of our own is inferred.
    pub certainty: Certainty,
}

/// What the printed form carries besides its fields; what nobody has given it stays empty.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// 表号
    pub table_number: Option<String>,
    /// 制定机关
    pub authority: Option<Text>,
    /// 文号
    pub document_number: Option<String>,
    /// 有效期至: the last day on which it may be used.
    pub valid_until: Option<NaiveDate>,
    /// 签字栏, in the order of the print.
    pub signatories: Vec<Text>,
}

/// A part of a form under one heading.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Section {
    pub id: Arc<str>,
    pub title: Text,
    pub fields: Vec<Field>,
}

impl Form {
    /// All fields, in the order of the print.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with that key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().find(|field| &*field.key == key)
    }

    /// The check with that id.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| &*check.id == id)
    }

    /// Its periods that lie in a stretch of time, from early to late.
    pub fn periods(&self, within: Period) -> Vec<Period> {
        let (first, last) = self.span;
        let of_plan = Period::new(first.first(), last.last());
        let periods = self.frequency.periods(within).into_iter();
        periods.filter(|period| of_plan.is_some_and(|plan| plan.contains(*period))).collect()
    }

    /// Whether it may still be used on a day.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.head.valid_until.is_none_or(|last| day <= last)
    }
}
