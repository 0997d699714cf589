//! 人员: who is signed in, what he may do, and the accounts. Whoever acts in the product is a [`Caller`].

mod caller;
mod desk;
mod random;
mod seed;

pub use caller::{Caller, Duty, Where};
pub use desk::People;
