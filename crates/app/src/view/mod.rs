//! What the use cases return: plain data, the same for the command line and the API.

mod attribution;
mod chain;
mod cockpit;
mod data;
mod evaluation;
mod explanation;
mod flows;
mod notices;
mod people;
mod plan;
mod reporting;
mod rows;
mod sectors;
mod space;
mod supervision;
mod upload;

use lanbai_kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

pub use attribution::{AttributionView, Behind, ContributionView};
pub use chain::{
    ActorBrief, ActorLink, ActorPage, CandidateList, ChainIndustry, ChainList, ChainMap, ChainName,
    ChainSummary, DecidedView, DiagnosisEntry, DiagnosisList, DiagnosisPart, DiagnosisView, DuplicateView,
    GroundView, IndustryShare, MembershipView, ParkStructure, ProductView, SegmentLink, SegmentStates,
    SegmentView, StandingView, StopRank, StopView, StructureOverlap, StructureView, SubjectView, WeightView,
};
pub use cockpit::{
    Cockpit, CockpitGoal, CockpitItem, CountyValue, IndicatorPage, LatestValue, LightCounts, MemberShare,
    PathPoint, Paths, SeriesPoint,
};
pub use data::{
    CodeView, Conflict, FindingPlace, FindingView, ImportPreview, ImportReport, PublicationView, SourcePage,
    SourceView, SqlAnswer, TableColumn, TablePage, TableView,
};
pub use evaluation::{
    AlternativeView, BaseView, CoverageView, DifferenceView, Evaluation, RuleView, ShareView, TargetView,
};
pub use explanation::{Explanation, ObservationView, Step};
pub use flows::{ExchangeView, OutwardView, SpillOverView};
pub use notices::{MailView, NoticeList, NoticeView, UrgedView};
pub use people::{
    AccountImportView, AccountPage, AccountView, AuditPage, AuditRowView, AuditVerificationView,
    DemoAccountView, DepartureView, HandOverView, HeldView, MadeAccountView, RightView, SecondFactorView,
    SessionView,
};
pub use plan::{
    ActionView, ClausePage, ClauseView, DimensionView, FunctionView, GoalView, ImplementerView,
    IndicatorDefinition, MapView, MeasureView, MemberView, OverlapView, ParentView, PlanChange, PlanReload,
    PlanView, PointView, PositioningView, TaskView, TerritoryEvaluation, TerritoryPage, TerritoryShare,
    TerritorySummary,
};

pub use reporting::{
    AsideView, BegunView, CheckView, CompletenessCounts, CompletenessRow, CompletenessView, DecisionView,
    EarlierValue, ExplanationOfFinding, FilledField, FormField, FormSection, FormSummary, FormView, OwedView,
    Permission, RouteView, SavedField, SavedView, StageView, SubmissionFinding, SubmissionList,
    SubmissionSummary, SubmissionView,
};
pub use rows::{RegisterColumnView, RegisterRowView, RegisterRowsView, SavedRowView, SavedRowsView};
pub use sectors::{SectorSegment, SectorView, SectorsView};
pub use space::{SpaceActivityView, SpaceTie, SpaceView};
pub use supervision::{
    BecauseView, EvidenceView, LedgerAction, LedgerIndicator, LedgerNode, LedgerTask, LightOfPeriod,
    OrderList, OrderView, ReplyView, TaskLedger, WaitingOrderView,
};
pub use upload::{RegisterChangeView, UploadChange, UploadReport};

/// A thing of the plan that is known by its name alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Named {
    pub id: String,
    pub name: Bilingual,
}

/// A name or sentence in both languages.
#[derive(Default, Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl From<&Text> for Bilingual {
    fn from(text: &Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone() }
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self { zh: text.zh, en: text.en }
    }
}
