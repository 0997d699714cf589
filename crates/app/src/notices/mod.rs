//! 提醒: what someone should know: in the page, and by mail where he is written to. A cause tells an account once.

mod address;
mod addressees;
mod list;
mod mail;
mod put_off;
mod remind;
mod submissions;
mod tell;
mod urge;

pub(crate) use addressees::Addressees;
pub use mail::{MailSettings, Security};
pub(crate) use put_off::PutOff;
pub(crate) use tell::Told;
