//! Backward and forward linkages of every sector.

use serde::{Deserialize, Serialize};

use super::extraction::losses;
use super::inverse::{NoInverse, ghosh, leontief};
use super::table::Table;
use crate::dense::Dense;

/// What forward linkage sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forward {
    /// Rows of the Ghosh inverse.
    #[default]
    Ghosh,
    /// Rows of the Leontief inverse: Rasmussen's sensitivity of dispersion.
    Leontief,
}

/// Choices of a computation of linkages. Both linkages are divided by their mean; a sector above one in both is key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Conventions {
    /// What forward linkage sums.
    pub forward: Forward,
}

/// Linkages of all sectors, in the table's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkages {
    /// How they were computed.
    pub conventions: Conventions,
    /// Output of all sectors for one unit of final use: column sums of the Leontief inverse.
    pub multipliers: Vec<f64>,
    /// Those over their mean (影响力系数).
    pub backward: Vec<f64>,
    /// Row sums over their mean (感应度系数).
    pub forward: Vec<f64>,
    /// Above one in both.
    pub key: Vec<bool>,
    /// Output that the economy loses with the sector, its own among it; in the table's unit.
    pub extraction: Vec<f64>,
    /// The Leontief inverse.
    pub inverse: Dense,
}

/// Rasmussen (1956), Hirschman (1958); Miller and Blair (2009), chapter 12. The table has to have one shape.
///
/// # Errors
/// [`NoInverse`] if a part of the economy uses up all that it makes.
pub fn linkages(table: &Table, conventions: Conventions) -> Result<Linkages, NoInverse> {
    let inverse = leontief(&table.coefficients())?;
    let multipliers = inverse.column_sums();
    let rows = match conventions.forward {
        Forward::Leontief => inverse.row_sums(),
        Forward::Ghosh => ghosh_rows(table, &inverse)?,
    };
    let (backward, forward) = (by_mean(&multipliers), by_mean(&rows));
    Ok(Linkages {
        conventions,
        key: backward.iter().zip(&forward).map(|(back, fore)| *back > 1.0 && *fore > 1.0).collect(),
        extraction: losses(&inverse, &multipliers, &table.output),
        backward,
        forward,
        multipliers,
        inverse,
    })
}

impl Linkages {
    /// A sector of those that use up, directly and through others, more than they make: the inverse is negative then
    /// (Hawkins and Simon 1949), and linkages say nothing. A table with negative flows, of scrap, may have negative
    /// entries all the same; there sums decide.
    pub fn unproductive(&self, table: &Table) -> Option<usize> {
        let has_negative_flows = table.flows.values().iter().any(|flow| *flow < 0.0);
        let least = |sector: usize| self.inverse.row(sector).iter().copied().fold(f64::INFINITY, f64::min);
        let is_odd = |sector: &usize| {
            let sums = [self.multipliers[*sector], self.backward[*sector], self.forward[*sector]];
            !has_negative_flows && least(*sector) < -ROUNDING || !sums.iter().all(|sum| *sum > 0.0)
        };
        (0..self.multipliers.len()).filter(is_odd).min_by(|a, b| least(*a).total_cmp(&least(*b)))
    }
}

/// What rounding may leave of an entry that is nought.
const ROUNDING: f64 = 1e-9;

/// Row sums of the Ghosh inverse. B = x^-1 A x, so that G = x^-1 L x wherever every sector has output.
fn ghosh_rows(table: &Table, leontief: &Dense) -> Result<Vec<f64>, NoInverse> {
    let output = &table.output;
    if output.contains(&0.0) {
        return Ok(ghosh(&table.allocation())?.row_sums());
    }
    let weighted = |row: &[f64]| row.iter().zip(output).map(|(value, output)| value * output).sum::<f64>();
    Ok((0..output.len()).map(|row| weighted(leontief.row(row)) / output[row]).collect())
}

fn by_mean(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| value / mean).collect()
}
