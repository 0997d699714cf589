use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;

use super::Name;

/// `registers.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RegisterFile {
    #[serde(default)]
    pub register: Vec<Register>,
}

/// 台账: a dated list of things whose fields the plan declares.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Register {
    pub id: Name,
    pub name: Text,
    /// The field that identifies a row.
    pub key: Name,
    /// The field that says where a row belongs.
    pub territory: Name,
    /// The field with the first day of validity, or of the event.
    pub valid_from: Name,
    /// The field with the first day on which it is no longer valid.
    pub valid_to: Option<Name>,
    pub definition: Option<Text>,
    #[serde(default)]
    pub field: Vec<Field>,
    #[serde(default)]
    pub feeds: Vec<Feed>,
    /// Where it is the whole list, so that a leaf without a row has none.
    #[serde(default)]
    pub complete_for: Vec<Complete>,
    /// Rows that lead from one thing to another and may lead back to none.
    pub acyclic: Option<Acyclic>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A field of a register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Field {
    pub id: Name,
    pub name: Text,
    pub r#type: FieldType,
    pub unit: Option<Name>,
    #[serde(default)]
    pub required: bool,
    /// Masked by role; stays in the store.
    #[serde(default)]
    pub personal: bool,
    #[serde(default)]
    pub codes: Vec<Code>,
    /// What its words name: any of `segment`, `source`, `edition`, `class` (of the edition that the row names), or the
    /// key of a register by its id. A word that names nothing is refused.
    #[serde(default)]
    pub refers_to: Vec<Name>,
    /// Numbers below it are refused.
    pub at_least: Option<f64>,
}

impl Field {
    /// The id of the code at a position, as rows hold it.
    pub fn code_at(&self, position: u32) -> Option<&String> {
        self.codes.get(usize::try_from(position).ok()?).map(|code| code.id.get_ref())
    }
}

/// Fields between which rows lead, as from an owner to what it owns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Acyclic {
    pub from: Name,
    pub to: Name,
    /// Only rows whose field equals a value.
    pub r#where: Option<Filter>,
}

/// One of the values that a code field may have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Code {
    pub id: Name,
    pub name: Text,
}

/// A measure that is counted from the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Feed {
    pub measure: Name,
    pub aggregate: Name,
    pub of: Option<Name>,
    pub when: Name,
    pub r#where: Option<Filter>,
}

/// A territory for which a register is the whole list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Complete {
    pub territory: Name,
    /// Only while its rows are of this origin.
    pub origin: Option<Name>,
}

/// Only rows whose field equals a value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Filter {
    pub field: Name,
    pub equals: String,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum FieldType {
    Text,
    Date,
    Number,
    Territory,
    Code,
}
