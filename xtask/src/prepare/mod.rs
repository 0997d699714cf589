//! Installing what is missing, or naming the command that installs it.

mod browser;
mod debian;
mod tools;
mod web;

pub use browser::browser;
pub use debian::debian;
pub use tools::{cargo_deny, lints};
pub use web::{build, packages};
