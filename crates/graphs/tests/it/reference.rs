//! Where the published values lie, and how they are read.

use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use lanbai_graphs::Threads;

/// Two threads, so that sharing work is tested too.
pub fn threads() -> Threads {
    NonZeroUsize::new(2).expect("two is more than nought")
}

/// A folder of reference values: under `LANBAI_REFERENCE`, or beside the repository. Where it is absent the test says
/// that it was skipped and gets `None`.
#[expect(clippy::disallowed_methods, reason = "a test asks where its reference values lie")]
pub fn folder(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = std::env::var_os("LANBAI_REFERENCE").map_or_else(beside, PathBuf::from).join(name);
    if !folder.is_dir() {
        println!("skipped: no reference values for {name}; LANBAI_REFERENCE names their folder");
        return None;
    }
    Some(folder)
}

/// The rows of a CSV below its headings, inflated where its name ends in gz.
pub fn rows(folder: &Path, name: &str) -> Vec<csv::StringRecord> {
    table(folder, name).1
}

/// Headings and rows.
pub fn table(folder: &Path, name: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let file = File::open(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let bytes: Box<dyn Read> =
        if name.ends_with(".gz") { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = csv::Reader::from_reader(bytes);
    let headings = reader.headers().expect("headings").clone();
    (headings, reader.records().map(|row| row.expect("a row of CSV")).collect())
}

pub fn number(row: &csv::StringRecord, column: usize) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("no number in column {column} of {row:?}"))
}

/// Fails with both values unless they differ by less than the tolerance.
pub fn near(what: &str, ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() < tolerance, "{what}: ours {ours}, theirs {theirs}");
}
