use std::path::Path;

use lanbai_app::App;
use lanbai_app::backup::BackupManifest;
use lanbai_kernel::Clock;

use crate::arguments::{Backup, Language, Restore};
use crate::clock::SystemClock;
use crate::printer;

/// Writes a backup of a workspace that may be in use.
pub(crate) async fn take(backup: &Backup, app: &App, language: Language) -> anyhow::Result<bool> {
    let manifest = app.back_up(&backup.to).await?;
    printer::tell("cli-backup-made", &told(&backup.to, &manifest), language);
    printer::tell("cli-backup-key", &[], language);
    Ok(true)
}

/// Makes a workspace of a backup.
pub(crate) async fn restore(asked: Restore, workspace: &Path, language: Language) -> anyhow::Result<bool> {
    let now = SystemClock.now();
    let manifest = lanbai_app::backup::restore(workspace, &asked.from, asked.database_url, now).await?;
    printer::tell("cli-restored", &told(workspace, &manifest), language);
    Ok(true)
}

fn told(folder: &Path, manifest: &BackupManifest) -> [(&'static str, String); 6] {
    [
        ("folder", folder.display().to_string()),
        ("files", manifest.files.len().to_string()),
        ("size", size(manifest.bytes())),
        ("publications", manifest.publications.to_string()),
        ("rows", manifest.store_rows.to_string()),
        ("audit", manifest.audit_rows.to_string()),
    ]
}

/// In megabytes, or in gigabytes where they are many; a tenth is told.
fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    if tenths < 10_000 {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        let tenths = tenths / 1_000;
        format!("{}.{} GB", tenths / 10, tenths % 10)
    }
}
