use std::sync::Arc;

use lanbai_kernel::{Decimal, Text, Unit};

/// One thing that a form asks for.
#[derive(Debug, Clone)]
pub struct Field {
    /// Unique in its form; the name used in files, checks and the API.
    pub key: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// Whether the form may be handed in without it.
    pub required: bool,
    /// What the reporter is told beside it.
    pub help: Help,
}

/// 填报说明.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// 口径: what counts.
    pub definition: Option<Text>,
    /// How an answer looks; never a figure of anyone.
    pub example: Option<Text>,
}

/// What a field is answered with.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// One value of a measure, for the form's territory and period.
    Measure {
        /// Id of the measure.
        measure: Arc<str>,
        /// The unit that is asked for.
        unit: Unit,
        /// Digits after the point that may be written.
        decimals: u8,
        /// Values outside are worth a look; in the field's unit.
        range: Range,
    },
    /// Rows of a register; their fields are the register's.
    Register {
        /// Id of the register.
        register: Arc<str>,
    },
    /// A question that feeds no measure.
    Question(Question),
}

/// What a question is answered with.
#[derive(Debug, Clone)]
pub enum Question {
    /// Words, at most so many characters.
    Text {
        #[allow(missing_docs)]
        most_characters: u32,
    },
    /// A number.
    Number {
        #[allow(missing_docs)]
        unit: Unit,
        #[allow(missing_docs)]
        decimals: u8,
    },
    /// One of several answers.
    Choice(Vec<Choice>),
    /// Yes or no.
    YesNo,
}

/// One answer that may be chosen.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Choice {
    pub id: Arc<str>,
    pub name: Text,
}

/// Limits, both included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Range {
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
}

impl Range {
    /// Whether a value lies within.
    pub fn contains(&self, value: Decimal) -> bool {
        self.least.is_none_or(|least| least <= value) && self.most.is_none_or(|most| value <= most)
    }
}

impl Field {
    /// The measure that it asks for.
    pub fn measure(&self) -> Option<&Arc<str>> {
        match &self.kind {
            FieldKind::Measure { measure, .. } => Some(measure),
            FieldKind::Register { .. } | FieldKind::Question(_) => None,
        }
    }

    /// The unit of its number; nothing where it takes none.
    pub fn unit(&self) -> Option<Unit> {
        match &self.kind {
            FieldKind::Measure { unit, .. } | FieldKind::Question(Question::Number { unit, .. }) => {
                Some(*unit)
            }
            FieldKind::Register { .. } | FieldKind::Question(_) => None,
        }
    }

    /// The digits after the point that its number may have.
    pub fn decimals(&self) -> Option<u8> {
        match &self.kind {
            FieldKind::Measure { decimals, .. } | FieldKind::Question(Question::Number { decimals, .. }) => {
                Some(*decimals)
            }
            FieldKind::Register { .. } | FieldKind::Question(_) => None,
        }
    }
}
