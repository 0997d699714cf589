//! The two inverses.

use thiserror::Error;

use crate::dense::Dense;

/// A system that has no inverse to working precision: somewhere a group of sectors uses up all that it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the table of {sectors} sectors has no {which} inverse")]
#[allow(missing_docs)]
pub struct NoInverse {
    pub which: &'static str,
    pub sectors: usize,
}

/// L = (I - A)^-1 of Leontief: output of the row's sector for one unit of final use of the column's.
///
/// # Errors
/// [`NoInverse`] if I - A is singular.
pub fn leontief(coefficients: &Dense) -> Result<Dense, NoInverse> {
    invert(coefficients, "Leontief")
}

/// G = (I - B)^-1 of Ghosh: output of the column's sector for one unit of primary input of the row's.
///
/// # Errors
/// [`NoInverse`] if I - B is singular.
pub fn ghosh(allocation: &Dense) -> Result<Dense, NoInverse> {
    invert(allocation, "Ghosh")
}

fn invert(shares: &Dense, which: &'static str) -> Result<Dense, NoInverse> {
    let mut system = shares.clone();
    for row in 0..system.rows() {
        let values = system.row_mut(row);
        values.iter_mut().for_each(|value| *value = -*value);
        values[row] += 1.0;
    }
    system.inverse().ok_or(NoInverse { which, sectors: shares.columns() })
}
