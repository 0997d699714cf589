//! An input-output table.

use thiserror::Error;

use crate::dense::Dense;

/// Flows between sectors with what surrounds them, all in one currency unit and one kind of prices.
///
/// `flows` is square: row i, column j holds what sector i supplies to sector j. Row i balances as
/// `sum_j flows_ij + final_use_i - imports_i = output_i`, column j as `sum_i flows_ij + value_added_j = output_j`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Table {
    pub flows: Dense,
    pub final_use: Vec<f64>,
    pub imports: Vec<f64>,
    pub output: Vec<f64>,
    pub value_added: Vec<f64>,
}

/// Flows that are not square, or a list that does not have one number a sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("`{part}` has {seen} numbers for {sectors} sectors")]
#[allow(missing_docs)]
pub struct WrongShape {
    pub part: &'static str,
    pub seen: usize,
    pub sectors: usize,
}

impl Table {
    /// How many sectors there are.
    pub fn sectors(&self) -> usize {
        self.flows.columns()
    }

    /// Whether every part speaks of the same sectors.
    ///
    /// # Errors
    /// [`WrongShape`] for the first part that does not.
    pub fn shape(&self) -> Result<(), WrongShape> {
        let sectors = self.sectors();
        let parts = [
            ("flows", self.flows.rows()),
            ("final_use", self.final_use.len()),
            ("imports", self.imports.len()),
            ("output", self.output.len()),
            ("value_added", self.value_added.len()),
        ];
        match parts.into_iter().find(|(_, seen)| *seen != sectors) {
            Some((part, seen)) => Err(WrongShape { part, seen, sectors }),
            None => Ok(()),
        }
    }

    /// A_ij = flow_ij / output_j: inputs for one unit of output. A sector without output has none.
    pub fn coefficients(&self) -> Dense {
        let mut shares = self.flows.clone();
        for row in 0..shares.rows() {
            for (value, output) in shares.row_mut(row).iter_mut().zip(&self.output) {
                *value = if *output == 0.0 { 0.0 } else { *value / output };
            }
        }
        shares
    }

    /// B_ij = flow_ij / output_i: the share of a sector's output that each user takes.
    pub fn allocation(&self) -> Dense {
        let mut shares = self.flows.clone();
        for (row, output) in (0..shares.rows()).zip(&self.output) {
            let scale = |value: f64| if *output == 0.0 { 0.0 } else { value / output };
            shares.row_mut(row).iter_mut().for_each(|value| *value = scale(*value));
        }
        shares
    }
}
