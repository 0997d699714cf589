//! What the assignment must hold, on rules small enough to follow by hand; how well it does on the shipped plan is
//! measured in crates/plan/tests/it/assignment.rs.

mod codes;
mod given;
mod properties;
mod texts;
