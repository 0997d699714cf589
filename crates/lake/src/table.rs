use std::collections::HashMap;
use std::path::Path;

use deltalake::kernel::StructField;
use deltalake::table::config::TableProperty;
use deltalake::{DeltaTable, DeltaTableBuilder, DeltaTableError};
use tokio::sync::Mutex;
use url::Url;

use crate::{Lake, LakeError, log};

/// The name under which the lake's publications count in each table's log.
pub(crate) const APP_ID: &str = "lanbai-publication";

/// How long a table's log is kept beyond what its newest checkpoint says: long enough for whoever is just reading it.
/// The past is asked of rows, never of Delta's time travel, and a commit lists what is kept.
const LOG_KEPT: &str = "interval 1 minute";

/// Tables that were opened before, by name.
#[derive(Debug, Default)]
pub(crate) struct OpenTables(Mutex<HashMap<String, DeltaTable>>);

fn url(path: &Path) -> Result<Url, LakeError> {
    let absolute =
        std::path::absolute(path).map_err(|source| LakeError::Folder { path: path.to_owned(), source })?;
    Url::from_directory_path(&absolute).map_err(|()| LakeError::Folder {
        path: absolute,
        source: std::io::Error::from(std::io::ErrorKind::InvalidFilename),
    })
}

impl Lake {
    /// The table as it stands, or `None` if nothing was ever written to it.
    pub(crate) async fn open(&self, name: &str) -> Result<Option<DeltaTable>, LakeError> {
        let path = self.root.join(name);
        let mut tables = self.tables.0.lock().await;
        if !log::exists(&path) {
            tables.remove(name);
            return Ok(None);
        }
        if let Some(table) = tables.get_mut(name) {
            let is_newest = table.version().is_some_and(|version| log::is_newest(&path, version));
            match if is_newest { Ok(()) } else { table.update_state().await } {
                Ok(()) => return Ok(Some(table.clone())),
                // What lies between may have been tidied away; the whole table may still be read.
                Err(error) => tracing::info!(table = name, error = error.to_string(), "opening again"),
            }
        }
        let builder = DeltaTableBuilder::from_url(url(&path)?).map_err(LakeError::table(name, "opening"))?;
        match builder.load().await {
            Ok(table) => {
                tables.insert(name.to_owned(), table.clone());
                Ok(Some(table))
            }
            Err(DeltaTableError::NotATable(_)) => Ok(None),
            Err(source) => Err(LakeError::table(name, "opening")(source)),
        }
    }

    /// The table, made with these columns if it is not there.
    pub(crate) async fn open_or_create(
        &self,
        name: &str,
        columns: Vec<StructField>,
    ) -> Result<DeltaTable, LakeError> {
        if let Some(table) = self.open(name).await? {
            return with_columns(table, name, columns).await;
        }
        let path = self.root.join(name);
        std::fs::create_dir_all(&path).map_err(|source| LakeError::Folder { path: path.clone(), source })?;
        let builder = DeltaTableBuilder::from_url(url(&path)?).map_err(LakeError::table(name, "making"))?;
        let table = builder.build().map_err(LakeError::table(name, "making"))?;
        table
            .create()
            .with_table_name(name)
            .with_columns(columns)
            .with_configuration_property(TableProperty::LogRetentionDuration, Some(LOG_KEPT))
            .await
            .map_err(LakeError::table(name, "making"))
    }

    /// The names of all tables that exist.
    pub fn table_names(&self) -> Result<Vec<String>, LakeError> {
        let Ok(entries) = std::fs::read_dir(&self.root) else { return Ok(Vec::new()) };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| log::exists(&entry.path()))
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }
}

/// The table with the columns that it lacks: a register whose fields the plan extended.
async fn with_columns(
    table: DeltaTable,
    name: &str,
    wanted: Vec<StructField>,
) -> Result<DeltaTable, LakeError> {
    let state = table.snapshot().map_err(LakeError::table(name, "reading"))?;
    let schema = state.schema();
    let lacking: Vec<StructField> =
        wanted.into_iter().filter(|column| schema.field(column.name()).is_none()).collect();
    if lacking.is_empty() {
        return Ok(table);
    }
    table.add_columns().with_fields(lacking).await.map_err(LakeError::table(name, "adding columns"))
}

/// The last publication that a table took in.
pub(crate) async fn last_publication(table: &DeltaTable, name: &str) -> Result<i64, LakeError> {
    let failed = || LakeError::table(name, "asking for its last publication");
    let state = table.snapshot().map_err(failed())?;
    let version = state.transaction_version(table.log_store().as_ref(), APP_ID).await.map_err(failed())?;
    Ok(version.unwrap_or(0))
}
