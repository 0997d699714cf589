//! 权限: who may do what, and where. [`TABLE`] is the only place that decides; everything else asks [`may`].

mod action;
mod decide;
mod land;
mod separation;
mod table;

pub use action::Action;
pub use decide::{About, Asker, Authority, Held, Refused, Why, may};
pub use land::Land;
pub use separation::{cannot_stand_beside, needs_second_factor};
pub use table::{Rule, Scope, TABLE, Who, rule};
