//! Small territories and rare activities, left out by a stated rule.

use super::advantage::{advantage, present};
use super::conventions::Filter;
use super::incidence::Incidence;
use crate::csr::Csr;

/// What a filter kept, by the numbers of what it was given, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Kept {
    pub territories: Vec<usize>,
    pub activities: Vec<usize>,
}

/// Applies a filter in the order of its fields, and always leaves out what has no value at all.
///
/// A tiny territory whose few exports look rare tops most rankings of complexity; which size is too small is for
/// whoever asks to say.
pub fn filter(values: &Csr, filter: &Filter, threshold: f64) -> Kept {
    let wide = |total: &f64, least: f64| *total > 0.0 && *total >= least;
    let all: Vec<usize> = (0..values.columns()).collect();
    let totals = values.row_sums();
    let territories = (0..values.rows()).filter(|row| wide(&totals[*row], filter.territory_total)).collect();
    let kept = Kept { territories, activities: all };
    let totals = values.part(&kept.territories, &kept.activities).column_sums();
    let activities = (0..values.columns()).filter(|at| wide(&totals[*at], filter.activity_total)).collect();
    let mut kept = Kept { activities, ..kept };
    if filter.diversity > 0 || filter.ubiquity > 0 {
        let part = values.part(&kept.territories, &kept.activities);
        let found = present(&advantage(&part), threshold);
        let diverse = |at: usize| found.degree(at) >= filter.diversity;
        let rows: Vec<usize> = (0..part.rows()).filter(|row| diverse(*row)).collect();
        let columns: Vec<usize> = (0..part.columns()).collect();
        let ubiquity = Incidence::new(found.part(&rows, &columns)).ubiquity();
        kept.territories = rows.into_iter().map(|row| kept.territories[row]).collect();
        let common = kept.activities.iter().zip(ubiquity).filter(|(_, count)| *count >= filter.ubiquity);
        kept.activities = common.map(|(activity, _)| *activity).collect();
    }
    drop_empty(values, &mut kept);
    kept
}

/// Leaving something out may leave something else without any value.
fn drop_empty(values: &Csr, kept: &mut Kept) {
    loop {
        let part = values.part(&kept.territories, &kept.activities);
        let (rows, columns) = (part.row_sums(), part.column_sums());
        if rows.iter().chain(&columns).all(|total| *total > 0.0) {
            return;
        }
        let some = |list: &[usize], totals: &[f64]| {
            list.iter().zip(totals).filter(|(_, total)| **total > 0.0).map(|(at, _)| *at).collect()
        };
        kept.territories = some(&kept.territories, &rows);
        kept.activities = some(&kept.activities, &columns);
    }
}
