//! 报送: what a territory owes for a period, how it is checked, and the way from a draft to a published number.
//!
//! Pure: forms, checks, routes and working days are data that a plan declares; time is an argument.

pub mod calendar;
pub mod check;
pub mod completeness;
pub mod form;
pub mod remind;
pub mod rights;
pub mod route;
pub mod sharing;
mod state;
pub mod supervision;

#[cfg(test)]
mod sample;

pub use state::{Role, State, Step};
