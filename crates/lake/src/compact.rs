use std::num::NonZeroU64;

use deltalake::kernel::transaction::CommitProperties;

use crate::{Lake, LakeError, publish};

/// Many small files make every question slow; past this many of one size they are joined.
const FILES: usize = 64;

/// Bytes up to which a file counts as small, and those up to which it counts as middling. Two steps, so that a large
/// table is not written again for every few small files that it gets.
const SIZES: [NonZeroU64; 2] = [mebibytes(1), mebibytes(64)];

const fn mebibytes(count: u64) -> NonZeroU64 {
    NonZeroU64::MIN.saturating_add((count << 20) - 1)
}

impl Lake {
    /// Joins the small files of a table when there are too many. The publisher's lock must be held.
    pub(crate) async fn compact_if_needed(&self, name: &str) -> Result<(), LakeError> {
        for size in SIZES {
            let Some(table) = self.open(name).await? else { return Ok(()) };
            let state = table.snapshot().map_err(LakeError::table(name, "counting files"))?;
            let is_small = |bytes: i64| u64::try_from(bytes).is_ok_and(|bytes| bytes < size.get());
            let files = state.log_data().iter().filter(|file| is_small(file.size())).count();
            if files <= FILES {
                continue;
            }
            tracing::info!(table = name, files, "joining small files");
            let properties = CommitProperties::default().with_cleanup_expired_logs(Some(true));
            table
                .optimize()
                .with_target_size(size)
                .with_writer_properties(publish::properties())
                .with_commit_properties(properties)
                .await
                .map_err(LakeError::table(name, "joining small files"))?;
        }
        Ok(())
    }
}
