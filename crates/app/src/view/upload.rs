use serde::Serialize;
use utoipa::ToSchema;

use super::{FindingView, SubmissionFinding};

/// What a form's file brought, or would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct UploadReport {
    pub file: String,
    /// Whether it stands in the draft now.
    pub saved: bool,
    /// Whether it can be taken in: nothing is wrong with the file itself.
    pub can_be_saved: bool,
    /// Whether someone saved something since the changes were shown: nothing was taken in, these are the changes now.
    pub changed_meanwhile: bool,
    /// The draft's contents; who takes the changes in names them as seen.
    pub contents: i64,
    pub changes: Vec<UploadChange>,
    pub registers: Vec<RegisterChangeView>,
    /// Fields that stand in the draft and that the file leaves empty: they stay as they are.
    pub kept: usize,
    /// What is wrong with the file.
    pub findings: Vec<FindingView>,
    /// What is found in the draft with the file's values; nothing where the file is refused.
    pub found: Vec<SubmissionFinding>,
}

/// One field that a file changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct UploadChange {
    pub key: String,
    pub before: String,
    pub after: String,
}

/// What a file changes in a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RegisterChangeView {
    pub register: String,
    /// The form's field.
    pub key: String,
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}
