use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, Evaluation, Named, SeriesPoint};

/// The plan as every page needs it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PlanView {
    pub id: String,
    pub version: String,
    /// The whole plan is invented.
    pub invented: bool,
    pub title: Bilingual,
    pub short_title: Bilingual,
    pub number: Option<String>,
    pub issued: Option<String>,
    pub issuer: Option<Bilingual>,
    pub first_period: String,
    pub last_period: String,
    pub base_period: String,
    pub home: String,
    pub reference: Option<String>,
    pub map: MapView,
    /// The lake holds sample data.
    pub has_sample: bool,
    /// The period that the cockpit opens with.
    pub default_period: String,
    /// Years with any value, ascending.
    pub periods: Vec<String>,
    pub goals: Vec<GoalView>,
    pub dimensions: Vec<DimensionView>,
    pub indicators: Vec<IndicatorDefinition>,
    pub measures: Vec<MeasureView>,
    pub territories: Vec<TerritorySummary>,
    pub sources: Vec<super::SourceView>,
    /// Industries, so that columns of registers show names.
    pub industries: Vec<Named>,
    /// What the last edit of the plan's files changed.
    pub reload: Option<PlanReload>,
}

/// 基础数据项.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct MeasureView {
    pub id: String,
    pub name: Bilingual,
    pub unit: String,
}

/// What an edit of the plan's files changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PlanReload {
    pub checked_at: String,
    pub changes: Vec<PlanChange>,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PlanChange {
    /// `added`, `removed` or `changed`.
    pub kind: String,
    /// What kind of thing.
    pub what: String,
    pub id: String,
    pub name: Bilingual,
    /// What it was, as a program compares it.
    pub before: Option<String>,
    /// What it is, as a program compares it.
    pub after: Option<String>,
    /// What it was, in words.
    pub before_words: Option<Bilingual>,
    /// What it is, in words.
    pub after_words: Option<Bilingual>,
}

/// What a published map must carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct MapView {
    /// 审图号.
    pub approval_number: Option<String>,
    pub datum: Option<String>,
}

/// 率先.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct GoalView {
    pub id: String,
    pub order: u32,
    pub title: Bilingual,
    pub text: Option<Bilingual>,
    pub has_number: bool,
    pub indicators: Vec<String>,
    pub clauses: Vec<String>,
}

/// A dimension of the indicator frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DimensionView {
    pub id: String,
    pub title: Bilingual,
}

/// 指标 as the plan defines it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct IndicatorDefinition {
    pub id: String,
    pub name: Bilingual,
    pub order: u32,
    pub dimension: Option<String>,
    pub goal: Option<String>,
    pub unit: String,
    pub decimals: u8,
    /// `higher` or `lower` is better.
    pub direction: String,
    pub certainty: String,
    /// 口径.
    pub definition: Option<Bilingual>,
    pub definition_version: Option<String>,
    /// The formula in words; null if it is not known.
    pub formula: Option<Bilingual>,
    pub note: Option<Bilingual>,
    pub clauses: Vec<String>,
    pub has_formula: bool,
    /// Watched without a target, after the plan's own indicators.
    pub watched: bool,
}

/// 区域.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TerritorySummary {
    pub id: String,
    pub kind: String,
    pub name: Bilingual,
    pub short_name: Option<Bilingual>,
    pub certainty: String,
    /// A place to be filled in.
    pub placeholder: bool,
    pub located_in: Option<String>,
    /// GB/T 2260.
    pub code: Option<String>,
    pub point: Option<PointView>,
    pub parents: Vec<ParentView>,
}

/// Where a symbol stands on the map.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PointView {
    pub lon: f64,
    pub lat: f64,
    pub approximate: bool,
    pub source: Option<String>,
}

/// A dated membership, seen from below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ParentView {
    pub id: String,
    pub kind: String,
    pub from: String,
    pub to: Option<String>,
    pub certainty: String,
}

/// A dated membership, seen from above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct MemberView {
    pub id: String,
    pub kind: String,
    pub from: String,
    pub to: Option<String>,
    pub certainty: String,
}

/// 区域页.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TerritoryPage {
    pub territory: TerritorySummary,
    pub area_km2: Option<f64>,
    pub functions: Vec<FunctionView>,
    pub note: Option<Bilingual>,
    pub members: Vec<MemberView>,
    pub evaluations: Vec<TerritoryEvaluation>,
    pub share: Vec<TerritoryShare>,
    pub overlaps: Vec<OverlapView>,
}

/// An indicator of a territory with its history.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TerritoryEvaluation {
    #[serde(flatten)]
    pub evaluation: Evaluation,
    pub series: Vec<SeriesPoint>,
}

/// A territory's share of the reference for one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TerritoryShare {
    pub indicator: String,
    pub of: String,
    pub value: f64,
    pub origin: String,
}

/// Another territory with which this one shares leaves without holding it or lying in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct OverlapView {
    pub territory: String,
    pub shared_leaves: usize,
    pub leaves: usize,
}

/// A declared main function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FunctionView {
    pub text: Bilingual,
    pub industries: Vec<String>,
    pub source: Option<String>,
}

/// The plan page.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ClausePage {
    pub clauses: Vec<ClauseView>,
    pub positionings: Vec<PositioningView>,
    pub actions: Vec<ActionView>,
    pub tasks: Vec<TaskView>,
}

/// 条款 with what implements it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ClauseView {
    pub id: String,
    pub paragraph: u32,
    pub text: Bilingual,
    pub source: Option<String>,
    pub implemented_by: Vec<ImplementerView>,
    /// `implemented`: an indicator with data, register, procedure or task; `described`: something rests on it;
    /// `not-implemented`.
    pub status: String,
}

/// A thing that rests on a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ImplementerView {
    pub kind: String,
    pub id: String,
    pub name: Bilingual,
    pub has_data: bool,
}

/// 建设定位 or 改革试验任务.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct PositioningView {
    pub id: String,
    pub of: String,
    pub kind: String,
    pub title: Bilingual,
    pub clauses: Vec<String>,
}

/// 行动.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ActionView {
    pub id: String,
    pub order: u32,
    pub title: Bilingual,
    pub clauses: Vec<String>,
}

/// 任务.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct TaskView {
    pub id: String,
    pub action: Option<String>,
    pub title: Bilingual,
    pub lead: Option<Bilingual>,
    pub indicators: Vec<String>,
    pub clauses: Vec<String>,
    pub certainty: String,
}
