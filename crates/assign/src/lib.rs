//! Assigns enterprises to the segments of industry chains: from codes, products, business scope and name to ranked
//! segments, each with a score, the words and codes that decided and their places, and whether that is sure.
//!
//! Pure: no file, clock, network or environment. It knows no plan and no word of its own: vocabulary, activities,
//! negations, weights and thresholds are [`Rules`], which the plan states with a ground. The method and its figures
//! are in docs/decisions/0015 and docs/ASSIGNMENT.md.
//!
//! | step | file |
//! |---|---|
//! | one character for one: width and case | `text/normal.rs` |
//! | sentences, brackets, items, what is said not to be done | `text/items.rs` |
//! | words at the borders of words, what is done with each | `text/find.rs` |
//! | codes of any edition | `code.rs`, `classification.rs` |
//! | evidence to a score | `weigh.rs` |

mod assign;
mod classification;
mod code;
mod enterprise;
mod outcome;
mod rules;
mod text;
mod weigh;

pub use assign::Assigner;
pub use classification::Classification;
pub use enterprise::{CodeGiven, Enterprise};
pub use outcome::{Assignment, Candidate, CodeReach, Evidence, Field, Ground, Relation, Standing};
pub use rules::{
    Activity, ActivityIndex, CodeWeights, FieldWeights, LONGEST_WORD, Negation, Rules, Segment, SegmentIndex,
    Thresholds, Weights,
};
