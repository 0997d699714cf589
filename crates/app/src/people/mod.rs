//! 人员: who is signed in, what he may do, and the accounts. Whoever acts in the product is a [`Caller`].

mod accounts;
mod audit;
mod begin;
mod caller;
mod change_password;
mod demo;
mod desk;
mod openid;
mod password;
mod random;
mod second_factor;
mod seed;
mod sign_in;
mod throttle;
mod totp;
mod who;

pub use audit::AuditQuestion;
pub use begin::FirstAccount;
pub use caller::{Caller, Duty, Where};
pub use desk::People;
pub use openid::{Departure, Returned, Vouched};
pub(crate) use random::new_id;
pub use sign_in::{Credentials, Entry};
