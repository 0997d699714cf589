//! 报送: what a territory owes for a period, how it is checked, and the way from a draft to a published number.
//!
//! Pure: forms, checks, routes and working days are data that a plan declares; time is an argument.

mod state;

pub use state::{Role, State, Step};
