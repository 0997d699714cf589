use serde::Serialize;
use utoipa::ToSchema;

use super::Bilingual;

/// 产品空间: industries by what they have in common, as they look from a territory.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SpaceView {
    pub territory: String,
    /// None where there is too little to compare.
    pub activities: Vec<SpaceActivityView>,
    /// The strongest ties: those that hold everything together, and all that are strong.
    pub ties: Vec<SpaceTie>,
    pub sample: bool,
    pub known_to: Option<String>,
    pub conventions: Bilingual,
}

/// A division of the industry classification.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SpaceActivityView {
    pub code: String,
    /// As the classification has it.
    pub name: String,
    /// Enterprises of it in the territory.
    pub value: f64,
    /// Location quotient; none, like density and gain, where all that is known lies inside the territory.
    pub quotient: Option<f64>,
    /// Relatedness density, between 0 and 1.
    pub density: Option<f64>,
    /// Product complexity index, in standard deviations.
    pub complexity: f64,
    /// Complexity outlook gain.
    pub gain: Option<f64>,
}

/// Two activities that are often found together.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SpaceTie {
    /// Places among the activities.
    pub one: u32,
    pub other: u32,
    /// Smaller of the two conditional probabilities of being specialised in one given the other.
    pub proximity: f64,
}
