//! Backup and restore of a whole workspace, while it is in use: plan, lake, store and the key of the audit log.
//!
//! The lake is copied before the store, so that the store knows of everything that the copy of the lake lists. What the
//! store has published and the copied lake does not list yet is published again after a restore (docs/decisions/0018).

mod files;
mod manifest;
mod restore;
mod take;

pub use manifest::BackupManifest;
pub use restore::restore;

use lanbai_kernel::{Finding, Place};

use crate::AppError;

fn refused(code: &'static str, seen: impl ToString) -> AppError {
    AppError::Refused(Box::new(Finding::error(code, Place::default()).with("seen", seen.to_string())))
}
