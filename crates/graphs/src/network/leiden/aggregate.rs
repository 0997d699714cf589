//! The next coarser level.

use super::level::Level;
use crate::csr::{Csr, Entry};

/// One node a part; links within a part count in its strength only.
pub(super) fn aggregate(level: &Level, part: &[u32], count: usize) -> Level {
    let mut strength = vec![0.0; count];
    part.iter().zip(&level.strength).for_each(|(part, own)| strength[*part as usize] += own);
    let between = level.links.iter().filter(|(node, other, _)| part[*node] != part[*other]);
    let entries: Vec<Entry> = between
        .map(|(node, other, weight)| Entry { row: part[node], column: part[other], weight: *weight })
        .collect();
    let links = Csr::from_entries(count, count, &entries).expect("parts are numbered below their count");
    Level::new(links, strength)
}
