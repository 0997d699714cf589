use deltalake::kernel::transaction::CommitProperties;

use crate::{Lake, LakeError};

/// Many small files make every question slow; past this many they are joined.
const FILES: usize = 64;

impl Lake {
    /// Joins the small files of a table when there are too many. The publisher's lock must be held.
    pub(crate) async fn compact_if_needed(&self, name: &str) -> Result<(), LakeError> {
        let Some(table) = self.open(name).await? else { return Ok(()) };
        let files = table.get_file_uris().map_err(LakeError::table(name, "counting files"))?.count();
        if files <= FILES {
            return Ok(());
        }
        tracing::info!(table = name, files, "joining small files");
        table
            .optimize()
            .with_commit_properties(CommitProperties::default())
            .await
            .map_err(LakeError::table(name, "joining small files"))?;
        Ok(())
    }
}
