use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::LakeError;

/// Waits until files are on the disk and their folders, up to `root`, name them: a commit that a power cut takes back
/// would be a publication that was told and is gone.
pub(crate) async fn sync(root: &Path, files: Vec<PathBuf>) -> Result<(), LakeError> {
    let root = root.to_owned();
    let work = move || {
        let above = |file: &PathBuf| file.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>();
        let folders: BTreeSet<PathBuf> =
            files.iter().flat_map(above).filter(|folder| folder.starts_with(&root)).collect();
        files.iter().try_for_each(|file| sync_one(file))?;
        // The innermost first: a folder is only found through the one that names it.
        folders.iter().rev().try_for_each(|folder| sync_one(folder))
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|stopped| {
        Err(LakeError::Folder { path: PathBuf::new(), source: std::io::Error::other(stopped) })
    })
}

fn sync_one(path: &Path) -> Result<(), LakeError> {
    let failed = |source| LakeError::Folder { path: path.to_owned(), source };
    File::open(path).and_then(|file| file.sync_all()).map_err(failed)
}
