use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;

use super::Name;

/// `measures.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct MeasureFile {
    #[serde(default)]
    pub measure: Vec<Measure>,
}

/// 基础数据项.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Measure {
    pub id: Name,
    pub name: Text,
    pub unit: Name,
    pub r#type: Name,
    pub over_time: Name,
    pub over_territory: Name,
    pub definition: Option<Text>,
    pub definition_version: Option<String>,
    pub decimals: Option<u8>,
    pub valid_range: Option<ValidRange>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// Values outside are worth a look.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ValidRange {
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// `indicators.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct IndicatorFile {
    #[serde(default)]
    pub indicator: Vec<Indicator>,
}

/// 指标.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Indicator {
    pub id: Name,
    pub name: Text,
    pub order: u32,
    pub dimension: Option<Name>,
    pub goal: Option<Name>,
    pub unit: Name,
    #[serde(default)]
    pub decimals: u8,
    pub direction: Name,
    pub measure: Option<Name>,
    pub ratio: Option<RatioFormula>,
    pub growth: Option<GrowthFormula>,
    pub definition: Option<Text>,
    pub definition_version: Option<String>,
    pub light_rule: Option<Name>,
    /// Counted from registers and watched; the plan wants nothing of it.
    #[serde(default)]
    pub watched: bool,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// One measure of a linear combination.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Term {
    pub measure: Name,
    pub weight: Option<f64>,
}

/// Numerator over denominator.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RatioFormula {
    pub numerator: Vec<Term>,
    pub denominator: Vec<Term>,
    pub published_as: Option<Name>,
    pub factor: Option<f64>,
}

/// Growth of a measure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct GrowthFormula {
    pub measure: Name,
    pub from: String,
}
