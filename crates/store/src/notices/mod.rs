//! 提醒与通知: what someone should know, in the page and by mail.

mod address;
mod list;
mod mail;
mod mark_read;
mod notify;
mod told;

pub use list::Notice;
pub use mail::MailWaiting;
pub use notify::NewNotice;
