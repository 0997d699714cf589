//! World trade 1998 to 2000: 226 countries, 785 products.

use std::path::Path;

use lanbai_graphs::complexity::{
    Complexity, Conventions, Diagonal, complexity, fitness, proximity, reflections,
};
use lanbai_graphs::{Csr, Entry, Labels};

use crate::reference::{folder, near, number, rows, threads};

pub struct Trade {
    pub countries: Labels,
    pub products: Labels,
    pub values: Csr,
}

impl Trade {
    pub fn read(folder: &Path) -> Self {
        let rows = rows(folder, "trade.csv.gz");
        let countries = Labels::sorted(rows.iter().map(|row| &row[0]));
        let products = Labels::sorted(rows.iter().map(|row| &row[1]));
        let at = |labels: &Labels, name: &str| labels.find(name).expect("a name that was just read");
        let entries: Vec<Entry> = rows
            .iter()
            .map(|row| Entry {
                row: at(&countries, &row[0]),
                column: at(&products, &row[1]),
                weight: number(row, 2),
            })
            .collect();
        let values = Csr::from_entries(countries.len(), products.len(), &entries).expect("within");
        Self { countries, products, values }
    }

    fn country(&self, name: &str) -> usize {
        self.countries.find(name).expect("a country of the set") as usize
    }

    fn product(&self, name: &str) -> usize {
        self.products.find(name).expect("a product of the set") as usize
    }
}

fn world() -> Option<(std::path::PathBuf, Trade, Complexity)> {
    let folder = folder("trade-1998-2000")?;
    let trade = Trade::read(&folder);
    let found = complexity(&trade.values, &Conventions::default(), threads()).expect("enough countries");
    assert_eq!((found.eci.len(), found.pci.len()), (226, 785));
    Some((folder, trade, found))
}

#[test]
fn presence_is_as_published() {
    let Some((_, _, found)) = world() else { return };
    assert_eq!(found.incidence.territories().entries(), 31_951);
}

#[test]
fn proximity_is_as_published() {
    let Some((folder, trade, found)) = world() else { return };
    let countries = proximity(found.incidence.territories(), Diagonal::One, threads());
    let mut compared = 0;
    for row in rows(&folder, "expected_proximity_country.csv.gz") {
        let ours = countries.value(trade.country(&row[0]), trade.country(&row[1]));
        near(&format!("{row:?}"), ours, number(&row, 2), 1e-12);
        compared += 1;
    }
    assert_eq!(compared, 226 * 225 / 2);
    for row in rows(&folder, "expected_proximity_product_sample.csv.gz") {
        let ours = found.proximity.value(trade.product(&row[0]), trade.product(&row[1]));
        near(&format!("{row:?}"), ours, number(&row, 2), 1e-12);
    }
}

#[test]
fn fitness_and_quality_are_as_published() {
    let Some((folder, trade, found)) = world() else { return };
    for row in rows(&folder, "expected_fitness_country.csv") {
        near(&row[0], found.fitness[trade.country(&row[0])], number(&row, 1), 1e-10);
    }
    for row in rows(&folder, "expected_quality_product.csv") {
        near(&row[0], found.quality[trade.product(&row[0])], number(&row, 1), 1e-10);
    }
    let general = fitness(&found.incidence, 19, 1.0 + 1e-15);
    near("extremality next to one", general.0[0], found.fitness[0], 1e-9);
}

#[test]
fn eci_and_the_third_eigenvalue_are_as_published() {
    let Some((folder, trade, found)) = world() else { return };
    for row in rows(&folder, "expected_eci_country.csv") {
        near(&row[0], found.eci[trade.country(&row[0])], number(&row, 1), 1e-9);
    }
    near("second eigenvalue", found.vectors.second, 0.179_133_919, 1e-9);
    near("third eigenvalue, as LAPACK finds it", found.vectors.third, 0.120_948_862, 1e-9);
    assert!(found.vectors.is_unique());
}

