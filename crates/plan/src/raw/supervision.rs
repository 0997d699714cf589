use lanbai_kernel::{Certainty, Light, Text};
use serde::Deserialize;

use super::Name;

/// `supervision.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SupervisionFile {
    /// The rule that is in force; without it nothing is opened.
    pub default_rule: Option<Name>,
    #[serde(default)]
    pub rule: Vec<SupervisionRule>,
}

/// 督办规则: what opens a 督办, and by when it is answered. A changed rule is a new one with its own source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SupervisionRule {
    pub id: Name,
    pub version: String,
    pub name: Text,
    /// Left out where the source sets none.
    pub due_working_days: Option<u32>,
    #[serde(default)]
    pub opens: Vec<Trigger>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// One thing that opens a 督办.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Trigger {
    /// `light` or `late-node`.
    pub when: Name,
    pub light: Option<Light>,
    /// How many lights in a row; one where it is not given.
    pub in_a_row: Option<u8>,
    /// Days of grace after a node; none where it is not given.
    pub working_days: Option<u32>,
    /// What is done then.
    pub measure: Text,
}
