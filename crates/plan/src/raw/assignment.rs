use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;

use super::Name;

/// `assignment.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct AssignmentFile {
    /// Without it no enterprise is assigned.
    pub rule: Option<AssignmentRule>,
    #[serde(default)]
    pub edition: Vec<Edition>,
    #[serde(default)]
    pub activity: Vec<Activity>,
    #[serde(default)]
    pub vocabulary: Vec<Vocabulary>,
}

/// 归入规则: how evidence is weighed. A changed rule has another version.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct AssignmentRule {
    pub id: Name,
    pub version: String,
    pub name: Text,
    /// The edition of the classification that the plan's codes are of.
    pub edition: Name,
    /// What follows a thing without making another thing of it.
    #[serde(default)]
    pub light_words: Vec<Name>,
    /// What joins the members of a list, besides punctuation.
    #[serde(default)]
    pub joints: Vec<Name>,
    pub weights: Weights,
    pub thresholds: Thresholds,
    #[serde(default)]
    pub negation: Negation,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// What each kind of evidence says, between 0 and 1.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Weights {
    pub word: f64,
    pub hint: f64,
    pub product: f64,
    pub scope: f64,
    pub name: f64,
    pub modifier: f64,
    pub unsaid: f64,
    pub code_division: f64,
    pub code_group: f64,
    pub code_class: f64,
    pub contradicted: f64,
}

/// From which score on an assignment is sure, and from which on someone should look.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Thresholds {
    pub sure: f64,
    pub review: f64,
}

/// How a text says that something is not done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Negation {
    #[serde(default)]
    pub before: Vec<Name>,
    #[serde(default)]
    pub after: Vec<Name>,
    #[serde(default)]
    pub around: Vec<(Name, Name)>,
}

/// An edition of the classification of industries, as a table of codes and names in the plan's folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Edition {
    pub id: Name,
    pub name: Text,
    pub file: Name,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// 制造、销售: what is done with a thing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Activity {
    pub id: Name,
    pub name: Text,
    pub words: Vec<Name>,
    /// What a word is worth to a segment that this activity does not belong to, between 0 and 1.
    pub elsewhere: f64,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// The words of one segment, with their ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Vocabulary {
    pub segment: Name,
    /// The activities by which an enterprise belongs there.
    pub does: Vec<Name>,
    /// Each says the segment by itself.
    #[serde(default)]
    pub words: Vec<Name>,
    /// Speak for it and do not suffice.
    #[serde(default)]
    pub hints: Vec<Name>,
    /// Hold one of its words and are another thing.
    #[serde(default)]
    pub others: Vec<Name>,
    /// S: stated in a source; G: general knowledge.
    pub basis: Name,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
}
