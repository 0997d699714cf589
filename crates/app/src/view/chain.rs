use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Bilingual;

/// Every chain of the plan with how much of it is there.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ChainList {
    /// Id of the territory that is looked at.
    pub territory: String,
    pub industries: Vec<ChainIndustry>,
}

/// An industry with its chains.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ChainIndustry {
    pub id: String,
    pub name: Bilingual,
    /// `traditional`, `strategic` or `future`.
    pub group: String,
    pub chains: Vec<ChainSummary>,
}

/// How much of a chain is there.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ChainSummary {
    pub id: String,
    pub name: Bilingual,
    pub segments: usize,
    /// Segments by state, in the order of [`SegmentView::state`].
    pub states: SegmentStates,
    /// Actors that sources name, wherever they are.
    pub actors: usize,
}

/// How many segments are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SegmentStates {
    pub present: usize,
    pub around: usize,
    pub research: usize,
    pub elsewhere: usize,
    pub missing: usize,
}

/// 产业链图: segments from upstream to downstream with who stands in them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ChainMap {
    pub id: String,
    pub name: Bilingual,
    pub industry: String,
    pub territory: String,
    pub segments: Vec<SegmentView>,
    pub links: Vec<SegmentLink>,
    /// The unit of the segments' `revenue`.
    pub revenue_unit: Option<String>,
    /// First and last day on which what is shown became known.
    pub known_from: Option<String>,
    pub known_to: Option<String>,
    /// Whether anything shown was invented.
    pub sample: bool,
}

/// 环节.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SegmentView {
    pub id: String,
    pub name: Bilingual,
    /// `upstream`, `midstream` or `downstream`.
    pub stage: String,
    /// `present`: someone produces it there; `around`: in a county of the territory, the source does not say where;
    /// `research`: only institutions or platforms there; `elsewhere`: named producers are elsewhere; `missing`:
    /// nobody is named.
    pub state: String,
    pub products: Vec<String>,
    /// Codes of GB/T 4754.
    pub codes: Vec<String>,
    pub basis: Option<String>,
    /// What those in the territory or around it sell in a year, of whom it is stated; in the map's `revenue_unit`.
    pub revenue: Option<f64>,
    pub actors: Vec<ActorBrief>,
}

/// Someone in a segment.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ActorBrief {
    pub id: String,
    pub name: String,
    /// `enterprise`, `institution`, `platform`, `works` or `group`.
    pub kind: String,
    pub territory: Option<String>,
    /// `inside`, `around` or `elsewhere`.
    pub nearness: String,
    /// What the source says, as it says it.
    pub fact: String,
    pub ground: GroundView,
}

/// What a row rests on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct GroundView {
    /// `S`: stated in a source; `G`: general knowledge, to be checked.
    pub basis: String,
    pub source: Option<String>,
    pub known_on: Option<String>,
    pub origin: String,
    pub note: Option<String>,
}

/// What supplies what.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SegmentLink {
    pub from: String,
    pub to: String,
    pub weight: Option<f64>,
    pub unit: Option<String>,
    pub ground: GroundView,
}

/// 主体页: where someone stands, what it makes, whom it supplies and who depends on it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ActorPage {
    pub actor: ActorBrief,
    pub memberships: Vec<MembershipView>,
    pub products: Vec<ProductView>,
    pub links: Vec<ActorLink>,
}

/// A segment that someone stands in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct MembershipView {
    pub chain: String,
    pub chain_name: Bilingual,
    pub segment: String,
    pub segment_name: Bilingual,
    pub ground: GroundView,
}

/// Something that is made or planned.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ProductView {
    pub name: String,
    pub segment: Option<String>,
    pub quantity: Option<f64>,
    pub unit: Option<String>,
    /// `operating`, `planned` or `stated`.
    pub state: String,
    pub ground: GroundView,
}

/// A link of someone with another.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ActorLink {
    /// `supplies`, `owns`, `partners`, `cites` or `co-invents`.
    pub kind: String,
    /// Whether the other is the origin of the link.
    pub incoming: bool,
    pub other: String,
    pub other_name: String,
    pub weight: Option<f64>,
    pub unit: Option<String>,
    pub ground: GroundView,
}

/// 若停产: what a chain loses if someone stops.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct StopView {
    pub chain: String,
    pub actor: String,
    /// Shares of all sales of the chain between 0 and 1: through customers that ask for less, through inputs that are
    /// missing, and both.
    pub upstream: f64,
    pub downstream: f64,
    pub combined: f64,
    pub steps: usize,
    pub residual: f64,
    /// How often the stop rule looks, and what stands in for what is not known.
    pub conventions: Bilingual,
    /// Producers of the same segment, who could take over.
    pub substitutes: usize,
    /// Segments that lose an input, nearest first.
    pub affected: Vec<String>,
    /// Every producer of the chain by what its stop would take, the greatest first.
    pub ranking: Vec<StopRank>,
}

/// One producer by what its stop would take.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct StopRank {
    pub actor: String,
    pub name: String,
    pub segment: String,
    pub combined: f64,
}

/// 错位分工: what parks say that they are for, and what their enterprises are.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct StructureView {
    pub territory: String,
    pub parks: Vec<ParkStructure>,
    /// Each pair of parks, the most alike first.
    pub overlaps: Vec<StructureOverlap>,
    /// Industries that several parks declare, those of the most parks first.
    pub duplicates: Vec<DuplicateView>,
    /// Whether any enterprise was invented.
    pub sample: bool,
    /// Last day on which an enterprise became known.
    pub known_to: Option<String>,
    /// Enterprises counted, and those of them of no industry or no territory of the plan.
    pub enterprises: f64,
    pub unassigned: f64,
}

