//! The diagnosis of a chain in a territory: who leads it, what is missing, what could come next, be upgraded or be
//! built, what is at risk, which clusters there are; each a ranked list with the numbers behind it.
//!
//! Formulas, sources and the rules for what is not known and for equals are in docs/CHAINS.md.
//!
//! | step | file |
//! |---|---|
//! | what is given, and what a number rests on | `given/` |
//! | what of it concerns the chain | `scope.rs` |
//! | which segments are here, and which lie between them | `presence.rs` |
//! | centrality, and what stops with whom | `network.rs` |
//! | density, complexity, fitness | `relatedness.rs` |
//! | subjects and criteria of each list | `lists/` |
//! | raw values to values between 0 and 1 | `measured.rs` |
//! | weights to scores and ranks | `weights.rs`, `rank.rs` |
//! | parks against each other | `labour/` |
//! | activities by what they have in common | `space.rs` |
//! | what flows out | `flows.rs` |

mod conventions;
mod criterion;
mod diagnose;
mod flows;
mod given;
mod labour;
mod lists;
mod measured;
mod network;
mod presence;
mod rank;
mod relatedness;
mod scope;
mod space;
mod weights;

pub use conventions::Conventions;
pub use criterion::{Criterion, List, Scale, Unit};
pub use diagnose::{Coverage, Diagnosis, Ranked, diagnose};
pub use flows::{Exchange, Flow, FlowKind, Outward, SpillOver, Total, spill_over};
pub use given::{
    Actor, BadGiven, Basis, Chain, Evidence, Given, Kind, Linkage, Membership, Part as GivenPart, Question,
    Segment, SegmentLink, Size, SizeKind, Sourced, Structure, Supply, Table,
};
pub use labour::{Complementarity, Division, Function, Pair, Park, Specialised, Supplies, divide};
pub use measured::{Cell, Measured, Measurement, Subject, Unknown, normalise};
pub use rank::{Entry, Part, Ranking, Show, TIE, rank};
pub use space::{Space, SpaceActivity, Standing as SpaceStanding, space};
pub use weights::{BadWeights, Weights};
