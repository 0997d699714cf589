//! Defects of other packages, which are not reproduced.

use lanbai_graphs::complexity::{
    Conventions, Incidence, Neighbours, advantage, complexity, density, present,
};

use crate::reference::{folder, near, threads};
use crate::trade::Trade;

/// py-ecomplexity 0.5.3 weighs the presence of the nearest by proximity, then sums the unweighted presence: with 20
/// nearest its density reaches 20 and 61 % of cells exceed one. Density is a share.
#[test]
fn density_of_the_nearest_is_a_share() {
    let Some(folder) = folder("trade-1998-2000") else { return };
    let trade = Trade::read(&folder);
    let conventions = Conventions { neighbours: Neighbours::Nearest(20), ..Conventions::default() };
    let found = complexity(&trade.values, &conventions, threads()).expect("enough countries");
    assert!(found.density.values().iter().all(|value| (0.0..=1.0 + 1e-12).contains(value)));
    let (mut above_one, mut most) = (0, 0_usize);
    for product in 0..785 {
        let mut nearest: Vec<usize> = (0..785).collect();
        let row = found.proximity.row(product);
        nearest.sort_by(|a, b| row[*b].total_cmp(&row[*a]).then(a.cmp(b)));
        nearest.truncate(20);
        for country in 0..226 {
            let has = |at: &&usize| found.incidence.territories().contains(country, **at);
            let here: f64 = nearest.iter().filter(has).map(|at| row[*at]).sum();
            let all: f64 = nearest.iter().map(|at| row[*at]).sum();
            near("density", found.density.value(country, product), here / all, 1e-12);
            let unweighted = nearest.iter().filter(has).count();
            above_one += usize::from(unweighted > 1);
            most = most.max(unweighted);
        }
    }
    // The defect would be seen: the sum that it returns is no share.
    assert_eq!(most, 20);
    near("cells above one", f64::from(u32::try_from(above_one).expect("few")) / (226.0 * 785.0), 0.61, 0.05);
}

/// All of an activity's neighbours make the same density as asking for no limit.
#[test]
fn as_many_nearest_as_there_are_is_all() {
    let Some(folder) = folder("trade-1998-2000") else { return };
    let trade = Trade::read(&folder);
    let incidence = Incidence::new(present(&advantage(&trade.values), 1.0));
    let near_by = lanbai_graphs::complexity::proximity(
        incidence.activities(),
        lanbai_graphs::complexity::Diagonal::One,
        threads(),
    );
    let all = density(&incidence, &near_by, Neighbours::All, threads());
    let nearest = density(&incidence, &near_by, Neighbours::Nearest(785), threads());
    for (a, b) in all.values().iter().zip(nearest.values()) {
        near("density", *a, *b, 1e-12);
    }
}

/// EconGeo rounds the projected matrix to four decimals before it takes the eigenvector: ECI errs by up to 0.0078
/// deviations and 33 of 226 ranks move.
#[test]
fn eci_solves_the_matrix_that_was_not_rounded() {
    let Some(folder) = folder("trade-1998-2000") else { return };
    let trade = Trade::read(&folder);
    let found = complexity(&trade.values, &Conventions::default(), threads()).expect("enough countries");
    let exact = projected(&found.incidence);
    let times = |matrix: &[Vec<f64>], vector: &[f64]| -> Vec<f64> {
        matrix.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
    };
    for (image, value) in times(&exact, &found.vectors.territory).iter().zip(&found.vectors.territory) {
        near("eigenvector", *image, found.vectors.second * value, 1e-12);
    }
    let rounded: Vec<Vec<f64>> =
        exact.iter().map(|row| row.iter().map(|value| (value * 1e4).round() / 1e4).collect()).collect();
    let theirs = standardised(&second_vector(&rounded), &found.eci);
    let ours = standardised(&second_vector(&exact), &found.eci);
    let most = |other: &[f64]| found.eci.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(most(&ours) < 1e-9, "the same method on the exact matrix gives ours");
    near("greatest error of rounding", most(&theirs), 0.0078, 5e-4);
    let moved = ranks(&found.eci).iter().zip(ranks(&theirs)).filter(|(a, b)| **a != *b).count();
    assert!((25..=40).contains(&moved), "{moved} ranks move");
}

/// M~ = D^-1 M U^-1 M'.
fn projected(incidence: &Incidence) -> Vec<Vec<f64>> {
    let (countries, products) = (incidence.territories(), incidence.activities());
    let mut matrix = vec![vec![0.0; countries.rows()]; countries.rows()];
    for (country, row) in matrix.iter_mut().enumerate() {
        for product in countries.targets(country) {
            let product = *product as usize;
            for other in products.targets(product) {
                row[*other as usize] += 1.0 / (countries.degree(country) * products.degree(product)) as f64;
            }
        }
    }
    matrix
}

/// By iterating two vectors: their span is that of the first two eigenvectors.
fn second_vector(matrix: &[Vec<f64>]) -> Vec<f64> {
    let size = matrix.len();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let times = |v: &[f64]| -> Vec<f64> { matrix.iter().map(|row| dot(row, v)).collect() };
    let mut one = vec![1.0; size];
    let mut two: Vec<f64> = (0..size).map(|n| if n % 3 == 0 { 1.0 } else { -0.7 }).collect();
    for _ in 0..400 {
        (one, two) = (times(&one), times(&two));
        let length = dot(&one, &one).sqrt();
        one.iter_mut().for_each(|value| *value /= length);
        let along = dot(&one, &two);
        two.iter_mut().zip(&one).for_each(|(value, other)| *value -= along * other);
        let length = dot(&two, &two).sqrt();
        two.iter_mut().for_each(|value| *value /= length);
    }
    // A one = a one, A two = b one + c two: the eigenvector of c is two + b / (c - a) one.
    let image = times(&two);
    let (a, b, c) = (dot(&one, &times(&one)), dot(&one, &image), dot(&two, &image));
    two.iter().zip(&one).map(|(two, one)| two + b / (c - a) * one).collect()
}

fn standardised(vector: &[f64], like: &[f64]) -> Vec<f64> {
    let count = vector.len() as f64;
    let mean = vector.iter().sum::<f64>() / count;
    let deviation = (vector.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let sign = vector.iter().zip(like).map(|(a, b)| (a - mean) * b).sum::<f64>().signum();
    vector.iter().map(|value| sign * (value - mean) / deviation).collect()
}

fn ranks(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let mut ranks = vec![0; values.len()];
    order.iter().enumerate().for_each(|(rank, at)| ranks[*at] = rank);
    ranks
}
