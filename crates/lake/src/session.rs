use std::ops::RangeInclusive;

use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::logical_expr::col;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext, lit};
use deltalake::DeltaTable;

use crate::schema::PUBLICATIONS;
use crate::{Lake, LakeError};

/// A context with bounded memory that opens no files by name.
pub(crate) fn context(memory_bytes: usize) -> Result<SessionContext, LakeError> {
    let runtime = RuntimeEnvBuilder::new().with_memory_limit(memory_bytes, 1.0).build_arc()?;
    let config = SessionConfig::new().with_information_schema(true).with_target_partitions(2);
    Ok(SessionContext::new_with_config_rt(config, runtime))
}

/// Every publication.
pub(crate) const ALL: RangeInclusive<i64> = 0..=i64::MAX;

/// All rows of one table, as they stand at the snapshot that was opened.
pub(crate) async fn scan(table: &DeltaTable) -> Result<DataFrame, LakeError> {
    const MEMORY_BYTES: usize = 1 << 30;
    let context = context(MEMORY_BYTES)?;
    frame(&context, table).await
}

async fn frame(context: &SessionContext, table: &DeltaTable) -> Result<DataFrame, LakeError> {
    table.update_datafusion_session(&context.state()).map_err(LakeError::table("", "opening"))?;
    let provider = table.table_provider().await?;
    Ok(context.read_table(provider)?)
}

impl Lake {
    /// The rows of a table whose publication is listed and among those asked for; `None` if there is no such table.
    pub(crate) async fn visible(
        &self,
        name: &str,
        published: RangeInclusive<i64>,
    ) -> Result<Option<DataFrame>, LakeError> {
        let Some(listed) = self.listed().await? else { return Ok(None) };
        let Some(table) = self.open(name).await? else { return Ok(None) };
        let rows = scan(&table).await?;
        Ok(Some(listed.keep(rows, published)?))
    }

    /// A context in which the wanted tables stand under their names with their visible rows.
    pub(crate) async fn catalogue(
        &self,
        memory_bytes: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<SessionContext, LakeError> {
        let context = context(memory_bytes)?;
        let listed = self.listed().await?;
        for name in self.table_names()?.into_iter().filter(|name| wanted(name)) {
            let Some(table) = self.open(&name).await? else { continue };
            let rows = frame(&context, &table).await?;
            let rows = match &listed {
                Some(listed) if name != PUBLICATIONS => listed.keep(rows, ALL)?,
                _ => rows,
            };
            context.register_table(name.as_str(), rows.into_view())?;
        }
        Ok(context)
    }

    async fn listed(&self) -> Result<Option<Listed>, LakeError> {
        let publications = self.publications().await?;
        let Some(last) = publications.last().map(|p| p.number) else { return Ok(None) };
        let mut burnt = Vec::new();
        let mut next = 1;
        for publication in publications.iter() {
            burnt.extend(next..publication.number);
            next = publication.number + 1;
        }
        Ok(Some(Listed { last, burnt }))
    }
}

/// Which publications are visible: all up to the last but those whose number was burnt.
struct Listed {
    last: i64,
    burnt: Vec<i64>,
}

impl Listed {
    fn keep(&self, rows: DataFrame, published: RangeInclusive<i64>) -> Result<DataFrame, LakeError> {
        let publication = || col("publication");
        let (first, last) = (*published.start(), self.last.min(*published.end()));
        let mut rows = rows.filter(publication().lt_eq(lit(last)))?;
        if first > 1 {
            rows = rows.filter(publication().gt_eq(lit(first)))?;
        }
        if !self.burnt.is_empty() {
            let burnt = self.burnt.iter().map(|n| lit(*n)).collect();
            rows = rows.filter(publication().in_list(burnt, true))?;
        }
        Ok(rows)
    }
}

/// Names that a register's current view goes by.
pub(crate) fn current_view(table: &str) -> String {
    format!("{table}_current")
}
