//! What people do, kept in SQLite or PostgreSQL: accounts, submissions, decisions, the outbox and the audit log.
//!
//! The only crate that names SQL databases. One verb a file, and each verb that changes something is one unit of
//! work: one SQL transaction that also appends to the audit log. Time, ids and random bytes are arguments.
//!
//! Who may do what is not decided here. What is decided here is what must hold whoever asks: nobody's input is lost,
//! a step is taken once, a publication is written once, nobody grants himself a role, the log only grows.

pub mod accounts;
pub mod audit;
pub mod backup;
mod database;
mod error;
pub mod evidence;
pub mod limits;
pub mod notices;
pub mod outbox;
pub mod providers;
pub mod recommendations;
mod refusal;
pub mod sessions;
pub mod submissions;
pub mod supervision;
pub mod tasks;

use chrono::{DateTime, Utc};

pub use database::{Location, Page, Settings, Store};
pub use error::{BackupError, StoreError};

/// Who does something, on whose authority, and when. Every unit of work that changes something takes one.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// The account's id, or the name of a job of the product itself, such as `publisher`.
    pub by: &'a str,
    /// What entitles to it: a role and its territory such as `approver:lanzhou`, or a rule of the plan.
    pub authority: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}
