use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;
use datafusion::prelude::{col, lit};

use crate::columns::Columns;
use crate::schema::PUBLICATIONS;
use crate::session::scan;
use crate::{Lake, LakeError};

/// 发布: a numbered, atomic addition to the lake.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Publication {
    pub number: i64,
    pub recorded_at: DateTime<Utc>,
    /// `import`, `approval` or `plan`.
    pub kind: String,
    pub file: Option<String>,
    /// SHA-256 of what was imported, in hexadecimal.
    pub content_hash: Option<String>,
    pub rows: i64,
    /// Names of the tables that it wrote to.
    pub tables: String,
    pub plan_version: Option<String>,
}

/// The publications that were read so far, and the version of their table up to which they were read.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    version: u64,
    publications: Arc<Vec<Publication>>,
}

impl Lake {
    /// The publications that are visible, by number.
    pub async fn publications(&self) -> Result<Arc<Vec<Publication>>, LakeError> {
        let mut listing = self.listing.lock().await;
        let version = self.publications_version();
        if version == 0 {
            *listing = Listing::default();
        } else if version != listing.version {
            let last = listing.publications.last().map_or(0, |p| p.number);
            let arrived = self.publications_after(last).await?;
            Arc::make_mut(&mut listing.publications).extend(arrived);
            // What is committed while this is read is read again next time, and is then known by its number.
            listing.version = version;
        }
        Ok(Arc::clone(&listing.publications))
    }

    async fn publications_after(&self, last: i64) -> Result<Vec<Publication>, LakeError> {
        let Some(table) = self.open(PUBLICATIONS).await? else { return Ok(Vec::new()) };
        let mut publications = Vec::new();
        for batch in scan(&table).await?.filter(col("number").gt(lit(last)))?.collect().await? {
            decode(&batch, &mut publications)?;
        }
        publications.sort_by_key(|p| p.number);
        Ok(publications)
    }

    /// Grows whenever a publication becomes visible; 0 while there is none. Reads no file.
    pub fn publications_version(&self) -> u64 {
        self.versions.count(&self.root.join(PUBLICATIONS))
    }
}

fn decode(batch: &RecordBatch, publications: &mut Vec<Publication>) -> Result<(), LakeError> {
    let columns = Columns::new(PUBLICATIONS, batch);
    let number = columns.long("number")?;
    let recorded = columns.timestamp("recorded_at")?;
    let (kind, tables) = (columns.text("kind")?, columns.text("tables")?);
    let (file, hash) = (columns.text("file")?, columns.text("content_hash")?);
    let rows = columns.long("rows")?;
    let plan = columns.text("plan_version")?;
    publications.extend((0..batch.num_rows()).map(|n| Publication {
        number: number.value(n),
        recorded_at: DateTime::from_timestamp_micros(recorded.value(n)).unwrap_or_default(),
        kind: kind.owned(n).unwrap_or_default(),
        file: file.owned(n),
        content_hash: hash.owned(n),
        rows: rows.value(n),
        tables: tables.owned(n).unwrap_or_default(),
        plan_version: plan.owned(n),
    }));
    Ok(())
}
