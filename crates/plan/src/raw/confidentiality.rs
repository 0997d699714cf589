use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;

use super::Name;

/// `confidentiality.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ConfidentialityFile {
    /// A number that rests on fewer respondents is not shown to whoever lacks the right; nothing is hidden without it.
    #[serde(default)]
    pub fewest_respondents: u32,
    pub source: Option<Name>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub measure: Vec<ConfidentialMeasure>,
    #[serde(default)]
    pub count_only: Vec<CountOnly>,
}

/// A measure that rests on what single respondents told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ConfidentialMeasure {
    pub id: Name,
    /// The register whose rows name them. Where it also feeds the measure, the rows that feed it are those that count;
    /// otherwise those valid on a period's last day.
    pub register: Name,
    /// The field that names the respondent.
    pub respondent: Name,
}

/// Rows of a register that are counted and never named.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CountOnly {
    pub register: Name,
    /// Those whose field has this value.
    pub field: Name,
    pub equals: String,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub note: Option<Text>,
}
