use serde::Serialize;
use utoipa::ToSchema;

use super::Bilingual;

/// The value of one indicator for one territory and period, held against its target.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Evaluation {
    /// Id of the indicator.
    pub indicator: String,
    /// Id of the territory; several joined by `+` are their union.
    pub territory: String,
    /// The asked period.
    pub period: String,
    /// The value in `unit`; null where there is none.
    pub value: Option<f64>,
    /// The indicator's unit as officials write it.
    pub unit: String,
    /// Digits after the point when it is shown.
    pub decimals: u8,
    /// What the sources say of its exactness; empty means exact.
    pub qualifiers: Vec<String>,
    /// The weakest origin of its parts.
    pub origin: Option<String>,
    /// The source, where there is just one.
    pub source: Option<String>,
    /// Grade of that source.
    pub grade: Option<String>,
    /// `confirmed`, `inferred` or `not-found`.
    pub certainty: String,
    /// How the value was come by.
    pub method: Option<String>,
    /// How many of the expected leaves it rests on.
    pub coverage: Option<CoverageView>,
    /// Version of the indicator's definition.
    pub definition_version: Option<String>,
    /// What is wanted.
    pub target: Option<TargetView>,
    /// The value that the path starts from.
    pub base: Option<BaseView>,
    /// The value wanted at the asked period.
    pub path: Option<f64>,
    /// (value - base) / (path - base).
    pub progress: Option<f64>,
    /// value - path.
    pub gap: Option<f64>,
    /// Yearly growth, as a fraction, needed from the asked period to the target; 0 once met.
    pub required_growth: Option<f64>,
    /// `green`, `yellow`, `red` or `grey`.
    pub light: String,
    /// The rule that gave the light.
    pub light_rule: Option<RuleView>,
    /// The light's reason in words.
    pub light_reason: Bilingual,
    /// The value without the territory's own figures.
    pub rolled_up: Option<f64>,
    /// Direct less rolled up.
    pub difference: Option<DifferenceView>,
    /// Share of the reference territory (首位度).
    pub share: Option<ShareView>,
    /// Other recorded values of the same thing, best first.
    pub alternatives: Vec<AlternativeView>,
    /// Whether the value is not told because it rests on too few respondents, or would tell of one that does.
    pub withheld: bool,
}

/// 覆盖.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CoverageView {
    pub covered: usize,
    pub expected: usize,
    /// Ids of the leaves that are missing.
    pub missing: Vec<String>,
    pub complete: bool,
}

/// 目标.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TargetView {
    pub value: f64,
    pub period: String,
    /// `at-least`, `at-most` or `exactly`.
    pub bound: String,
    pub certainty: String,
    /// The territory that it was set for, where this one inherits it.
    pub inherited_from: Option<String>,
}

/// The value that a path starts from.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct BaseView {
    pub period: String,
    pub value: f64,
    pub origin: String,
}

/// A light rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RuleView {
    pub id: String,
    pub version: String,
    pub name: Bilingual,
}

/// The direct value less the rolled-up one.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DifferenceView {
    pub value: f64,
    /// Whether rounding in print alone can explain it.
    pub explained_by_rounding: bool,
}

/// A share of another territory's value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ShareView {
    pub of: String,
    /// A fraction.
    pub value: f64,
    pub origin: String,
}

/// A recorded value that was not preferred.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AlternativeView {
    pub value: f64,
    pub unit: String,
    pub period: String,
    pub qualifiers: Vec<String>,
    pub origin: String,
    pub source: Option<String>,
    /// Grade of the source.
    pub grade: Option<String>,
    pub known_on: String,
    /// Why it was not preferred.
    pub reason: Bilingual,
}
