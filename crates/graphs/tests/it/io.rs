//! Input-output tables of the United Kingdom (2010) and of China (2020).

use std::collections::BTreeMap;
use std::path::Path;

use lanbai_graphs::linkages::{
    Conventions, Forward, Table, Tolerance, check, extracted, ghosh, leontief, linkages,
};
use lanbai_graphs::{Dense, Labels};

use crate::reference::{folder, near, number, rows, table};

/// A matrix with codes in its first column and as headings, rows in the order of the headings.
fn square(folder: &Path, name: &str) -> (Vec<String>, Dense) {
    let (headings, rows) = table(folder, name);
    let codes: Vec<String> = headings.iter().skip(1).map(str::to_owned).collect();
    let by_code: BTreeMap<&str, &csv::StringRecord> = rows.iter().map(|row| (&row[0], row)).collect();
    let mut values = Vec::new();
    for code in &codes {
        let row = by_code[code.as_str()];
        values.extend((1..=codes.len()).map(|column| number(row, column)));
    }
    let matrix = Dense::from_rows(codes.len(), values).expect("a square");
    (codes, matrix)
}

#[test]
fn the_inverse_and_multipliers_of_the_united_kingdom_are_as_published() {
    let Some(folder) = folder("io-uk-2010") else { return };
    let (codes, coefficients) = square(&folder, "coefficients.csv.gz");
    let (expected_codes, expected) = square(&folder, "expected_leontief_inverse.csv.gz");
    assert_eq!(codes, expected_codes);
    assert_eq!(codes.len(), 127);
    let inverse = leontief(&coefficients).expect("an inverse");
    for (ours, theirs) in inverse.values().iter().zip(expected.values()) {
        near("Leontief inverse", *ours, *theirs, 1e-9);
    }
    let products = rows(&folder, "products.csv");
    let labels: BTreeMap<&str, &str> = products.iter().map(|row| (&row[1], &row[0])).collect();
    let multipliers = inverse.column_sums();
    let mut compared = 0;
    for row in rows(&folder, "expected_output_multipliers.csv") {
        let code = labels[&row[0]];
        let at = codes.iter().position(|own| own == code).expect("a product of the table");
        near(&row[0], multipliers[at], number(&row, 1), 1e-9);
        compared += 1;
    }
    assert_eq!(compared, 127);
}

fn china() -> Option<(std::path::PathBuf, Labels, Table)> {
    let folder = folder("io-china-2020")?;
    let sectors = rows(&folder, "sectors.csv");
    let mut codes = Labels::default();
    for row in &sectors {
        codes.number(&row[0]);
    }
    let mut flows = Dense::zeros(codes.len(), codes.len());
    for row in rows(&folder, "flows.csv.gz") {
        let at = |name: &str| codes.find(name).expect("a sector of the table") as usize;
        flows.row_mut(at(&row[0]))[at(&row[1])] = number(&row, 2);
    }
    let column = |at| sectors.iter().map(|row| number(row, at)).collect::<Vec<f64>>();
    let (final_use, imports, output, value_added) = (column(2), column(3), column(4), column(5));
    Some((folder, codes, Table { flows, final_use, imports, output, value_added }))
}

#[test]
fn the_table_of_china_balances() {
    let Some((_, codes, table)) = china() else { return };
    table.shape().expect("one shape");
    let strict = Tolerance { relative: 0.0, absolute: 1e-5 };
    assert_eq!(check(&table, codes.names(), strict), []);
    let total: f64 = table.value_added.iter().sum();
    assert_eq!((total / 1e4).round(), 1_016_422.0, "in 100 million yuan");
}

#[test]
fn the_linkages_of_china_are_those_of_numpy() {
    let Some((folder, codes, table)) = china() else { return };
    let found = linkages(&table, Conventions::default()).expect("an inverse");
    assert_eq!(found.key.iter().filter(|key| **key).count(), 31);
    let mut compared = 0;
    for row in rows(&folder, "expected_linkages_numpy.csv") {
        let at = codes.find(&row[0]).expect("a sector of the table") as usize;
        near(&row[0], found.backward[at], number(&row, 1), 1e-9);
        near(&row[0], found.forward[at], number(&row, 2), 1e-9);
        compared += 1;
    }
    assert_eq!(compared, 153);
}

#[test]
fn what_holds_of_any_inverse_holds_in_china() {
    let Some((_, _, table)) = china() else { return };
    let found = linkages(&table, Conventions { forward: Forward::Leontief }).expect("an inverse");
    // L f = x, where final use is net of imports.
    for sector in 0..table.sectors() {
        let row = found.inverse.row(sector).iter();
        let demand = table.final_use.iter().zip(&table.imports).map(|(used, imported)| used - imported);
        let output: f64 = row.zip(demand).map(|(share, demand)| share * demand).sum();
        near("output", output / table.output[sector], 1.0, 1e-9);
    }
    // v' G = x' with value added as the only primary input.
    let supply = ghosh(&table.allocation()).expect("an inverse");
    for user in 0..table.sectors() {
        let output: f64 =
            (0..table.sectors()).map(|sector| table.value_added[sector] * supply.value(sector, user)).sum();
        near("output", output / table.output[user], 1.0, 1e-9);
    }
    let rows: Vec<f64> = supply.row_sums();
    let mean = rows.iter().sum::<f64>() / rows.len() as f64;
    let by_similarity = linkages(&table, Conventions::default()).expect("an inverse").forward;
    for (row, forward) in rows.iter().zip(by_similarity) {
        near("forward", forward, row / mean, 1e-9);
    }
    // Extraction is what deleting the sector's row and column gives.
    for sector in [0, 76, 152] {
        let left = extracted(&found.inverse, &table.output, sector);
        let rest: Vec<usize> = (0..table.sectors()).filter(|at| *at != sector).collect();
        let coefficients = table.coefficients();
        let values = rest.iter().flat_map(|row| rest.iter().map(|column| coefficients.value(*row, *column)));
        let smaller = Dense::from_rows(rest.len(), values.collect()).expect("a square");
        let inverse = leontief(&smaller).expect("an inverse");
        let demand: Vec<f64> = rest.iter().map(|at| table.final_use[*at] - table.imports[*at]).collect();
        for (nth, at) in rest.iter().enumerate() {
            let naive: f64 = inverse.row(nth).iter().zip(&demand).map(|(share, demand)| share * demand).sum();
            near("what is left", left[*at] / table.output[*at], naive / table.output[*at], 1e-9);
        }
        let lost = table.output.iter().sum::<f64>() - left.iter().sum::<f64>();
        near("loss", found.extraction[sector] / lost, 1.0, 1e-9);
    }
}
