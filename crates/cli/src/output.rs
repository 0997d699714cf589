//! A file that a command writes: it appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::refusal::Refusal;

/// A file under a name of its own until it is whole.
pub(crate) struct Output {
    path: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
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
        Ok(Self { path: path.to_owned(), partial, file: BufWriter::new(file) })
    }

    /// Puts the file in its place.
    pub fn finish(mut self) -> Result<(), Refusal> {
        let done = self
            .file
            .flush()
            .and_then(|()| self.file.get_ref().sync_all())
            .and_then(|()| std::fs::rename(&self.partial, &self.path));
        done.map_err(|error| Refusal::path(&self.path, &error))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Gone already if it was put in its place.
        let _ = std::fs::remove_file(&self.partial);
    }
}
