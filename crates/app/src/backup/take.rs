use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::files;
use super::manifest::{BackupManifest, FILE, FORMAT, FileManifest};
use crate::workspace::files_below;
use crate::{App, AppError, Settings};

/// Writes a backup and remembers what is in it.
struct Backup<'a> {
    root: &'a Path,
    to: &'a Path,
    files: BTreeMap<String, FileManifest>,
}

impl App {
    /// Writes a backup into an empty or new folder while others read, report and publish. The manifest comes last.
    ///
    /// # Errors
    /// If the folder is not empty, or lake, store or disk cannot do it: the folder then has no manifest and is no
    /// backup.
    pub async fn back_up(&self, to: &Path) -> Result<BackupManifest, AppError> {
        if std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(AppError::NotEmpty(to.to_owned()));
        }
        let people = self.people()?;
        let made_at = self.clock().now();
        let mut backup = Backup { root: self.workspace().root(), to, files: BTreeMap::new() };
        backup.folder("plan")?;
        backup.copy(Path::new("audit.key"))?;
        // Templates that were handed out before are known after a restore too.
        backup.copy(Path::new("workbook.key"))?;
        backup.settings(self.settings())?;
        let publications = backup.lake(self).await?;
        people.chain_audit().await?;
        let head = people.store().sign_audit_head(people.key(), made_at).await?;
        let store = people.store().back_up(&to.join("store"), made_at).await?;
        backup.measure("store")?;
        let manifest = BackupManifest {
            format: FORMAT,
            made_at,
            publications,
            store_rows: store.tables.values().map(|table| table.rows).sum(),
            audit_rows: store.audit_rows,
            audit_head: head.and_then(|head| serde_json::to_value(head).ok()),
            audit_public_key: people.key().public_key(),
            files: backup.files,
        };
        write(&to.join(FILE), &manifest)?;
        Ok(manifest)
    }
}

impl Backup<'_> {
    fn copy(&mut self, path: &Path) -> Result<(), AppError> {
        let copied = files::copy(&self.root.join(path), &self.to.join(path))?;
        self.files.insert(files::name(path), copied);
        Ok(())
    }

    fn folder(&mut self, name: &str) -> Result<(), AppError> {
        let below = files_below(&self.root.join(name))?;
        below.iter().try_for_each(|path| self.copy(&Path::new(name).join(path)))
    }

    /// What the operator decided; where his database is belongs to the machine, and its address may hold a password.
    fn settings(&mut self, settings: &Settings) -> Result<(), AppError> {
        let path = self.to.join("settings.toml");
        Settings { database_url: None, ..settings.clone() }.write(&path)?;
        self.files.insert("settings.toml".to_owned(), files::measure(&path)?);
        Ok(())
    }

    /// The lake at one moment, and how many publications it lists. Nobody publishes while its logs are copied; its data
    /// files are never changed once they are written, and never taken away.
    async fn lake(&mut self, app: &App) -> Result<usize, AppError> {
        let folder = self.root.join("lake");
        let nobody_publishes = app.lake().publisher().await?;
        let (data, logs): (Vec<PathBuf>, Vec<PathBuf>) =
            files_below(&folder)?.into_iter().partition(|path| is_data(path));
        logs.iter().try_for_each(|path| self.copy(&Path::new("lake").join(path)))?;
        let publications = app.lake().publications().await?.len();
        drop(nobody_publishes);
        data.iter().try_for_each(|path| self.copy(&Path::new("lake").join(path)))?;
        Ok(publications)
    }

    /// What stands in the backup already.
    fn measure(&mut self, name: &str) -> Result<(), AppError> {
        for path in files_below(&self.to.join(name))? {
            let path = Path::new(name).join(path);
            self.files.insert(files::name(&path), files::measure(&self.to.join(&path))?);
        }
        Ok(())
    }
}

/// Whether it holds rows, and is no part of a log.
fn is_data(path: &Path) -> bool {
    let is_log = path.components().any(|part| part.as_os_str() == "_delta_log");
    !is_log && path.extension().is_some_and(|extension| extension == "parquet")
}

fn write(path: &Path, manifest: &BackupManifest) -> Result<(), AppError> {
    let text =
        serde_json::to_string_pretty(manifest).map_err(|_| AppError::Broken("a manifest is no JSON"))?;
    let mut file = File::create_new(path).map_err(AppError::file(path))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(AppError::file(path))
}
