//! How alike two industries are.

use crate::dense::Dense;

/// LC: the correlation over territories of what two industries have there, such as employment. Territories are rows.
/// Nought with an industry that is the same everywhere; one with itself.
pub fn locational_correlation(values: &Dense) -> Dense {
    let (territories, industries) = (values.rows(), values.columns());
    let means: Vec<f64> = values.column_sums().into_iter().map(|sum| sum / territories as f64).collect();
    let mut found = Dense::zeros(industries, industries);
    for territory in 0..territories {
        let apart: Vec<f64> =
            values.row(territory).iter().zip(&means).map(|(value, mean)| value - mean).collect();
        for (industry, own) in apart.iter().enumerate() {
            let row = found.row_mut(industry).iter_mut();
            row.zip(&apart).for_each(|(sum, other)| *sum += own * other);
        }
    }
    let spread: Vec<f64> = (0..industries).map(|at| found.value(at, at).sqrt()).collect();
    for industry in 0..industries {
        for (other, value) in found.row_mut(industry).iter_mut().enumerate() {
            let scale = spread[industry] * spread[other];
            *value = match scale {
                _ if industry == other => 1.0,
                scale if scale > 0.0 => *value / scale,
                _ => 0.0,
            };
        }
    }
    found
}

/// IO: the greatest of four shares: of what either buys, what the other supplies; of what either sells, what the other
/// takes. `flows` has suppliers as rows.
pub fn input_output(flows: &Dense) -> Dense {
    let (sold, bought) = (flows.row_sums(), flows.column_sums());
    let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
    let mut found = Dense::zeros(flows.columns(), flows.columns());
    for one in 0..flows.columns() {
        for (other, place) in found.row_mut(one).iter_mut().enumerate() {
            let (there, back) = (flows.value(one, other), flows.value(other, one));
            *place = share(there, bought[other])
                .max(share(back, bought[one]))
                .max(share(there, sold[one]))
                .max(share(back, sold[other]));
        }
    }
    found
}

/// The mean of several similarities of one size, each standardised over all pairs off the diagonal first; `None` if
/// there is none or their sizes differ.
pub fn combined(similarities: &[Dense]) -> Option<Dense> {
    let size = similarities.first()?.columns();
    if similarities.iter().any(|one| one.columns() != size || one.rows() != size) {
        return None;
    }
    let mut found = Dense::zeros(size, size);
    for one in similarities {
        let pairs = pairs(size).map(|(row, column)| one.value(row, column));
        let count = pairs.clone().count() as f64;
        let mean = pairs.clone().sum::<f64>() / count;
        let deviation = (pairs.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
        for row in 0..size {
            for (place, value) in found.row_mut(row).iter_mut().zip(one.row(row)) {
                let standard = if deviation > 0.0 { (value - mean) / deviation } else { 0.0 };
                *place += standard / similarities.len() as f64;
            }
        }
    }
    Some(found)
}

fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    (0..size)
        .flat_map(move |row| (0..size).map(move |column| (row, column)))
        .filter(|(row, column)| row != column)
}
