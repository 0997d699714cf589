use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;
use toml::value::Datetime;

use super::Name;

/// `document.toml`: what the plan says in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DocumentFile {
    #[serde(default)]
    pub chapter: Vec<Chapter>,
    #[serde(default)]
    pub goal: Vec<Goal>,
    #[serde(default)]
    pub dimension: Vec<Dimension>,
    #[serde(default)]
    pub positioning: Vec<Positioning>,
    #[serde(default)]
    pub action: Vec<Action>,
    #[serde(default)]
    pub task: Vec<Task>,
    #[serde(default)]
    pub clause: Vec<Clause>,
    #[serde(default)]
    pub procedure: Vec<Procedure>,
    #[serde(default)]
    pub fund: Vec<Fund>,
    #[serde(default)]
    pub road_plan: Vec<RoadPlan>,
}

/// A chapter of the document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Chapter {
    pub id: Name,
    pub number: u32,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// One of the goals that group the targets (率先).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Goal {
    pub id: Name,
    pub order: u32,
    pub title: Text,
    pub text: Option<Text>,
    pub has_number: bool,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A dimension of the indicator frame.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Dimension {
    pub id: Name,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// What a zone is to be (建设定位) or to try out (改革试验任务).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Positioning {
    pub id: Name,
    pub of: Name,
    pub kind: Name,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// One of the plan's actions (行动).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Action {
    pub id: Name,
    pub order: u32,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A task of an action.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Task {
    pub id: Name,
    pub action: Option<Name>,
    pub title: Text,
    pub lead: Option<Text>,
    /// Not-found where nobody has said who leads it.
    pub lead_certainty: Option<Certainty>,
    /// Whose people say where it stands; the plan's own territory where it is not given.
    pub territory: Option<Name>,
    #[serde(default)]
    pub indicators: Vec<Name>,
    /// What has to be done by when.
    #[serde(default)]
    pub node: Vec<Node>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A node of a task (季度节点).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Node {
    pub id: Name,
    pub title: Text,
    /// The last day.
    pub due: Datetime,
    pub source: Option<Name>,
    pub note: Option<Text>,
}

/// 条款: a place in the plan's text, in our own words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Clause {
    pub id: Name,
    pub paragraph: u32,
    pub text: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A way to choose and steer projects (组织方式).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Procedure {
    pub id: Name,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A fund that the plan names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Fund {
    pub id: Name,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A corridor or network that the plan names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RoadPlan {
    pub id: Name,
    pub title: Text,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}
