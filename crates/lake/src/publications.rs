use chrono::{DateTime, Utc};

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

impl Lake {
    /// The publications that are visible, by number.
    pub async fn publications(&self) -> Result<Vec<Publication>, LakeError> {
        let Some(table) = self.open(PUBLICATIONS).await? else { return Ok(Vec::new()) };
        let mut publications = Vec::new();
        for batch in scan(&table).await?.collect().await? {
            let columns = Columns::new(PUBLICATIONS, &batch);
            let number = columns.long("number")?;
            let recorded = columns.timestamp("recorded_at")?;
            let (kind, tables) = (columns.text("kind")?, columns.text("tables")?);
            let (file, hash) = (columns.text("file")?, columns.text("content_hash")?);
            let rows = columns.long("rows")?;
            let plan = columns.text("plan_version")?;
            for n in 0..batch.num_rows() {
                publications.push(Publication {
                    number: number.value(n),
                    recorded_at: DateTime::from_timestamp_micros(recorded.value(n)).unwrap_or_default(),
                    kind: kind.owned(n).unwrap_or_default(),
                    file: file.owned(n),
                    content_hash: hash.owned(n),
                    rows: rows.value(n),
                    tables: tables.owned(n).unwrap_or_default(),
                    plan_version: plan.owned(n),
                });
            }
        }
        publications.sort_by_key(|p| p.number);
        Ok(publications)
    }

    /// How many commits the table of publications has: the cheapest way to ask whether anything was published.
    pub fn publications_version(&self) -> u64 {
        let log = self.root.join(PUBLICATIONS).join("_delta_log");
        let Ok(entries) = std::fs::read_dir(log) else { return 0 };
        entries
            .filter_map(Result::ok)
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".json")?.parse::<u64>().ok())
            .map(|version| version + 1)
            .max()
            .unwrap_or(0)
    }
}
