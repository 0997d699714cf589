//! Dense matrices in rows, and the two problems that a library solves for us.

use faer::linalg::solvers::{DenseSolveCore as _, PartialPivLu};
use faer::{Mat, Side};

/// A matrix whose condition number reaches this has lost all but two or three digits in its inverse.
const SINGULAR: f64 = 1e13;

/// A dense matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    columns: usize,
    values: Vec<f64>,
}

impl Dense {
    /// All noughts.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { columns, values: vec![0.0; rows * columns] }
    }

    /// From values row by row; `None` if they do not make whole rows.
    pub fn from_rows(columns: usize, values: Vec<f64>) -> Option<Self> {
        let whole = if columns == 0 { values.is_empty() } else { values.len().is_multiple_of(columns) };
        whole.then_some(Self { columns, values })
    }

    /// How many rows there are; a matrix without columns has none.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// One row, to be changed.
    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// One value.
    pub fn value(&self, row: usize, column: usize) -> f64 {
        self.row(row)[column]
    }

    /// Everything, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    pub(crate) fn values_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// The sum of each row.
    pub fn row_sums(&self) -> Vec<f64> {
        (0..self.rows()).map(|row| self.row(row).iter().sum()).collect()
    }

    /// The sum of each column.
    pub fn column_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns];
        for row in 0..self.rows() {
            sums.iter_mut().zip(self.row(row)).for_each(|(sum, value)| *sum += value);
        }
        sums
    }

    /// The inverse of a square matrix; `None` if it is singular to working precision.
    pub(crate) fn inverse(&self) -> Option<Self> {
        let size = self.columns;
        // The library keeps columns: ours read that way are the transpose, whose inverse is the inverse's transpose.
        let matrix = Mat::from_fn(size, size, |row, column| self.values[column * size + row]);
        let inverse = PartialPivLu::new(matrix.as_ref()).inverse();
        let mut values = Vec::with_capacity(size * size);
        for column in 0..size {
            values.extend((0..size).map(|row| inverse[(row, column)]));
        }
        let inverse = Self { columns: size, values };
        (self.norm() * inverse.norm() < SINGULAR).then_some(inverse)
    }

    /// The greatest sum of magnitudes in a row; not a number if one of them is none.
    fn norm(&self) -> f64 {
        let sums = (0..self.rows()).map(|row| self.row(row).iter().map(|value| value.abs()).sum());
        sums.fold(0.0, |most: f64, sum: f64| if sum > most || sum.is_nan() { sum } else { most })
    }

    /// Eigenvalues ascending with their vectors (one a column) of a symmetric matrix, of which the lower half is read.
    pub(crate) fn symmetric_eigen(&self) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
        let size = self.columns;
        let matrix = Mat::from_fn(size, size, |row, column| self.value(row, column));
        let found = matrix.self_adjoint_eigen(Side::Lower).ok()?;
        let values = (0..size).map(|at| found.S()[at]).collect();
        let vectors = (0..size).map(|at| (0..size).map(|row| found.U()[(row, at)]).collect()).collect();
        Some((values, vectors))
    }
}
