use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use lanbai_store::outbox::LeaseName;
use lanbai_store::{Act, Store, StoreError};

use super::manifest::BackupManifest;
use super::{files, refused};
use crate::{AppError, Settings, Workspace};

/// Makes a workspace of a backup in an empty or new folder, and proves it: every file against its hash, every table of
/// the store against its counts and hashes, the audit log against the signed end in the backup.
///
/// What the store had published and the copied lake does not list waits to be published again, by the next server.
///
/// # Errors
/// If anything differs, or the folder or the database is not empty. The folder is empty again then.
pub async fn restore(
    root: &Path,
    from: &Path,
    database_url: Option<String>,
    now: DateTime<Utc>,
) -> Result<BackupManifest, AppError> {
    let manifest = BackupManifest::read(from)?;
    if std::fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(AppError::NotEmpty(root.to_owned()));
    }
    let was_there = root.is_dir();
    let restored = fill(root, from, database_url, &manifest, now).await;
    if restored.is_err() {
        // Nothing half done: what was restored so far goes.
        let _ = std::fs::remove_dir_all(root);
        if was_there {
            let _ = std::fs::create_dir(root);
        }
    }
    restored.map(|()| manifest)
}

async fn fill(
    root: &Path,
    from: &Path,
    database_url: Option<String>,
    manifest: &BackupManifest,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for (name, expected) in &manifest.files {
        let path = from.join(name);
        let is_stores = name.starts_with("store/");
        let found = if is_stores { files::measure(&path)? } else { files::copy(&path, &root.join(name))? };
        if found != *expected {
            return Err(refused("backup-differs", name));
        }
    }
    let workspace = Workspace::open(root)?;
    let settings = Settings { database_url, ..workspace.settings()? };
    settings.write(&workspace.settings_file())?;
    let (store, _) = Store::restore(&settings.store(root), &from.join("store"), now).await.map_err(told)?;
    let done = prove(&store, &workspace, manifest, now).await;
    store.close().await?;
    done
}

/// What only shows when lake and store are held against each other.
async fn prove(
    store: &Store,
    workspace: &Workspace,
    manifest: &BackupManifest,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let listed: Vec<i64> = workspace.lake().publications().await?.iter().map(|p| p.number).collect();
    if listed.len() != manifest.publications {
        return Err(refused("backup-differs", "publications"));
    }
    let anchors: Vec<_> =
        manifest.audit_head.iter().filter_map(|head| serde_json::from_value(head.clone()).ok()).collect();
    let found = store.verify_audit(&anchors, &manifest.audit_public_key).await?;
    if let Some(fault) = found.fault {
        return Err(refused("backup-audit", fault.sequence));
    }
    let act = Act { by: "lanbai", authority: "restore", at: now };
    for number in store.finished_publications().await?.into_iter().filter(|number| !listed.contains(number)) {
        let Some(lease) =
            store.take_lease(LeaseName::Publisher, "restore", now, TimeDelta::minutes(1)).await?
        else {
            return Err(AppError::Broken("someone publishes from a store that is being restored"));
        };
        store.reopen_publication(&act, &lease, number, "restored lake does not list it").await?;
        store.release_lease(&lease).await?;
    }
    Ok(())
}

fn told(error: StoreError) -> AppError {
    match error {
        StoreError::Backup(cause) => refused("backup-store", cause),
        other => other.into(),
    }
}
