use serde::Serialize;
use utoipa::ToSchema;

use super::{AlternativeView, Bilingual, ClauseView, Evaluation, SourceView};

/// Where a number comes from, down to its observations, sources and clause.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Explanation {
    /// The number itself.
    pub evaluation: Evaluation,
    /// The formula in words.
    pub formula: Option<Bilingual>,
    /// The formula with the numbers put in.
    pub substituted: Option<Bilingual>,
    /// How the direct and the rolled-up value differ, in words.
    pub difference: Option<Bilingual>,
    /// The steps, outermost first.
    pub steps: Vec<Step>,
    /// The clauses that the indicator and its target rest on.
    pub clauses: Vec<ClauseView>,
    /// Every source that a step used or looked at.
    pub sources: Vec<SourceView>,
}

/// One step of an evaluation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(no_recursion)]
#[allow(missing_docs)]
pub struct Step {
    pub kind: String,
    pub title: Bilingual,
    /// Territory ids; several are a union.
    pub territory: Option<String>,
    /// Their names.
    pub territory_name: Option<Bilingual>,
    pub period: String,
    pub value: Option<f64>,
    pub unit: Option<String>,
    pub origin: Option<String>,
    pub method: Option<String>,
    /// What was used.
    pub observations: Vec<ObservationView>,
    /// What was looked at and not taken.
    pub rejected: Vec<AlternativeView>,
    pub notes: Vec<Bilingual>,
    pub children: Vec<Step>,
}

/// 观测值.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ObservationView {
    /// A number beyond what JavaScript keeps exactly, so it is text.
    pub id: String,
    pub measure: String,
    pub territory: String,
    pub period: String,
    pub value: f64,
    pub unit: String,
    pub qualifiers: Vec<String>,
    pub origin: String,
    pub source: Option<String>,
    pub known_on: String,
    pub publication: u32,
}
