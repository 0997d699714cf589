//! 账号与授权: who may sign in, and who holds which role for which territory.

mod account;
mod create;
mod disable;
mod find;
mod grant;
mod hand_over;
mod list;
mod set_password;
mod set_profile;
mod set_totp;

pub(crate) use account::login_key;
pub use account::{Account, Subject};
pub use create::NewAccount;
pub use grant::Grant;
pub use hand_over::HandedOver;
