//! 产业创新图谱: the plan's chains with who stands in their segments and what supplies what, as the lake has it.
//!
//! The plan names chains and segments; registers name actors (`chain-actors`), links (`chain-links`) and products
//! (`chain-products`). A plan without these registers has chains without anybody.

mod actor;
mod decide;
mod diagnose;
mod gather;
mod given;
mod list;
mod load;
mod map;
mod place;
mod stop;
mod table;
mod words;

pub use decide::{NewDecision, Verdict};
pub(super) use diagnose::bad_weights;
pub(super) use given::Numbered;
pub(super) use load::{ACTORS, LINKS};
pub(crate) use load::{Actor, Member, Supply};
pub(crate) use place::Nearness;
pub(super) use words::{Words, row_number};
