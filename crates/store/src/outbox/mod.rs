//! 发件箱: how what is approved reaches the lake once and whole.
//!
//! Approval writes the outbox row in its own transaction. One publisher at a time, the holder of a lease, gives the
//! committed rows the next number, and that pairing is saved before the lake hears of it; then it finishes the number
//! or burns it, and only then begins the next. Whoever comes after a crash finds the open number and goes on with it.

mod begin;
mod burn;
mod finish;
mod lease;
mod pairing;
mod reopen;

pub use begin::Begin;
pub use lease::{Lease, LeaseName};
pub use pairing::Pairing;
