//! A file that a command writes: it appears whole or not at all.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::refusal::Refusal;

/// A file under a name of its own until it is whole.
pub(crate) struct Output {
    path: PathBuf,
    partial: PathBuf,
    file: File,
}

impl Output {
    /// Begins a file; one that is there stands until the new one is whole.
    pub fn begin(path: &Path) -> Result<Self, Refusal> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.partial", std::process::id()));
        let partial = path.with_file_name(name);
        let refused = |error: io::Error| Refusal::path(path, &error);
        if path.is_dir() {
            return Err(refused(io::ErrorKind::IsADirectory.into()));
        }
        let file = File::create(&partial).map_err(refused)?;
        Ok(Self { path: path.to_owned(), partial, file })
    }

    /// What writes into it.
    pub fn writer(&self) -> Result<File, Refusal> {
        self.file.try_clone().map_err(|error| Refusal::path(&self.path, &error))
    }

    /// Where it will lie.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place.
    pub fn finish(self) -> Result<(), Refusal> {
        let done = self.file.sync_all().and_then(|()| std::fs::rename(&self.partial, &self.path));
        done.map_err(|error| Refusal::path(&self.path, &error))
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Gone already if it was put in its place.
        let _ = std::fs::remove_file(&self.partial);
    }
}
