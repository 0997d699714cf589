use std::sync::Arc;

use serde::Serialize;

use crate::{ActivityIndex, SegmentIndex};

/// Where an enterprise belongs, and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    #[allow(missing_docs)]
    pub standing: Standing,
    /// Segments from the review threshold on, best first; equal ones in the order of the plan.
    pub candidates: Vec<Candidate>,
}

/// What becomes of an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// At least one segment is sure.
    Sure,
    /// Someone should look.
    Review,
    /// Nothing speaks for any segment.
    Nowhere,
}

/// A segment that an enterprise may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    #[allow(missing_docs)]
    pub segment: SegmentIndex,
    /// Between 0 and 1.
    pub score: f64,
    /// From the threshold of sureness on.
    pub sure: bool,
    /// Codes were given and none is one of the segment's.
    pub contradicted: bool,
    /// What decided, strongest first. Evidence of strength 0 is what the text denies.
    pub evidence: Vec<Evidence>,
}

/// One thing that speaks for a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    #[allow(missing_docs)]
    pub ground: Ground,
    /// What it adds by itself, between 0 and 1.
    pub strength: f64,
}

/// What the evidence is.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// A word of the segment at a place of a text.
    Word {
        /// As the rules have it.
        word: Arc<str>,
        #[allow(missing_docs)]
        field: Field,
        /// The first character, counted from 0.
        start: usize,
        /// How many characters.
        length: usize,
        #[allow(missing_docs)]
        relation: Relation,
        /// What the text says is done with it.
        activity: Option<ActivityIndex>,
        /// It says the segment by itself.
        suffices: bool,
    },
    /// A code of the enterprise under a code of the segment.
    Code {
        /// In the edition of the rules.
        code: String,
        /// As given, where that is another.
        given: Option<String>,
        /// The segment's code.
        under: String,
        #[allow(missing_docs)]
        reach: CodeReach,
        /// How many segments share that code.
        shared_by: usize,
    },
}

/// A field of an enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Field {
    /// With its position.
    Product(usize),
    Scope,
    Name,
}

/// How a word stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The thing itself.
    Thing,
    /// It describes another thing: a machine for it, a wrapping of it.
    Modifier,
    /// The text says that it is not done.
    Denied,
}

/// How fine the code of a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum CodeReach {
    Division,
    Group,
    Class,
}
