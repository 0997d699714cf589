//! How much of what lies near an activity a territory has.

use super::conventions::Neighbours;
use super::incidence::Incidence;
use crate::dense::Dense;
use crate::threads::{Threads, fill};

/// Territories that a thread takes at once.
const ROWS: usize = 8;

/// w_ta = sum_b M_tb phi_ab / sum_b phi_ab, over all activities b or the nearest ones of a; territories are rows.
///
/// Between 0 and 1; nought for an activity that is near to none.
pub fn density(incidence: &Incidence, proximity: &Dense, neighbours: Neighbours, threads: Threads) -> Dense {
    match neighbours {
        Neighbours::All => over_all(incidence, proximity, threads),
        Neighbours::Nearest(count) => over_nearest(incidence, proximity, count, threads),
    }
}

fn over_all(incidence: &Incidence, proximity: &Dense, threads: Threads) -> Dense {
    let mut found = present_sums(incidence, proximity, threads);
    let scale: Vec<f64> = proximity.row_sums();
    for territory in 0..found.rows() {
        for (value, scale) in found.row_mut(territory).iter_mut().zip(&scale) {
            *value = if *scale > 0.0 { *value / scale } else { 0.0 };
        }
    }
    found
}

/// sum_b M_tb w_ba: for every territory the sum of the rows of `weights` that belong to the activities present in it.
pub(super) fn present_sums(incidence: &Incidence, weights: &Dense, threads: Threads) -> Dense {
    let columns = weights.columns();
    let mut sums = Dense::zeros(incidence.territories().rows(), columns);
    fill(
        threads,
        sums.values_mut(),
        ROWS * columns.max(1),
        || (),
        |start, part, ()| {
            for (nth, out) in part.chunks_exact_mut(columns).enumerate() {
                add_rows(out, weights, incidence.territories().targets(start / columns + nth));
            }
        },
    );
    sums
}

/// Adds rows of a matrix to `out`, four at a time so that `out` is read and written a quarter as often.
fn add_rows(out: &mut [f64], matrix: &Dense, rows: &[u32]) {
    let row = |at: u32| matrix.row(at as usize);
    let mut fours = rows.chunks_exact(4);
    for four in &mut fours {
        let (a, b, c, d) = (row(four[0]), row(four[1]), row(four[2]), row(four[3]));
        let together = a.iter().zip(b).zip(c.iter().zip(d));
        for (sum, ((a, b), (c, d))) in out.iter_mut().zip(together) {
            *sum += (a + b) + (c + d);
        }
    }
    for one in fours.remainder() {
        out.iter_mut().zip(row(*one)).for_each(|(sum, value)| *sum += value);
    }
}

fn over_nearest(incidence: &Incidence, proximity: &Dense, count: usize, threads: Threads) -> Dense {
    let columns = proximity.columns();
    let nearest: Vec<Vec<(usize, f64)>> =
        (0..columns).map(|activity| nearest(proximity.row(activity), count)).collect();
    let mut found = Dense::zeros(incidence.territories().rows(), columns);
    let has = || vec![false; columns];
    fill(threads, found.values_mut(), ROWS * columns.max(1), has, |start, part, has| {
        for (nth, out) in part.chunks_exact_mut(columns).enumerate() {
            has.fill(false);
            let present = incidence.territories().targets(start / columns + nth);
            present.iter().for_each(|activity| has[*activity as usize] = true);
            for (value, near) in out.iter_mut().zip(&nearest) {
                let all: f64 = near.iter().map(|(_, proximity)| proximity).sum();
                let here: f64 = near.iter().filter(|(at, _)| has[*at]).map(|(_, proximity)| proximity).sum();
                *value = if all > 0.0 { here / all } else { 0.0 };
            }
        }
    });
    found
}

/// The greatest of a row with their places; of equals those that come first.
fn nearest(row: &[f64], count: usize) -> Vec<(usize, f64)> {
    let mut all: Vec<(usize, f64)> = row.iter().copied().enumerate().collect();
    all.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    all.truncate(count);
    all
}
