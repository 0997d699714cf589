use lanbai_kernel::{Certainty, Light, Text};
use serde::Deserialize;

use super::Name;

/// `lights.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct LightFile {
    #[serde(default)]
    pub rule: Vec<Rule>,
}

/// A versioned rule: the first step whose conditions all hold gives the light.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub id: Name,
    pub version: String,
    pub name: Text,
    pub family: Option<Text>,
    #[serde(default)]
    pub step: Vec<Step>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// One light with its conditions and its reason in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Step {
    pub light: Light,
    pub reason: Text,
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// A quantity within limits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Condition {
    pub quantity: Name,
    pub at_least: Option<f64>,
    pub more_than: Option<f64>,
    pub at_most: Option<f64>,
    pub less_than: Option<f64>,
}
