use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use crate::LakeError;

/// One publisher at a time: a lock on a file of the lake, given back when dropped or when the process dies.
#[derive(Debug)]
pub(crate) struct PublisherLock {
    _file: File,
}

impl PublisherLock {
    const NAME: &str = "publisher.lock";
    const TRIES: u32 = 600;
    const PAUSE: Duration = Duration::from_millis(50);

    /// Waits up to half a minute for the lock.
    pub async fn take(root: &Path) -> Result<Self, LakeError> {
        let path = root.join(Self::NAME);
        let failed = |source| LakeError::Folder { path: path.clone(), source };
        std::fs::create_dir_all(root).map_err(failed)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
        for _ in 0..Self::TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(Self::PAUSE).await,
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        Err(LakeError::Busy)
    }
}
