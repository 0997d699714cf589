//! What a table's log tells by the names of its files alone. A folder with thousands of entries is slow to list, so
//! nothing here lists it but once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The file of one version.
pub(crate) fn file(table: &Path, version: u64) -> PathBuf {
    log(table).join(format!("{version:020}.json"))
}

fn log(table: &Path) -> PathBuf {
    table.join("_delta_log")
}

/// Whether a table was ever written.
pub(crate) fn exists(table: &Path) -> bool {
    log(table).is_dir()
}

/// Whether a version is the newest one. The file of an older one may have been tidied away; then this says no.
pub(crate) fn is_newest(table: &Path, version: u64) -> bool {
    file(table, version).is_file() && !file(table, version + 1).exists()
}

/// How many versions a log has, as far as it was last seen.
#[derive(Debug, Default)]
pub(crate) struct Versions(AtomicU64);

impl Versions {
    /// The number of versions; 0 while there is no table.
    pub fn count(&self, table: &Path) -> u64 {
        let mut count = self.0.load(Ordering::Relaxed);
        if count == 0 || !file(table, count - 1).is_file() {
            count = listed(table);
        }
        while count > 0 && file(table, count).is_file() {
            count += 1;
        }
        self.0.store(count, Ordering::Relaxed);
        count
    }
}

fn listed(table: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(log(table)) else { return 0 };
    let version = |name: &str| name.strip_suffix(".json")?.parse::<u64>().ok();
    let versions = entries.filter_map(Result::ok).filter_map(|entry| version(entry.file_name().to_str()?));
    versions.map(|version| version + 1).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Versions, file, is_newest, log};

    #[test]
    fn versions_are_counted_as_they_come_and_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let table = folder.path();
        let (versions, write) =
            (Versions::default(), |n| std::fs::write(file(table, n), "").expect("written"));
        assert_eq!(versions.count(table), 0);
        std::fs::create_dir(log(table)).expect("made");
        (0..3).for_each(write);
        assert_eq!(versions.count(table), 3);
        assert!(is_newest(table, 2) && !is_newest(table, 1));
        (3..9).for_each(write);
        (0..8).for_each(|n| std::fs::remove_file(file(table, n)).expect("there"));
        assert!(is_newest(table, 8) && !is_newest(table, 2));
        assert_eq!(versions.count(table), 9);
        std::fs::remove_dir_all(log(table)).expect("there");
        assert_eq!(versions.count(table), 0);
    }
}
