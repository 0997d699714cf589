//! One list a file: who is a subject of it, and what each of its criteria is.

mod candidates;
mod clusters;
mod gaps;
mod leaders;
mod new_chains;
mod risks;
mod sizes;
mod upgrade;

pub(super) use candidates::candidates;
pub(super) use clusters::clusters;
pub(super) use gaps::{missing, next};
pub(super) use leaders::{is_leader, leaders};
pub(super) use new_chains::new_chains;
pub(super) use risks::risks;
pub(super) use upgrade::upgrade;
