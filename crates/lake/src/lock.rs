use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::LakeError;

/// One publisher at a time: a lock on a file of the lake, given back when dropped or when the process dies.
///
/// The file holds the last number that was begun, so that nobody has to ask every table for it.
#[derive(Debug)]
pub(crate) struct PublisherLock {
    file: File,
    path: PathBuf,
}

impl PublisherLock {
    const NAME: &str = "publisher.lock";
    const TRIES: u32 = 600;
    const PAUSE: Duration = Duration::from_millis(50);
    /// More digits than a number has.
    const MOST_BYTES: u64 = 32;

    /// Waits up to half a minute for the lock.
    pub async fn take(root: &Path) -> Result<Self, LakeError> {
        let path = root.join(Self::NAME);
        let failed = |source| LakeError::Folder { path: path.clone(), source };
        std::fs::create_dir_all(root).map_err(failed)?;
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true).open(&path).map_err(failed)?;
        for _ in 0..Self::TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { file, path }),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(Self::PAUSE).await,
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        Err(LakeError::Busy)
    }

    /// The last number that was begun; `None` if the file does not tell, as in a lake that was copied without it.
    pub fn last_begun(&mut self) -> Option<i64> {
        let mut text = String::new();
        self.file.seek(SeekFrom::Start(0)).ok()?;
        (&mut self.file).take(Self::MOST_BYTES).read_to_string(&mut text).ok()?;
        // Without its line end the number may have been cut off.
        text.strip_suffix('\n')?.parse().ok()
    }

    /// Notes that a number is begun, before any table takes it in: from now on it is listed or burnt.
    pub fn begin(&mut self, number: i64) -> Result<(), LakeError> {
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            writeln!(file, "{number}")?;
            file.sync_data()
        };
        write(&mut self.file).map_err(|source| LakeError::Folder { path: self.path.clone(), source })
    }
}
