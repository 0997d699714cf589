//! Who stands between others, whose loss cuts a network, and which groups there are.
//!
//! Graphs are square patterns: an arc for each entry. An undirected graph holds every link both ways and no loops, as
//! [`crate::Csr::undirected`] makes it.

mod backbone;
mod betweenness;
mod components;
mod cuts;
mod cycles;
mod k_core;
mod leiden;
mod modularity;
mod page_rank;

pub use backbone::backbone;
pub use betweenness::{Links, Scaling, betweenness};
pub use components::components;
pub use cuts::{Cuts, cuts};
pub use cycles::cycles;
pub use k_core::core_numbers;
pub use leiden::{Communities, Leiden, communities};
pub use modularity::modularity;
pub use page_rank::{Damping, PageRank, page_rank};
