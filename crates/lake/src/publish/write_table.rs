use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use deltalake::DeltaTable;
use deltalake::kernel::Transaction;
use deltalake::kernel::transaction::{CommitBuilder, CommitProperties};
use deltalake::protocol::{DeltaOperation, SaveMode};
use deltalake::writer::{DeltaWriter, RecordBatchWriter};

use crate::durable::sync;
use crate::table::APP_ID;
use crate::{LakeError, log};

/// A table that rows are being added to. Files are written as rows come; the commit names them.
pub(super) struct WriteTable {
    name: String,
    table: DeltaTable,
    writer: RecordBatchWriter,
}

impl WriteTable {
    pub fn new(name: &str, table: DeltaTable) -> Result<Self, LakeError> {
        let writer = RecordBatchWriter::for_table(&table)
            .map_err(LakeError::table(name, "opening for writing"))?
            .with_writer_properties(properties());
        Ok(Self { name: name.to_owned(), table, writer })
    }

    pub fn schema(&self) -> SchemaRef {
        self.writer.arrow_schema()
    }

    pub async fn write(&mut self, batch: RecordBatch) -> Result<(), LakeError> {
        self.writer.write(batch).await.map_err(LakeError::table(&self.name, "writing"))
    }

    /// Makes the rows part of the table, as taken in with a publication, and waits until the disk has them.
    pub async fn commit(&mut self, root: &Path, publication: i64) -> Result<(), LakeError> {
        let name = self.name.as_str();
        let added = self.writer.flush().await.map_err(LakeError::table(name, "writing"))?;
        let folder = root.join(name);
        sync(root, added.iter().map(|file| folder.join(&file.path)).collect()).await?;
        let state = self.table.snapshot().map_err(LakeError::table(name, "reading"))?;
        let properties = CommitProperties::default()
            .with_application_transaction(Transaction::new(APP_ID, publication))
            // Looking for old logs lists them all; joining files is often enough for that.
            .with_cleanup_expired_logs(Some(false));
        let operation = DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None };
        let committed = CommitBuilder::from(properties)
            .with_actions(added.into_iter().map(Into::into).collect())
            .build(Some(state), self.table.log_store(), operation)
            .await
            .map_err(LakeError::table(name, "committing"))?;
        sync(root, vec![log::file(&folder, committed.version)]).await
    }
}

/// Rows of one group: whoever reads a file beside others takes whole groups.
const GROUP: usize = 1 << 17;

/// Ids and values repeat seldom: a dictionary of them would be built in vain.
pub(crate) fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_max_row_group_row_count(Some(GROUP))
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_column_dictionary_enabled("id".into(), false)
        .set_column_dictionary_enabled("value".into(), false)
        .build()
}
