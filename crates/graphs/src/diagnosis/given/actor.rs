//! Who makes, studies or hosts, what they belong to and what they supply.

use serde::{Deserialize, Serialize};

use super::Evidence;

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    /// It makes something: only enterprises fill a segment, lead it or are brought in.
    Enterprise,
    Institution,
    Platform,
}

/// What a size counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum SizeKind {
    /// Money a year, in one unit for all.
    Revenue,
    /// Money a year, in one unit for all.
    Output,
    /// Persons.
    Employment,
}

/// How large an actor is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Size {
    pub kind: SizeKind,
    pub value: f64,
}

/// An enterprise, institution or platform.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Its name, by which equals are put in order.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Where it is; `None` if that is not known, and then it is inside no territory and outside none.
    pub territory: Option<u32>,
    /// How large it is.
    pub size: Option<Size>,
    /// How many patents it holds.
    pub patents: Option<f64>,
    /// Profit over revenue; may be negative.
    pub margin: Option<f64>,
    /// The row that tells of it.
    pub evidence: Evidence,
}

/// An actor belongs to a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Membership {
    /// Who.
    pub actor: u32,
    /// Where it belongs.
    pub segment: u32,
    /// How sure that is, between 0 and 1; 1 for what a source states.
    pub score: f64,
    /// The row that says so.
    pub evidence: Evidence,
}

/// One actor supplies another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Supply {
    /// Who supplies.
    pub supplier: u32,
    /// Who is supplied.
    pub customer: u32,
    /// How much, if that is known.
    pub weight: Option<f64>,
    /// A number for the weight's unit: weights are used only where all have one unit.
    pub unit: u16,
    /// The row that says so.
    pub evidence: Evidence,
}
