use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;

use super::Name;

/// `diagnosis.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DiagnosisFile {
    #[serde(default)]
    pub list: Vec<DiagnosisList>,
    /// In the order in which they are shown.
    #[serde(default)]
    pub outward: Vec<OutwardGroup>,
}

/// A territory that the plan wants to be reached by what the zone does (辐射带动).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct OutwardGroup {
    pub territory: Name,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
}

/// What a list of a chain's diagnosis is ranked by. Lists that are not named weigh their criteria alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DiagnosisList {
    pub id: Name,
    #[serde(default)]
    pub criterion: Vec<DiagnosisCriterion>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
}

/// A criterion of it; those that are not named weigh nothing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DiagnosisCriterion {
    pub id: Name,
    /// Not negative; only proportions within a list count.
    pub weight: f64,
}
