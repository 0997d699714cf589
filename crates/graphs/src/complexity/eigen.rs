//! Economic complexity of territories (ECI) and activities (PCI) before they are standardised.

use super::incidence::Incidence;
use crate::dense::Dense;

/// Eigenvalues that differ by less are one: which of their vectors is taken is then chance.
const SAME: f64 = 1e-9;

/// The second pair of singular vectors, scaled so that `territory` is the mean of `activity` over what is present.
#[derive(Debug, Clone, PartialEq)]
pub struct Vectors {
    /// For each territory; greater where more is present (its correlation with diversity is not negative).
    pub territory: Vec<f64>,
    /// For each activity.
    pub activity: Vec<f64>,
    /// The second eigenvalue of M~ = D^-1 M U^-1 M'; the first is 1.
    pub second: f64,
    /// The third.
    pub third: f64,
}

impl Vectors {
    /// Whether the second eigenvalue stands alone. If it does not, any mixture of its vectors would do as well.
    pub fn is_unique(&self) -> bool {
        self.second - self.third > SAME && self.second < 1.0 - SAME
    }
}

/// Solves the symmetric form S = D^-1/2 M U^-1/2 (D diversity, U ubiquity), whose squared singular values are the
/// eigenvalues of M~ (Hidalgo and Hausmann 2009): ECI = D^-1/2 u_2, PCI = U^-1/2 v_2.
///
/// Every territory and activity must have something present. `None` for fewer than two of either.
pub fn vectors(incidence: &Incidence) -> Option<Vectors> {
    let (territories, activities) = (incidence.territories(), incidence.activities());
    let turned = activities.rows() < territories.rows();
    // The smaller side is solved, the other follows from it.
    let (small, large) = if turned { (activities, territories) } else { (territories, activities) };
    let size = small.rows();
    if size < 2 {
        return None;
    }
    let root: Vec<f64> = (0..size).map(|row| (small.degree(row) as f64).sqrt()).collect();
    let mut square = Dense::zeros(size, size);
    for column in 0..large.rows() {
        let share = 1.0 / large.degree(column) as f64;
        let members = large.targets(column);
        for (nth, row) in members.iter().enumerate() {
            let out = square.row_mut(*row as usize);
            members[..=nth].iter().for_each(|other| out[*other as usize] += share);
        }
    }
    for row in 0..size {
        let scale = root[row];
        let out = square.row_mut(row)[..=row].iter_mut();
        out.zip(&root).for_each(|(value, root)| *value /= scale * root);
    }
    let (values, vectors) = square.symmetric_eigen()?;
    let own: Vec<f64> = vectors[size - 2].iter().zip(&root).map(|(value, root)| value / root).collect();
    let second = values[size - 2].clamp(0.0, 1.0);
    // Mean over what is present once gives the other side; twice gives the eigenvalue times this one.
    let other: Vec<f64> = (0..large.rows()).map(|row| mean(&own, large.targets(row))).collect();
    let (mut territory, mut activity) = if turned {
        (other, own)
    } else {
        let activity: Vec<f64> = other.iter().map(|value| value / second).collect();
        (own, activity)
    };
    if follows(&territory, &incidence.diversity()) < 0.0 {
        territory.iter_mut().chain(&mut activity).for_each(|value| *value = -*value);
    }
    let third = if size > 2 { values[size - 3].max(0.0) } else { 0.0 };
    Some(Vectors { territory, activity, second, third })
}

/// The mean of `values` at these places.
pub(super) fn mean(values: &[f64], places: &[u32]) -> f64 {
    places.iter().map(|place| values[*place as usize]).sum::<f64>() / places.len() as f64
}

/// The covariance with diversity; its sign is that of the correlation.
fn follows(values: &[f64], diversity: &[usize]) -> f64 {
    let mean = diversity.iter().sum::<usize>() as f64 / diversity.len() as f64;
    values.iter().zip(diversity).map(|(value, count)| value * (*count as f64 - mean)).sum()
}
