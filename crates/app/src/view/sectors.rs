use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, FindingView};

/// An input-output table with what follows from it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SectorsView {
    /// Which table; none where the lake has no table.
    pub table: Option<String>,
    /// All tables that there are.
    pub tables: Vec<String>,
    pub sectors: Vec<SectorView>,
    /// Why nothing follows from the table, if so.
    pub findings: Vec<FindingView>,
    /// Id of the source.
    pub source: Option<String>,
    pub known_on: Option<String>,
    pub sample: bool,
    /// Of outputs and values added.
    pub unit: String,
    /// By which conventions linkages are computed.
    pub conventions: Bilingual,
}

/// One sector.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SectorView {
    pub code: String,
    /// As the table has it.
    pub name: String,
    /// Over the mean of all sectors.
    pub backward: Option<f64>,
    pub forward: Option<f64>,
    /// Whether both are above the mean.
    pub key: bool,
    /// Output that the economy loses without it, its own among it; in the unit of the table.
    pub extraction: Option<f64>,
    /// In the unit of the table.
    pub gross_output: f64,
    pub value_added: f64,
    /// Imports over imports and gross output.
    pub import_share: Option<f64>,
    /// The segments of the plan's chains whose products it makes.
    pub segments: Vec<SectorSegment>,
}

/// A segment that a sector makes.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SectorSegment {
    pub id: String,
    pub chain: String,
    pub name: Bilingual,
}
