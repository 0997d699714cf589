//! Backup and restore, online, in a format that belongs to neither database.
//!
//! A folder with one file a table, a JSON array a line in the order of the columns, the evidence files under their
//! hashes, and last `manifest.json` with counts and hashes. A restore works all of them out again.

mod export;
mod manifest;
mod restore;
mod tables;

pub use manifest::{Manifest, TableManifest};
