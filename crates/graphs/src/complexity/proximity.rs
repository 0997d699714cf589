//! How often two activities, or two territories, are found together.

use super::conventions::Diagonal;
use crate::csr::Pattern;
use crate::dense::Dense;
use crate::threads::{Threads, fill};

/// Rows that a thread takes at once; the first ones are the longest.
const ROWS: usize = 8;

/// phi_ij = min(P(i|j), P(j|i)) = (M'M)_ij / max(k_i, k_j) of Hidalgo, Klinger, Barabasi and Hausmann (2007), between
/// the rows of a pattern. Symmetric; a row without entries is near to none, not even itself.
pub fn proximity(rows: &Pattern, diagonal: Diagonal, threads: Threads) -> Dense {
    let size = rows.rows();
    let bits = Bits::new(rows);
    let mut found = Dense::zeros(size, size);
    // A thread works on whole rows: the upper half of each.
    fill(
        threads,
        found.values_mut(),
        ROWS * size,
        || (),
        |start, part, ()| {
            for (nth, row) in part.chunks_exact_mut(size).enumerate() {
                upper(rows, &bits, start / size + nth, row);
            }
        },
    );
    mirror(found.values_mut(), size);
    if diagonal == Diagonal::Zero {
        found.values_mut().iter_mut().step_by(size + 1).for_each(|value| *value = 0.0);
    }
    found
}

fn upper(rows: &Pattern, bits: &Bits, at: usize, out: &mut [f64]) {
    let (own, degree) = (bits.row(at), rows.degree(at));
    for (other, place) in out.iter_mut().enumerate().skip(at) {
        let together: u32 = own.iter().zip(bits.row(other)).map(|(a, b)| (a & b).count_ones()).sum();
        let most = degree.max(rows.degree(other));
        *place = if most == 0 { 0.0 } else { f64::from(together) / most as f64 };
    }
}

/// Copies the upper half of a square onto the lower one, in squares that stay in the cache.
fn mirror(values: &mut [f64], size: usize) {
    const SIDE: usize = 32;
    for top in (0..size).step_by(SIDE) {
        for left in (0..=top).step_by(SIDE) {
            for row in top..(top + SIDE).min(size) {
                for column in left..(left + SIDE).min(row) {
                    values[row * size + column] = values[column * size + row];
                }
            }
        }
    }
}

/// One bit a column, rows of whole words.
struct Bits {
    words: usize,
    bits: Vec<u64>,
}

impl Bits {
    fn new(rows: &Pattern) -> Self {
        let words = rows.columns().div_ceil(64);
        let mut bits = vec![0; words * rows.rows()];
        for (row, column, ()) in rows.iter() {
            bits[row * words + column / 64] |= 1 << (column % 64);
        }
        Self { words, bits }
    }

    fn row(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }
}
