use lanbai_kernel::{Certainty, Text};
use serde::{Deserialize, Serialize};

use super::Name;

/// `industries.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct IndustryFile {
    #[serde(default)]
    pub industry: Vec<Industry>,
    #[serde(default)]
    pub chain: Vec<Chain>,
    #[serde(default)]
    pub segment: Vec<Segment>,
}

/// One of the plan's industries.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Industry {
    pub id: Name,
    pub group: Name,
    pub order: u32,
    pub name: Text,
    #[serde(default)]
    pub gbt4754: Vec<String>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// 产业链.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Chain {
    pub id: Name,
    pub industry: Name,
    pub name: Text,
    #[serde(default)]
    pub territories: Vec<Name>,
    /// S: stated in a source; G: general knowledge.
    pub basis: Option<Name>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// 环节.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Segment {
    pub id: Name,
    pub chain: Name,
    pub stage: Stage,
    pub name: Text,
    #[serde(default)]
    pub products: Vec<String>,
    #[serde(default)]
    pub gbt4754: Vec<String>,
    pub basis: Option<Name>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// Where in its chain a segment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Stage {
    Upstream,
    Midstream,
    Downstream,
}
