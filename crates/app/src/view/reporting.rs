use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, FindingView, Named};

/// A form in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FormSummary {
    pub id: String,
    pub version: String,
    pub name: Bilingual,
    /// `month`, `quarter`, `half` or `year`.
    pub frequency: String,
    /// Working days after the period's end.
    pub due_working_days: u32,
    pub route: RouteView,
    /// 表号
    pub table_number: Option<String>,
    /// 制定机关
    pub authority: Option<Bilingual>,
    /// 文号
    pub document_number: Option<String>,
    /// 有效期至
    pub valid_until: Option<String>,
    /// Whether an authority has issued it.
    pub certainty: String,
    pub note: Option<Bilingual>,
    /// How many things it asks for.
    pub fields: usize,
    /// How many of them another form of the same period asks for too: they are entered once.
    pub shared: usize,
}

/// 审核流程
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RouteView {
    pub id: String,
    pub name: Bilingual,
    pub stages: Vec<Named>,
}

/// A form with everything that it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FormView {
    pub form: FormSummary,
    pub sections: Vec<FormSection>,
    pub checks: Vec<CheckView>,
    pub signatories: Vec<Bilingual>,
}

/// A part of a form under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FormSection {
    pub id: String,
    pub title: Bilingual,
    pub fields: Vec<FormField>,
}

/// One thing that a form asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FormField {
    pub key: String,
    pub name: Bilingual,
    /// `measure`, `register`, `text`, `number`, `choice` or `yes-no`.
    pub kind: String,
    pub required: bool,
    /// Of a number.
    pub unit: Option<String>,
    pub unit_name: Option<Bilingual>,
    pub decimals: Option<u8>,
    /// Values beyond are worth a look.
    pub least: Option<String>,
    pub most: Option<String>,
    /// Of a text.
    pub most_characters: Option<u32>,
    /// Of a choice.
    pub choices: Vec<Named>,
    /// 口径
    pub definition: Option<Bilingual>,
    /// How an answer looks.
    pub example: Option<Bilingual>,
    pub measure: Option<String>,
    pub register: Option<String>,
    /// The other forms that ask for the same measure of the same period.
    pub shared_with: Vec<Named>,
}

/// 审核关系
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CheckView {
    pub id: String,
    /// `hard` or `soft`.
    pub strictness: String,
    pub says: Bilingual,
    pub fields: Vec<String>,
}

/// Whether the caller may do something, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Permission {
    /// `save`, `submit`, `withdraw`, `return`, `approve`, `correct`, `begin` or `urge`.
    pub action: String,
    pub allowed: bool,
    /// Why not.
    pub reason: Option<Bilingual>,
    /// What to do about it.
    pub hint: Option<Bilingual>,
}

/// What a territory owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct OwedView {
    pub form: Named,
    pub territory: Named,
    pub period: String,
    /// The last day in time; nothing where the calendar does not cover it.
    pub due_on: Option<String>,
    /// The year that the calendar lacks.
    pub calendar_lacks: Option<i32>,
    /// Working days from today to the due day.
    pub days_left: Option<u32>,
    /// Working days after the due day: to the first hand-in, or to today.
    pub days_late: Option<u32>,
    /// `not-begun`, or a submission's state.
    pub state: String,
    pub submission: Option<String>,
    /// When it was first handed in.
    pub handed_in_on: Option<String>,
    /// Whom it waits for.
    pub waits_for: Vec<Named>,
    pub begin: Permission,
}

/// What was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct BegunView {
    pub submission: String,
    /// Fields that other forms held already: they need not be filled in again.
    pub prefilled: usize,
}

/// A submission in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SubmissionSummary {
    pub id: String,
    pub form: Named,
    pub territory: Named,
    pub period: String,
    /// `draft`, `submitted`, `returned`, `approved` or `published`.
    pub state: String,
    /// Stages of the route that have agreed.
    pub stage: i64,
    /// Whom it waits for.
    pub waits_for: Vec<Named>,
    /// Whether the caller is one of them.
    pub waits_for_me: bool,
    pub owner: String,
    pub due_on: Option<String>,
    pub first_submitted_at: Option<String>,
    pub submitted_at: Option<String>,
    pub approved_at: Option<String>,
    pub published_at: Option<String>,
    pub changed_at: String,
    /// The submission that it corrects.
    pub supersedes: Option<String>,
    pub publication: Option<i64>,
}

