use serde::Serialize;
use utoipa::ToSchema;

use super::{AttributionView, Behind, ClauseView, Evaluation, IndicatorDefinition};

/// 驾驶舱: every indicator of a territory, grouped by goal.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Cockpit {
    pub territory: String,
    pub period: String,
    pub summary: LightCounts,
    pub goals: Vec<CockpitGoal>,
}

/// How many indicators have which light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LightCounts {
    pub green: usize,
    pub yellow: usize,
    pub red: usize,
    pub grey: usize,
}

/// One goal with its indicators, those that need attention first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CockpitGoal {
    /// Id of the goal; null for indicators without one.
    pub goal: Option<String>,
    pub items: Vec<CockpitItem>,
}

/// One indicator on the cockpit.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CockpitItem {
    /// Id of the indicator.
    pub indicator: String,
    /// Its value and judgement.
    pub evaluation: Evaluation,
    /// The last earlier period that has a value, where the asked one has none.
    pub latest: Option<LatestValue>,
    /// Yearly values.
    pub series: Vec<SeriesPoint>,
    /// The value wanted each year.
    pub path: Vec<PathPoint>,
    /// What the territories below contribute, largest first.
    pub shares: Vec<MemberShare>,
    /// Which members hold it back, where it is behind its path or fell.
    pub behind: Option<Behind>,
    /// Higher needs attention first.
    pub attention: f64,
}

/// A value of an earlier period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LatestValue {
    pub period: String,
    pub value: f64,
    pub origin: String,
}

/// One point of a history.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SeriesPoint {
    pub period: String,
    pub value: Option<f64>,
    pub origin: Option<String>,
    pub qualifiers: Vec<String>,
    pub complete: bool,
}

/// One point of a path.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PathPoint {
    pub period: String,
    pub value: f64,
}

/// A member's part of the whole.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct MemberShare {
    pub territory: String,
    pub value: f64,
    /// A fraction of the members' sum; null for indicators that do not add up.
    pub share: Option<f64>,
    pub origin: String,
}

/// 指标页.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct IndicatorPage {
    pub definition: IndicatorDefinition,
    pub evaluation: Evaluation,
    pub series: Vec<SeriesPoint>,
    pub path: Vec<PathPoint>,
    /// The same target by both standard shapes, to compare.
    pub paths: Option<Paths>,
    /// The territory, its members and the reference, for the asked period.
    pub territories: Vec<Evaluation>,
    /// Who makes the gap to the path, where there is one, and who the growth on the year before.
    pub attributions: Vec<AttributionView>,
    /// Counties with their own values, for the map.
    pub counties: Vec<CountyValue>,
    pub clauses: Vec<ClauseView>,
}

/// The same target on two standard paths.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Paths {
    pub constant_growth: Vec<PathPoint>,
    pub linear: Vec<PathPoint>,
}

/// A county's own value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CountyValue {
    pub code: String,
    pub territory: String,
    pub value: Option<f64>,
    pub origin: Option<String>,
}
