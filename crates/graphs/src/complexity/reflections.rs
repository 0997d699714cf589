//! The method of reflections, step by step.

use super::eigen::mean;
use super::incidence::Incidence;

/// k_N for territories and activities of Hidalgo and Hausmann (2009): each is the mean of the other side's k_(N-1)
/// over what is present; k_0 are diversity and ubiquity. Both sides are always at the same step.
///
/// In its limit it is the eigenvector of ECI; 20 steps still differ from it, so that it is offered to compare with
/// published values and not used by [`super::complexity`].
pub fn reflections(incidence: &Incidence, steps: usize) -> (Vec<f64>, Vec<f64>) {
    let count = |counts: Vec<usize>| -> Vec<f64> { counts.into_iter().map(|count| count as f64).collect() };
    let mut territory = count(incidence.diversity());
    let mut activity = count(incidence.ubiquity());
    for _ in 0..steps {
        let territories = incidence.territories();
        let activities = incidence.activities();
        let next = (0..territories.rows()).map(|row| mean(&activity, territories.targets(row))).collect();
        activity = (0..activities.rows()).map(|row| mean(&territory, activities.targets(row))).collect();
        territory = next;
    }
    (territory, activity)
}
