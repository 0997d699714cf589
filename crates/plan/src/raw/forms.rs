use lanbai_kernel::territory::MembershipKind;
use lanbai_kernel::{Certainty, Period, Text};
use serde::Deserialize;
use toml::value::Datetime;

use super::{Code, Name, TerritoryKind};

/// `forms.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FormFile {
    #[serde(default)]
    pub route: Vec<Route>,
    #[serde(default)]
    pub form: Vec<Form>,
    #[serde(default)]
    pub reminders: Reminders,
}

/// 提醒: when whoever owes a form is reminded, in working days; nobody is where nothing is said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Reminders {
    /// Before the last day in time.
    #[serde(default)]
    pub before: Vec<u32>,
    /// After it.
    #[serde(default)]
    pub after: Vec<u32>,
}

/// 审核流程.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Route {
    pub id: Name,
    pub name: Text,
    #[serde(default)]
    pub stage: Vec<RouteStage>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// One approval of a route.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RouteStage {
    pub id: Name,
    pub name: Text,
    /// The first that answers for a territory approves.
    pub approvers: Vec<Approver>,
}

/// Where approvers are looked for: a kind of territory above, or named ones.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Approver {
    pub kind: Option<TerritoryKind>,
    /// By which memberships a territory of that kind is above.
    pub by: Option<MembershipKind>,
    #[serde(default)]
    pub territories: Vec<Name>,
}

/// 报表.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Form {
    pub id: Name,
    pub version: String,
    pub name: Text,
    /// 表号
    pub table_number: Option<String>,
    /// 制定机关
    pub authority: Option<Text>,
    /// 文号
    pub document_number: Option<String>,
    /// 有效期至
    pub valid_until: Option<Datetime>,
    /// 签字栏
    #[serde(default)]
    pub signatories: Vec<Text>,
    pub frequency: Name,
    pub owed_by: OwedBy,
    pub due_working_days: u32,
    pub route: Name,
    /// The plan's own where it is not given.
    pub first_period: Option<Period>,
    pub last_period: Option<Period>,
    /// The evaluation system that it collects for.
    pub evaluation: Option<Name>,
    #[serde(default)]
    pub section: Vec<Section>,
    #[serde(default)]
    pub check: Vec<FormCheck>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// Who owes a form: all territories of a kind, those of them within a territory, or listed ones.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct OwedBy {
    pub kind: Option<TerritoryKind>,
    pub within: Option<Name>,
    #[serde(default)]
    pub territories: Vec<Name>,
}

/// A part of a form under one heading.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Section {
    pub id: Name,
    pub title: Text,
    #[serde(default)]
    pub field: Vec<FormField>,
}

/// One thing that a form asks for. What is not said is the measure's or the register's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FormField {
    /// The measure's or the register's id where it is not given; a question needs one.
    pub key: Option<Name>,
    pub measure: Option<Name>,
    pub register: Option<Name>,
    /// `text`, `number`, `choice` or `yes-no`.
    pub question: Option<Name>,
    pub name: Option<Text>,
    pub unit: Option<Name>,
    pub decimals: Option<u8>,
    pub required: Option<bool>,
    /// 口径
    pub definition: Option<Text>,
    /// How an answer looks.
    pub example: Option<Text>,
    /// What a choice may be.
    #[serde(default)]
    pub choices: Vec<Code>,
    /// Of a text.
    pub most_characters: Option<u32>,
}

/// 审核关系.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FormCheck {
    pub id: Name,
    /// `hard` or `soft`.
    pub severity: Name,
    /// `left comparison right`.
    pub holds: Option<Name>,
    /// How far apart counts as equal, in the unit of the first field.
    pub tolerance: Option<f64>,
    pub change: Option<ChangeRule>,
    pub outlier: Option<OutlierRule>,
    pub says: Text,
    pub remedy: Option<Text>,
    pub source: Option<Name>,
    pub note: Option<Text>,
}

/// Fields do not change by more than a share.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ChangeRule {
    pub fields: Vec<Name>,
    /// `previous` or `year-before`.
    pub since: Name,
    /// A fraction.
    pub more_than: f64,
}

/// Fields lie among their earlier values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct OutlierRule {
    pub fields: Vec<Name>,
    /// `earlier-periods` or `same-season`.
    pub among: Name,
    /// Periods or years back.
    pub window: u16,
    /// Fewer known values decide nothing.
    pub at_least: usize,
    /// Modified z.
    pub threshold: f64,
}

impl FormField {
    /// The word that names it: its key, its measure or its register.
    pub fn word(&self) -> Option<&Name> {
        self.key.as_ref().or(self.measure.as_ref()).or(self.register.as_ref())
    }
}