/// Some submissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SubmissionList {
    pub items: Vec<SubmissionSummary>,
    pub next_cursor: Option<String>,
}

/// A submission with all that a page shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SubmissionView {
    pub summary: SubmissionSummary,
    /// Grows with each step: whoever takes one names the version that he saw.
    pub version: i64,
    /// Grows with each save: whoever hands in names what he saw.
    pub contents: i64,
    pub form: FormView,
    /// The form was changed in the plan since this was begun.
    pub form_changed: bool,
    pub fields: Vec<FilledField>,
    pub findings: Vec<SubmissionFinding>,
    pub stages: Vec<StageView>,
    pub decisions: Vec<DecisionView>,
    pub supersede_reason: Option<String>,
    /// The submission that corrects this one.
    pub superseded_by: Option<String>,
    pub may: Vec<Permission>,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct FilledField {
    pub key: String,
    /// As it was typed; empty where nothing was.
    pub content: String,
    /// As it was understood: a number without separators and units; empty where it was not.
    pub value: String,
    /// 0 where nothing was ever saved.
    pub version: i64,
    pub entered_by: Option<String>,
    pub entered_at: Option<String>,
    /// The values of earlier periods, from late to early.
    pub earlier: Vec<EarlierValue>,
    /// What was typed while somebody else saved: set aside until its author decides.
    pub asides: Vec<AsideView>,
}

/// The value of an earlier period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct EarlierValue {
    pub period: String,
    /// `previous` or `year-before`.
    pub when: String,
    /// In the field's unit; nothing where none is known.
    pub value: Option<String>,
    /// Where it comes from.
    pub origin: Option<String>,
}

/// Input that was overtaken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AsideView {
    pub content: String,
    pub entered_by: String,
    pub entered_at: String,
    /// Whether it is the caller's own.
    pub mine: bool,
}

/// What was found in a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SubmissionFinding {
    /// By which it is explained.
    pub key: String,
    pub finding: FindingView,
    /// The fields that it speaks of.
    pub fields: Vec<String>,
    /// It keeps the form from being handed in until it is mended.
    pub blocks: bool,
    /// It keeps the form from being handed in until it is explained.
    pub needs_explanation: bool,
    pub explanation: Option<ExplanationOfFinding>,
    /// What to do, in the plan's words.
    pub remedy: Option<Bilingual>,
}

/// Why a soft finding is borne.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ExplanationOfFinding {
    pub content: String,
    pub entered_by: String,
    pub entered_at: String,
}

/// One approval on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct StageView {
    pub id: String,
    pub name: Bilingual,
    pub approvers: Vec<Named>,
    /// `done`, `waiting` or `later`.
    pub state: String,
    /// Parts that owe the form and have not been approved as far: their approval comes first, or a reason.
    pub open_parts: Vec<Named>,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DecisionView {
    /// `submit`, `withdraw`, `return`, `approve` or `publish`.
    pub step: String,
    pub state: String,
    pub by: String,
    pub at: String,
    pub reason: Option<String>,
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SavedView {
    pub contents: i64,
    pub fields: Vec<SavedField>,
    /// What is found now.
    pub findings: Vec<SubmissionFinding>,
}

/// What became of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SavedField {
    pub key: String,
    /// `saved`, `unchanged` or `conflict`.
    pub outcome: String,
    /// What stands now.
    pub content: String,
    pub value: String,
    pub version: i64,
    /// Who wrote what stands, where it is a conflict.
    pub stored_by: Option<String>,
    pub stored_at: Option<String>,
    /// What was offered and set aside, where it is a conflict.
    pub offered: Option<String>,
}

/// 报送情况 of a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CompletenessView {
    pub from: String,
    pub to: String,
    pub total: CompletenessCounts,
    pub by_form: Vec<CompletenessRow>,
    pub by_territory: Vec<CompletenessRow>,
    /// Who is late and has handed in nothing, the longest first.
    pub late: Vec<OwedView>,
    /// Years on the way that the calendar does not cover.
    pub calendar_lacks: Vec<i32>,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CompletenessRow {
    pub of: Named,
    pub counts: CompletenessCounts,
}

/// How many are expected, came, came in time, and are overdue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct CompletenessCounts {
    pub expected: usize,
    pub received: usize,
    pub on_time: usize,
    pub overdue: usize,
    pub approved: usize,
}
