//! 会话: who is signed in, and how often someone tried.

mod attempts;
mod end;
mod find;
mod open;
mod touch;

pub use attempts::Failures;
pub use find::Session;
pub use open::NewSession;
