//! Territories as a directed acyclic graph with dated memberships of a kind.
//!
//! A park may belong to two zones, so this is no tree. A question names the kind of membership that it follows; a
//! [`View`] is the graph of one kind on one day with the leaves of every territory worked out.

mod graph;
mod view;

pub use graph::{Graph, Membership, MembershipKind, TerritoryIndex};
pub use view::View;
