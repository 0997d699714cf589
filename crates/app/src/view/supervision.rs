use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, Named, Permission};

/// 任务台账
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaskLedger {
    /// In the order of the plan; tasks of no action last.
    pub actions: Vec<LedgerAction>,
}

/// An action with its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LedgerAction {
    /// Nothing for tasks of no action.
    pub action: Option<Named>,
    pub tasks: Vec<LedgerTask>,
}

/// A task and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LedgerTask {
    pub id: String,
    pub title: Bilingual,
    /// 牵头单位; nothing where no source names it.
    pub lead: Option<Bilingual>,
    /// Whose people say where it stands.
    pub territory: Named,
    pub certainty: String,
    /// What it should move.
    pub indicators: Vec<LedgerIndicator>,
    pub nodes: Vec<LedgerNode>,
    /// Orders of supervision that are open about it.
    pub open_orders: usize,
    /// Whether the caller may say where its nodes stand.
    pub set: Permission,
}

/// An indicator that a task should move, with the light of the last year that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LedgerIndicator {
    pub id: String,
    pub name: Bilingual,
    pub period: Option<String>,
    pub light: Option<String>,
    pub origin: Option<String>,
}

/// 节点
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LedgerNode {
    pub id: String,
    pub title: Bilingual,
    pub due_on: Option<String>,
    /// `open`, `under-way` or `done`.
    pub state: String,
    pub note: String,
    /// To be handed back by whoever changes it; 0 where nobody has spoken of it.
    pub version: i64,
    pub changed_by: Option<String>,
    pub changed_at: Option<String>,
    /// Working days, while it is not done.
    pub days_left: Option<u32>,
    pub days_late: Option<u32>,
    /// Whether its day has passed and it is not done.
    pub is_late: bool,
}

/// What is under supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct OrderList {
    /// By territory, and in each by age.
    pub items: Vec<OrderView>,
    /// What the rule would open, and no last day can be worked out for: the office sets one.
    pub waiting: Vec<WaitingOrderView>,
    /// Whether the caller may open one.
    pub open: Permission,
}

/// What waits for the office to set a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct WaitingOrderView {
    /// To be handed back by whoever opens it.
    pub cause: String,
    pub because: BecauseView,
    pub territory: Named,
    pub unit: Bilingual,
    /// The year that the calendar lacks; nothing where the rule sets no days.
    pub calendar_lacks: Option<i32>,
}

/// 督办单
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct OrderView {
    pub id: String,
    /// To be handed back by whoever closes it.
    pub version: i64,
    pub territory: Named,
    /// 责任单位
    pub unit: Bilingual,
    pub task: Option<Named>,
    pub because: BecauseView,
    pub opened_at: String,
    /// Nothing where the plan's rule did.
    pub opened_by: Option<String>,
    pub due_on: String,
    /// Working days, while it is open.
    pub days_left: Option<u32>,
    pub days_late: Option<u32>,
    /// Days since it was opened, or that it was open.
    pub age_days: i64,
    pub closed_at: Option<String>,
    pub closed_by: Option<String>,
    pub closing_reason: Option<String>,
    /// Left out of lists.
    pub replies: Vec<ReplyView>,
    /// `reply` and `close`.
    pub may: Vec<Permission>,
}

/// Why something is under supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct BecauseView {
    /// `light`, `late-node` or `hand`.
    pub sign: String,
    pub text: Bilingual,
    /// The rule that opened it; its id carries its version.
    pub rule: Option<Named>,
    /// What the rule says is to be done.
    pub measure: Option<Bilingual>,
    pub indicator: Option<Named>,
    /// The latest lights, the last first.
    pub lights: Vec<LightOfPeriod>,
    /// What the office added.
    pub remark: Option<String>,
}

/// The light of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct LightOfPeriod {
    pub period: String,
    pub period_name: Bilingual,
    pub light: String,
}

/// What a unit answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ReplyView {
    pub number: i64,
    pub measures_taken: String,
    pub by: String,
    /// Whether the caller wrote it: he may add files.
    pub is_own: bool,
    pub at: String,
    pub files: Vec<EvidenceView>,
}

/// 佐证材料
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct EvidenceView {
    pub sha256: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub added_by: String,
    pub added_at: String,
}
