use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;

use super::Name;

/// `evaluation.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct EvaluationFile {
    #[serde(default)]
    pub system: Vec<System>,
}

/// 评价指标体系, as an authority issued it. A changed system is a new one; several stand side by side.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct System {
    pub id: Name,
    pub version: String,
    pub name: Text,
    pub document_number: Option<String>,
    #[serde(default)]
    pub category: Vec<Category>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// 一级指标.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Category {
    pub id: Name,
    pub name: Text,
    /// In percent; left out where it is not known.
    pub weight: Option<f64>,
    #[serde(default)]
    pub indicator: Vec<Item>,
}

/// 二级指标.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Item {
    pub id: Name,
    /// As printed: `1.4`.
    pub number: String,
    pub name: Text,
    /// As printed; left out where it is not known.
    pub weight: Option<f64>,
    pub direction: Name,
    /// Scored by experts.
    #[serde(default)]
    pub qualitative: bool,
    /// Measures of the plan that it is computed from, where that is clear.
    #[serde(default)]
    pub measures: Vec<Name>,
    pub note: Option<Text>,
}