/// The structure of one park.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ParkStructure {
    pub territory: String,
    /// Whether a source says what it is for.
    pub declares: bool,
    pub enterprises: f64,
    /// Share of its enterprises in the industries that it declares.
    pub in_declared: Option<f64>,
    /// By location quotient, the greatest first.
    pub industries: Vec<IndustryShare>,
}

/// An industry in a park.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct IndustryShare {
    pub industry: String,
    pub declared: bool,
    pub enterprises: f64,
    /// Of the park's enterprises.
    pub share: f64,
    /// 区位商: its share in the park over its share in all parks together.
    pub quotient: f64,
}

/// How alike two parks are.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct StructureOverlap {
    pub one: String,
    pub other: String,
    /// 1 - K / 2 of Krugman (1991): the part of both structures that is the same.
    pub overlap: f64,
    pub declared_by_both: Vec<String>,
    /// Of the links between segments that the two can close together, the share that neither closes alone; none where
    /// they close none.
    pub complementarity: Option<f64>,
    /// How many links they close together.
    pub links_together: usize,
    /// Supplies between them that are known, either way.
    pub supplies: usize,
}

/// An industry that several parks declare or are specialised in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DuplicateView {
    pub industry: String,
    pub declared_by: Vec<String>,
    /// Parks whose location quotient is at least 1.
    pub specialised: Vec<String>,
    /// By the plan's weights of how many are specialised, how evenly it is spread and how many declare it.
    pub score: f64,
}

/// 诊断: what a chain in a territory lacks, risks and could become.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DiagnosisView {
    pub chain: String,
    pub territory: String,
    pub lists: Vec<DiagnosisList>,
    /// For segments that are missing or could come next: who could be brought in.
    pub candidates: Vec<CandidateList>,
    pub weights: Vec<WeightView>,
    /// Actors of the chain: anywhere, here, and where nobody says where.
    pub actors: usize,
    pub here: usize,
    pub nowhere: usize,
    pub supplies: usize,
    pub conventions: Bilingual,
    /// The last decision about everything of the chain here that was ever decided, whether it is still listed or not.
    pub decided: Vec<DecidedView>,
}

/// What was decided about a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DecidedView {
    pub list: String,
    pub kind: String,
    pub subject: String,
    pub name: Bilingual,
    /// `accepted` or `refused`.
    pub decision: String,
    pub reason: String,
    pub by: String,
    pub at: String,
    /// How many decisions about it there are.
    pub number: i64,
    /// Days since then.
    pub days: i64,
    /// How it stood in its list then; none for decisions that did not note it.
    pub stood: Option<StandingView>,
    /// How it stands now; none once it is no longer listed, as a segment that somebody fills.
    pub stands: Option<StandingView>,
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[allow(missing_docs)]
pub struct StandingView {
    pub rank: usize,
    pub score: f64,
}

/// Who could fill a segment.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CandidateList {
    pub segment: SubjectView,
    pub list: DiagnosisList,
}

/// A weight of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct WeightView {
    pub list: String,
    pub criterion: String,
    pub weight: f64,
    /// What the plan says.
    pub planned: f64,
}

/// A ranked list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DiagnosisList {
    /// `leaders`, `missing`, `next`, `upgrade`, `new-chains`, `risks`, `clusters` or `candidates`.
    pub list: String,
    /// How many were ranked; the entries are the first of them.
    pub subjects: usize,
    pub entries: Vec<DiagnosisEntry>,
    /// Whether anything that the ranks rest on was invented.
    pub sample: bool,
    pub known_from: Option<String>,
    pub known_to: Option<String>,
}

/// One place of a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DiagnosisEntry {
    pub rank: usize,
    /// Whether others share the rank.
    pub tied: bool,
    pub subject: SubjectView,
    /// Weighted mean of what is known, times the share of the weight that is known.
    pub score: f64,
    pub known: f64,
    /// The score if all that is not known were the best.
    pub at_best: f64,
    pub parts: Vec<DiagnosisPart>,
    pub involved: Vec<SubjectView>,
    /// Those that rank next.
    pub alternatives: Vec<SubjectView>,
    pub sample: bool,
    /// How many rows it rests on.
    pub rows: usize,
    pub sources: Vec<String>,
    /// What was decided about it last.
    pub decided: Option<DecidedView>,
}

/// One number behind a rank.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DiagnosisPart {
    pub criterion: String,
    pub value: Option<f64>,
    /// `share`, `count`, `of-mean`, `deviations`, `money`, `persons` or `margin`.
    pub unit: String,
    pub normalised: Option<f64>,
    /// Share of all weights of the list.
    pub weight: f64,
    /// Why there is no value: `no-datum`, `other-unit`, `beyond-limit` or `nothing-to-compare`.
    pub unknown: Option<String>,
    pub sample: bool,
}

/// Who or what is ranked.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SubjectView {
    /// `actor`, `segment`, `chain`, `community` or `activity`.
    pub kind: String,
    pub id: String,
    pub name: Bilingual,
    /// Of a segment: its chain, which risks may lie outside of.
    pub chain: Option<ChainName>,
}

/// A chain of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ChainName {
    pub id: String,
    pub name: Bilingual,
}
