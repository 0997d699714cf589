use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::StoreError;

/// Files under the hash of their bytes: `ab/cdef…`.
#[derive(Debug, Clone)]
pub(crate) struct EvidenceFolder {
    root: PathBuf,
}

impl EvidenceFolder {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where the bytes of that hash stand. The hash is one that this crate made.
    pub(crate) fn path(&self, sha256: &str) -> PathBuf {
        let (folder, name) = sha256.split_at_checked(2).unwrap_or(("", sha256));
        self.root.join(folder).join(name)
    }

    /// Puts bytes in, durably, before any row names them. Bytes that are there already stay.
    pub(crate) fn put(&self, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(sha256);
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        write_whole(&path, bytes).map_err(|source| StoreError::File { path, source })
    }

    /// The bytes of that hash; nothing where they are missing or are others.
    pub(crate) fn get(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(sha256);
        match fs::read(&path) {
            Ok(bytes) if sha256_of(&bytes) == sha256 => Ok(Some(bytes)),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::File { path, source }),
        }
    }
}

pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    crate::audit::hex(&Sha256::digest(bytes))
}

/// A file that appears whole or not at all, also after a power cut.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Two who put the same bytes in write the same file.
    let aside = path.with_extension("part");
    let mut file = File::create(&aside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&aside, path)?;
    File::open(folder)?.sync_all()
}
