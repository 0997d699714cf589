//! 审计: who did what, when, on whose authority, from what to what. It only grows.
//!
//! A unit of work appends its row; a sequencer chains committed rows, each with a hash over the row and the hash
//! before, so that a row that is changed, removed, swapped or slipped in breaks the chain. Signed heads that are kept
//! elsewhere betray a chain that was written anew as a whole.

mod chain;
mod hash;
mod head;
mod list;
mod row;
mod verify;

pub use head::{Head, InvalidKey, SigningKey};
pub use list::AuditFilter;
pub use row::AuditRow;
pub use verify::{Fault, FaultKind, Verification};

pub(crate) use hash::hex;
pub(crate) use verify::verify_unit;
