//! What lies behind a figure: who makes a change or a gap.

mod attribution;

pub use attribution::{Against, Attribution, Contribution, attribute};
