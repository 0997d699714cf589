//! What the structure of territories says of the activities that the one asked about has or lacks.

use super::given::{Basis, Structure};
use super::measured::{Cell, Unknown};
use super::scope::NONE;
use crate::complexity::{Complexity, complexity};
use crate::csr::{Csr, Entry};
use crate::threads::Threads;

/// Complexity with the territory that is asked about as one row: the sum of all that lies inside it.
#[derive(Debug)]
pub(super) struct Relatedness {
    found: Option<Complexity>,
    /// Its row among those kept.
    row: usize,
    /// The column of each activity among those kept, or [`NONE`].
    columns: Vec<u32>,
    basis: Basis,
}

impl Relatedness {
    /// Knows nothing where there is no structure, or too little of it.
    pub fn of(structure: Option<&Structure>, inside: &[bool], threads: Threads) -> Self {
        let nothing = Self { found: None, row: 0, columns: Vec::new(), basis: Basis::default() };
        let Some(structure) = structure else { return nothing };
        let Some(first) = inside.iter().position(|is_inside| *is_inside) else { return nothing };
        let values = merged(&structure.values, inside, first);
        let Ok(found) = complexity(&values, &structure.conventions, threads) else { return nothing };
        let Some(row) = found.kept.territories.iter().position(|at| *at == first) else { return nothing };
        let mut columns = vec![NONE; values.columns()];
        (0_u32..).zip(&found.kept.activities).for_each(|(column, activity)| columns[*activity] = column);
        Self { row, columns, basis: Basis::all(&structure.evidence), found: Some(found) }
    }

    /// What was compared, and the row of the territory that is asked about among those kept; nothing where there is
    /// too little.
    pub fn into_found(self) -> Option<(Complexity, usize)> {
        self.found.map(|found| (found, self.row))
    }

    /// Relatedness density of an activity here.
    pub fn density(&self, activity: Option<u32>) -> Cell {
        self.cell(activity, |found, column| Some(found.density.value(self.row, column)))
    }

    /// The mean density of several activities here: of those that are known.
    pub fn mean_density(&self, activities: &[Option<u32>]) -> Cell {
        self.mean(activities, |found, column| found.density.value(self.row, column))
    }

    /// Their mean outlook gain.
    pub fn mean_gain(&self, activities: &[Option<u32>]) -> Cell {
        self.mean(activities, |found, column| found.cog.value(self.row, column))
    }

    /// Their mean complexity.
    pub fn mean_complexity(&self, activities: &[Option<u32>]) -> Cell {
        self.mean(activities, |found, column| found.pci[column])
    }

    /// max(0, 1 - F / mean F of the other territories where the activity is present): how far the fitness of this
    /// territory lies below that of others who do the same.
    pub fn fitness_shortfall(&self, activity: Option<u32>) -> Cell {
        self.cell(activity, |found, column| {
            let all = found.incidence.activities().targets(column).iter().map(|at| *at as usize);
            let others: Vec<f64> = all.filter(|at| *at != self.row).map(|at| found.fitness[at]).collect();
            let mean = others.iter().sum::<f64>() / others.len() as f64;
            (mean > 0.0).then(|| f64::max(0.0, 1.0 - found.fitness[self.row] / mean))
        })
    }

    fn cell(&self, activity: Option<u32>, value: impl Fn(&Complexity, usize) -> Option<f64>) -> Cell {
        let Some(column) = self.column(activity) else { return Cell::unknown(Unknown::NoDatum) };
        let known = self.found.as_ref().and_then(|found| value(found, column));
        known.map_or(Cell::unknown(Unknown::NothingToCompare), |value| Cell::of(value, self.basis.clone()))
    }

    fn mean(&self, activities: &[Option<u32>], value: impl Fn(&Complexity, usize) -> f64) -> Cell {
        let Some(found) = &self.found else { return Cell::unknown(Unknown::NoDatum) };
        let mut columns: Vec<usize> =
            activities.iter().filter_map(|activity| self.column(*activity)).collect();
        // Two segments of one activity are one activity.
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() {
            return Cell::unknown(Unknown::NoDatum);
        }
        let sum: f64 = columns.iter().map(|column| value(found, *column)).sum();
        Cell::of(sum / columns.len() as f64, self.basis.clone())
    }

    fn column(&self, activity: Option<u32>) -> Option<usize> {
        let column = *self.columns.get(activity? as usize)?;
        (column != NONE).then_some(column as usize)
    }
}

/// All rows inside added up in the first of them.
fn merged(values: &Csr, inside: &[bool], first: usize) -> Csr {
    // As many entries as a matrix that was built from entries, none beyond its shape.
    let number = |at: usize| u32::try_from(at).unwrap_or(NONE);
    let entries: Vec<Entry> = values
        .iter()
        .map(|(row, column, weight)| {
            let row = if inside[row] { first } else { row };
            Entry { row: number(row), column: number(column), weight: *weight }
        })
        .collect();
    Csr::from_entries(values.rows(), values.columns(), &entries).unwrap_or_else(|_| values.clone())
}
