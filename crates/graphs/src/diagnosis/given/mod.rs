//! What a diagnosis is given: chains, actors, links and structure, all by small numbers.

mod actor;
mod chain;
mod check;
mod evidence;
mod structure;

pub use actor::{Actor, Kind, Membership, Size, SizeKind, Supply};
pub use chain::{Chain, Linkage, Segment, SegmentLink, Sourced};
pub use check::{BadGiven, Part};
pub use evidence::{Basis, Evidence, Table};
pub use structure::Structure;

/// Everything that is known. Chains, segments, actors and territories are numbered by their places in these lists;
/// memberships and links name them by number, so that no row owns a word.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Given<'a> {
    /// How many territories there are.
    pub territories: u32,
    pub chains: &'a [Chain],
    pub segments: &'a [Segment],
    pub segment_links: &'a [SegmentLink],
    pub actors: &'a [Actor],
    pub memberships: &'a [Membership],
    pub supplies: &'a [Supply],
    /// What each territory has of each activity, if that is known.
    pub structure: Option<&'a Structure>,
}

/// One chain, seen from one territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which chain.
    pub chain: u32,
    /// The territory that is asked about and all that lie in it.
    pub inside: Vec<u32>,
}
