use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, Named, SubmissionFinding};

/// The rows of one register in a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RegisterRowsView {
    pub register: String,
    /// The submission's contents that they belong to.
    pub contents: i64,
    pub columns: Vec<RegisterColumnView>,
    pub rows: Vec<RegisterRowView>,
    /// Rows of what this corrects that are no longer among them: they are withdrawn when it is published.
    pub withdrawn: Vec<RegisterRowView>,
}

/// One thing that a row has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RegisterColumnView {
    pub id: String,
    pub name: Bilingual,
    /// `text`, `date`, `number` or `choice`.
    pub kind: String,
    pub required: bool,
    /// Whether rows are told apart by it.
    pub is_key: bool,
    /// Shown to who reports and approves only, and never published.
    pub personal: bool,
    pub unit_name: Option<Bilingual>,
    pub choices: Vec<Named>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RegisterRowView {
    pub id: String,
    /// What stands in its columns, by their ids.
    pub cells: BTreeMap<String, String>,
    pub version: i64,
    pub entered_by: String,
    /// What it is to what was reported before: `new`, `known` (published before, stated anew), and in a correction
    /// `new`, `changed`, `same` or `withdrawn`. Nothing where a save tells what stands.
    pub state: Option<String>,
}

/// What became of rows that were saved, and what is found then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SavedRowsView {
    pub contents: i64,
    pub rows: Vec<SavedRowView>,
    /// How many rows the register has now.
    pub count: usize,
    pub findings: Vec<SubmissionFinding>,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SavedRowView {
    pub id: String,
    /// `saved`, `unchanged`, `removed`, or `conflict` where someone else changed it meanwhile: nothing was saved.
    pub outcome: String,
    pub version: i64,
    /// What stands, where it is a conflict; nothing where it was removed.
    pub stored: Option<RegisterRowView>,
}
