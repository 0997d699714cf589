use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::manifest::FileManifest;
use crate::AppError;
use crate::hexadecimal::hexadecimal;

/// A path below a folder as a manifest writes it.
pub(super) fn name(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Files that nobody but their owner reads.
const SECRETS: [&str; 3] = ["audit.key", "workbook.key", "settings.toml"];

/// Copies a file, durably, and tells what was copied. A secret is its owner's alone from its first byte.
pub(super) fn copy(from: &Path, to: &Path) -> Result<FileManifest, AppError> {
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent).map_err(AppError::file(parent))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if to.file_name().is_some_and(|name| SECRETS.iter().any(|secret| name == *secret)) {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(to).map_err(AppError::file(to))?;
    let copied = pass(from, |piece| file.write_all(piece).map_err(AppError::file(to)))?;
    file.sync_all().map_err(AppError::file(to))?;
    Ok(copied)
}

/// What a file holds.
pub(super) fn measure(path: &Path) -> Result<FileManifest, AppError> {
    pass(path, |_| Ok(()))
}

/// Goes through a file piece by piece.
fn pass(path: &Path, mut each: impl FnMut(&[u8]) -> Result<(), AppError>) -> Result<FileManifest, AppError> {
    let mut file = File::open(path).map_err(AppError::file(path))?;
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut piece).map_err(AppError::file(path))?;
        if read == 0 {
            return Ok(FileManifest { bytes, sha256: hexadecimal(hash.finalize()) });
        }
        hash.update(&piece[..read]);
        bytes += read as u64;
        each(&piece[..read])?;
    }
}

#[cfg(test)]
mod tests {
    use super::{copy, measure, name};
    use crate::workspace::files_below;

    #[test]
    fn a_copy_is_what_was_copied() {
        let folder = tempfile::TempDir::new().expect("a folder");
        std::fs::create_dir(folder.path().join("deep")).expect("made");
        std::fs::write(folder.path().join("deep/file"), vec![7; 200_000]).expect("written");
        let files = files_below(folder.path()).expect("listed");
        assert_eq!(files.iter().map(|path| name(path)).collect::<Vec<_>>(), ["deep/file"]);
        let copied =
            copy(&folder.path().join("deep/file"), &folder.path().join("other/file")).expect("copied");
        assert_eq!(copied.bytes, 200_000);
        assert_eq!(measure(&folder.path().join("other/file")).expect("read"), copied);
        let again = copy(&folder.path().join("deep/file"), &folder.path().join("other/file"));
        assert!(again.is_err(), "nothing is written over");
    }

    #[cfg(unix)]
    #[test]
    fn a_copied_secret_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::TempDir::new().expect("a folder");
        let mode = |name: &str| {
            let (from, to) = (folder.path().join(name), folder.path().join("copies").join(name));
            std::fs::write(&from, "secret").expect("written");
            std::fs::set_permissions(&from, std::fs::Permissions::from_mode(0o644)).expect("set");
            copy(&from, &to).expect("copied");
            std::fs::metadata(to).expect("there").permissions().mode() & 0o077
        };
        assert_eq!(["audit.key", "workbook.key", "settings.toml"].map(mode), [0, 0, 0]);
    }
}
