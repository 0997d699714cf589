//! Where blocks end, and how much a reader gives at once, must not show in the rows.

use std::io::{self, Read};

use proptest::prelude::*;

use super::{CsvRows, Decoded};
use crate::source::RowSource;

/// Gives at most so many bytes at once.
struct Dribble<'a>(&'a [u8], usize);

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

/// The rows with their lines, up to the first that cannot be split.
fn rows(bytes: &[u8], step: usize, block: usize) -> Vec<(u32, Vec<String>)> {
    let mut input = Dribble(bytes, step);
    let decoded = Decoded::new(Vec::new(), &mut input, u64::MAX);
    let mut source = CsvRows::with_block(decoded, 1 << 20, block).expect("memory can be read");
    let mut rows = Vec::new();
    while let Ok(true) = source.advance() {
        let row = source.row();
        rows.push((row.line, (0..row.cells.len()).map(|n| row.text(n).into_owned()).collect()));
    }
    rows
}

#[test]
fn lines_are_counted_through_quoted_ones() {
    let rows = rows("a,b\r\n\"1\n2\",\"x\"\"y\"\r\n\"\",z".as_bytes(), 1, 8192);
    let expected = [(1, vec!["a", "b"]), (2, vec!["1\n2", "x\"y"]), (4, vec!["", "z"])];
    assert_eq!(
        rows.iter()
            .map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect()))
            .collect::<Vec<_>>(),
        expected
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn blocks_do_not_show(
        pieces in prop::collection::vec("[a-z年]{0,40}|\"[a-z,\"\"，\n]{0,30}\"|\"|[,，;]{1,3}|\r?\n", 1..1500),
        step in 1usize..5000,
        legacy in any::<bool>(),
    ) {
        // Long enough for several of the small blocks, each of which ends somewhere else.
        let text = pieces.concat().repeat(3);
        let bytes = if legacy { encoding_rs::GB18030.encode(&text).0.into_owned() } else { text.into_bytes() };
        let whole = rows(&bytes, usize::MAX, 1 << 20);
        prop_assert_eq!(rows(&bytes, step, 8192), whole);
    }
}
