//! 佐证材料: files that prove something, by the hash of their bytes. The bytes stand in a folder, not in SQL.

mod add;
mod folder;
mod list;
mod read;

pub use add::{EvidenceLimits, NewEvidence};
pub use list::Evidence;

pub(crate) use folder::{EvidenceFolder, sha256_of};
