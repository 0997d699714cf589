//! Chains, their segments, and what one segment supplies to another.

use super::Evidence;
use crate::risk::Class;

/// A chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Chain {
    pub id: String,
}

/// A value with the row that states it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Sourced<T> {
    pub value: T,
    pub evidence: Evidence,
}

/// How much a segment's sector draws on others and is drawn upon, each over its mean (see [`crate::linkages`]).
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Linkage {
    pub backward: f64,
    pub forward: f64,
}

/// A segment of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its name, by which equals are put in order.
    pub id: String,
    /// The chain that it belongs to.
    pub chain: u32,
    /// Its place from upstream to downstream; read where a chain has no links between its segments.
    pub stage: Option<u32>,
    /// The activity in [`super::Structure`] that it is.
    pub activity: Option<u32>,
    /// Of its sector in an input-output table.
    pub linkage: Option<Sourced<Linkage>>,
    /// Imports over use, a share between 0 and 1.
    pub import_dependence: Option<Sourced<f64>>,
}

/// One segment supplies another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SegmentLink {
    /// Upstream.
    pub from: u32,
    /// Downstream.
    pub to: u32,
    /// In any unit that is the same for all links of a chain. Where one is unknown, each link of the chain counts one.
    pub weight: Option<f64>,
    /// What the loss of the one does to the other.
    pub class: Class,
    /// The row that says so.
    pub evidence: Evidence,
}
