use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::random;
use crate::AppError;

pub(super) const SEED: usize = 32;

/// A secret of the workspace: the seed of the key that signs the audit log, or what seals form templates. It lies beside
/// the database and never in it, and only the account that runs the server may read it: whoever can rewrite the database
/// cannot sign what he wrote.
pub(super) fn read_or_make(path: &Path) -> Result<[u8; SEED], AppError> {
    match std::fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| {
            AppError::file(path)(std::io::Error::new(ErrorKind::InvalidData, "a key has 32 bytes"))
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => make(path),
        Err(error) => Err(AppError::file(path)(error)),
    }
}

fn make(path: &Path) -> Result<[u8; SEED], AppError> {
    let seed = random::bytes::<SEED>()?;
    // Whole or not at all: a key that was cut off would be refused for ever.
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(AppError::file(&beside))?;
    file.write_all(&seed).and_then(|()| file.sync_all()).map_err(AppError::file(&beside))?;
    // A server that starts in the same moment may have been first: its key holds.
    match std::fs::hard_link(&beside, path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            std::fs::remove_file(&beside).map_err(AppError::file(&beside))?;
            return read_or_make(path);
        }
        Err(_) => std::fs::rename(&beside, path).map_err(AppError::file(path))?,
    }
    // Gone already where it was renamed.
    let _ = std::fs::remove_file(&beside);
    Ok(seed)
}

#[cfg(test)]
mod tests {
    use super::read_or_make;

    #[test]
    fn a_seed_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("audit.key");
        let made = read_or_make(&path).expect("made");
        assert_eq!(read_or_make(&path).expect("read"), made);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(&path, "short").expect("written");
        assert!(read_or_make(&path).is_err(), "a damaged key is told, not replaced");
    }
}
