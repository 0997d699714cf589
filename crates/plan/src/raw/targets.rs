use std::collections::BTreeMap;

use lanbai_kernel::{Bound, Certainty, Period, Text};
use serde::Deserialize;

use super::Name;

/// `targets.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct TargetFile {
    #[serde(default)]
    pub target: Vec<Target>,
    #[serde(default)]
    pub inheritance: Vec<Inheritance>,
}

/// 目标.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Target {
    pub id: Name,
    pub territory: Name,
    pub indicator: Name,
    pub period: Period,
    pub value: f64,
    pub bound: Bound,
    pub unit: Name,
    pub path: Option<Name>,
    pub given: Option<BTreeMap<Period, f64>>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A territory that has the same targets as another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Inheritance {
    pub from: Name,
    pub to: Name,
    #[serde(default)]
    pub certainty: Certainty,
    pub reason: Option<Text>,
}
