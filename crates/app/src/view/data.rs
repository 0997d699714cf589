use serde::Serialize;
use utoipa::ToSchema;

use super::{AlternativeView, Bilingual, ObservationView};

/// 出处.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SourceView {
    pub id: String,
    pub title: String,
    pub publisher: Option<String>,
    pub address: Option<String>,
    pub published_on: Option<String>,
    /// A to D.
    pub grade: String,
    pub note: Option<String>,
    /// How many observations were read from it.
    pub observations: usize,
}

/// A source with what was read from it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SourcePage {
    pub source: SourceView,
    pub items: Vec<ObservationView>,
}

/// 问题 with its sentence and hint in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FindingView {
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    pub message: Bilingual,
    pub hint: Bilingual,
    pub place: FindingPlace,
}

/// A code of findings and problems with its sentences; `{…}` is filled in where it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CodeView {
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    pub message: Bilingual,
    pub hint: Bilingual,
}

/// Where a finding lies: in a file, or at a value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FindingPlace {
    pub file: Option<String>,
    pub line: Option<u32>,
    pub column: Option<String>,
    pub territory: Option<String>,
    pub measure: Option<String>,
    pub period: Option<String>,
}

/// Several recorded values of one thing.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Conflict {
    pub measure: String,
    pub territory: String,
    pub period: String,
    pub chosen: ObservationView,
    pub others: Vec<AlternativeView>,
}

/// 发布.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PublicationView {
    pub number: i64,
    pub recorded_at: String,
    pub kind: String,
    pub file: Option<String>,
    pub rows: i64,
}

/// A table of the lake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TableView {
    pub name: String,
    pub title: Bilingual,
    pub rows: i64,
    pub columns: Vec<TableColumn>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TableColumn {
    pub name: String,
    pub title: Bilingual,
    /// `text`, `number`, `integer` or `date`.
    pub r#type: String,
    /// The values that a column of codes may have; empty of any other.
    pub codes: Vec<super::Named>,
}

/// Some rows of a table.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TablePage {
    pub columns: Vec<TableColumn>,
    #[schema(value_type = Vec<Vec<Option<Object>>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
    pub next_cursor: Option<String>,
    pub total: i64,
    /// Columns in which values are left out because they tell of single respondents.
    pub withheld: Vec<String>,
}

/// What a statement over the tables found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SqlAnswer {
    pub columns: Vec<TableColumn>,
    #[schema(value_type = Vec<Vec<Option<Object>>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
    /// Whether there were more rows than one answer holds.
    pub cut: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ImportReport {
    pub file: String,
    /// Rows below the headings, as a reader of the file would count them, whether or not they were right.
    pub rows: usize,
    /// Values, or things of a register, that the lake did not have; a row of a wide table holds many.
    pub added: usize,
    /// Those that it had.
    pub unchanged: usize,
    pub dry_run: bool,
    /// The publication, if anything was added.
    pub publication: Option<i64>,
    pub preview: ImportPreview,
    pub findings: Vec<FindingView>,
}

/// The first rows as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ImportPreview {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The line of the file or row of the sheet of each of them, from 1, as findings name it.
    pub lines: Vec<u32>,
}
