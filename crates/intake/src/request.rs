use lanbai_kernel::{NaiveDate, Origin, Text, Unit};

use crate::Limits;

/// What is asked of a file.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The file's name as the user gave it: it stands in every finding and may choose a register.
    pub file: &'a str,
    /// How much is read at most.
    pub limits: Limits,
    /// What the caller knows of the table.
    pub hint: Hint<'a>,
    /// The registers that the plan declares.
    pub registers: &'a [Register],
    /// What holds where the file has no such column or leaves a cell of it empty.
    pub defaults: Defaults,
}

impl<'a> Request<'a> {
    /// A file with the usual limits and nothing known of it.
    pub fn new(file: &'a str) -> Self {
        Self {
            file,
            limits: Limits::default(),
            hint: Hint::Any,
            registers: &[],
            defaults: Defaults::default(),
        }
    }
}

/// What a caller knows of a file's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hint<'a> {
    /// Nothing: the headings decide.
    #[default]
    Any,
    /// Observations, long or wide.
    Observations,
    /// The register of this id.
    Register(&'a str),
}

/// What holds where a file does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Defaults {
    /// Origin of each observation.
    pub origin: Option<Origin>,
    /// Index of the source of each observation.
    pub source: Option<u32>,
    /// When the observations became known.
    pub known_on: Option<NaiveDate>,
}

/// A register as the plan declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Its id.
    pub id: String,
    /// Its name, which a file's name may contain.
    pub name: Text,
    /// Position in `fields` of the field that identifies a row.
    pub key: usize,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// One field of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its id, which a heading may give.
    pub id: String,
    /// Its name, which a heading may give.
    pub name: Text,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether each row must have it.
    pub required: bool,
}

/// What a field of a register holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A day.
    Date,
    /// A number, converted to the unit if there is one.
    Number(Option<Unit>),
    /// A territory of the plan.
    Territory,
    /// One of these codes.
    Code(Vec<Code>),
}

/// One value that a field of kind code may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its id, which is what is stored.
    pub id: String,
    /// Its name, which a cell may give.
    pub name: Text,
}
