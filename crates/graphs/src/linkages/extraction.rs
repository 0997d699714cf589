//! What the economy would lose without one sector.

use crate::dense::Dense;

/// Outputs of all sectors once `sector` neither buys, sells nor serves final use (complete extraction; Miller and
/// Blair 2009, 12.2.5): x(-j)_i = x_i - L_ij x_j / L_jj, which is what deleting its row and column gives.
pub fn extracted(inverse: &Dense, output: &[f64], sector: usize) -> Vec<f64> {
    let share = output[sector] / inverse.value(sector, sector);
    let left = |(other, output): (usize, &f64)| {
        if other == sector { 0.0 } else { output - inverse.value(other, sector) * share }
    };
    output.iter().enumerate().map(left).collect()
}

/// 1'x - 1'x(-j) for every sector j, of which x_j itself is a part.
pub(super) fn losses(inverse: &Dense, column_sums: &[f64], output: &[f64]) -> Vec<f64> {
    let loss = |sector: usize| output[sector] / inverse.value(sector, sector) * column_sums[sector];
    (0..output.len()).map(loss).collect()
}
