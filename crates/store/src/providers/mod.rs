//! 统一身份认证: signing in through an identity provider. Which account is whose stands with the accounts.

mod invite;
mod link;
mod take;
mod wait;

pub use invite::Invitation;
pub use take::TakenSignIn;
pub use wait::NewSignIn;