/// The peer standardises PCI with ECI's mean and deviation, which is undone here; we do so when asked.
#[test]
fn pci_is_as_published_once_its_scale_is_undone() {
    let Some((folder, trade, found)) = world() else { return };
    let published: Vec<(usize, f64)> = rows(&folder, "expected_pci_product.csv")
        .iter()
        .map(|row| (trade.product(&row[0]), number(row, 1)))
        .collect();
    let count = published.len() as f64;
    let mean = published.iter().map(|(_, value)| value).sum::<f64>() / count;
    let deviation = (published.iter().map(|(_, value)| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    for (product, value) in &published {
        near("PCI", found.pci[*product], (value - mean) / deviation, 1e-9);
    }
    let conventions =
        Conventions { pci_scale: lanbai_graphs::complexity::PciScale::Territories, ..Conventions::default() };
    let like_theirs = complexity(&trade.values, &conventions, threads()).expect("enough countries");
    for (product, value) in &published {
        near("PCI on ECI's scale", like_theirs.pci[*product], *value, 1e-9);
    }
}

#[test]
fn density_and_outlook_are_as_published() {
    let Some((folder, trade, found)) = world() else { return };
    for row in rows(&folder, "expected_density_sample.csv.gz") {
        let ours = found.density.value(trade.country(&row[0]), trade.product(&row[1]));
        near(&format!("{row:?}"), ours, number(&row, 2), 1e-9);
    }
    for row in rows(&folder, "expected_coi_country.csv") {
        near(&row[0], found.coi[trade.country(&row[0])], number(&row, 1), 1e-9);
    }
}

/// 0.083 is what was found between the two packages' conventions on this set.
#[test]
fn both_conventions_of_the_diagonal_differ_as_found() {
    let Some((_, trade, found)) = world() else { return };
    let conventions = Conventions { diagonal: Diagonal::Zero, ..Conventions::default() };
    let other = complexity(&trade.values, &conventions, threads()).expect("enough countries");
    let pairs = found.density.values().iter().zip(other.density.values());
    let most = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    near("greatest difference", most, 0.083, 5e-4);
}

/// numpy finds 0.0418 deviations between 18 steps of reflections and their limit, and 0.0271 after 20.
#[test]
fn reflections_are_near_the_eigenvector_and_no_nearer_than_found() {
    let Some((_, _, found)) = world() else { return };
    for (steps, expected) in [(18, 0.041_763_98), (20, 0.027_073_75)] {
        let (values, _) = reflections(&found.incidence, steps);
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
        let apart =
            values.iter().zip(&found.eci).map(|(value, eci)| ((value - mean) / deviation - eci).abs());
        near("greatest difference", apart.fold(0.0, f64::max), expected, 1e-6);
    }
}

/// COG has no published value: the formula, naively, on one country.
#[test]
fn outlook_gain_is_its_formula() {
    let Some((_, trade, found)) = world() else { return };
    let country = trade.country("chn");
    let spread = {
        let count = found.vectors.territory.len() as f64;
        let mean = found.vectors.territory.iter().sum::<f64>() / count;
        (found.vectors.territory.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
    };
    let absent = |at: usize| !found.incidence.territories().contains(country, at);
    let total = found.proximity.row_sums();
    for product in (0..785).step_by(7) {
        let naive: f64 = (0..785)
            .filter(|other| absent(*other))
            .map(|other| {
                let pci = found.vectors.activity[other] / spread;
                found.proximity.value(product, other) / total[other] * pci
            })
            .sum();
        let naive = if absent(product) { naive } else { 0.0 };
        near("COG", found.cog.value(country, product), naive, 1e-10);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let Some((_, trade, found)) = world() else { return };
    for count in [1, 3] {
        let threads = std::num::NonZeroUsize::new(count).expect("more than nought");
        let other = complexity(&trade.values, &Conventions::default(), threads);
        assert_eq!(other.as_ref(), Ok(&found), "{count} threads");
    }
}
