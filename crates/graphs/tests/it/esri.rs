//! Economic systemic risk: the toy of 13 firms and the benchmark of 1,232.

use lanbai_graphs::Labels;
use lanbai_graphs::risk::{Class, Essentiality, Shock, Stop, Supply, SupplyNetwork, all_closures, score};

use crate::reference::{folder, near, number, rows, table, threads};

#[test]
fn the_toy_is_as_published() {
    let Some(folder) = folder("esri") else { return };
    let edges = rows(&folder, "toy13_edges.csv");
    let names = edges.iter().flat_map(|row| [&row[0], &row[1]]);
    let firms = Labels::sorted(names);
    let at = |name: &str| firms.find(name).expect("a firm of the toy");
    let mut sectors = vec![0; firms.len()];
    let mut supplies = Vec::new();
    for row in &edges {
        let (supplier, customer) = (at(&row[0]), at(&row[1]));
        sectors[supplier as usize] = row[2].parse().expect("a sector");
        sectors[customer as usize] = row[3].parse().expect("a sector");
        let class = Class::from_number(row[5].parse().expect("a class")).expect("nought to two");
        supplies.push(Supply { supplier, customer, weight: number(row, 4), class });
    }
    let network = SupplyNetwork::new(&sectors, &[], &supplies).expect("a network");
    let found = all_closures(&network, Stop::default(), threads());
    let expected = rows(&folder, "toy13_expected.csv");
    assert_eq!(expected.len(), 13);
    for row in expected {
        near(&row[0], found[at(&row[0]) as usize].combined, number(&row, 1), 1e-9);
    }
}

/// 1,232 firms, two a sector, each supplying eight others.
fn benchmark(folder: &std::path::Path) -> SupplyNetwork {
    let (headings, rows) = table(folder, "essentiality_nace4_616.csv.gz");
    let classes =
        rows.iter().flat_map(|row| row.iter().skip(1).map(|field| field.parse::<u8>().expect("a class")));
    let classes: Vec<Class> =
        classes.map(|number| Class::from_number(number).expect("nought to two")).collect();
    let counts = [Class::None, Class::NonEssential, Class::Essential]
        .map(|class| classes.iter().filter(|own| **own == class).count());
    assert_eq!(counts, [269_204, 45_013, 65_239], "classes of the published matrix");
    let essentiality = Essentiality::new(headings.len() - 1, classes).expect("a square");
    let sectors: Vec<u32> = (0..1232).map(|firm| firm / 2).collect();
    let mut supplies = Vec::new();
    for supplier in 1..=1232_u32 {
        for offset in [1, 37, 91, 173, 311, 509, 701, 997] {
            let customer = (supplier + offset - 1) % 1232 + 1;
            let class = essentiality.class((supplier - 1) / 2, (customer - 1) / 2);
            let weight = f64::from(1 + (13 * supplier + 7 * customer) % 17);
            supplies.push(Supply { supplier: supplier - 1, customer: customer - 1, weight, class });
        }
    }
    assert_eq!(supplies.len(), 9856);
    SupplyNetwork::new(&sectors, &[], &supplies).expect("a network")
}

#[test]
fn the_benchmark_is_as_published() {
    let Some(folder) = folder("esri") else { return };
    let network = benchmark(&folder);
    let expected = rows(&folder, "benchmark1232_expected.csv");
    assert_eq!(expected.len(), 16);
    let firm = |row: &csv::StringRecord| row[0].parse::<u32>().expect("a firm") - 1;
    let shocks: Vec<Shock> = expected.iter().map(|row| Shock::closure(firm(row))).collect();
    let found = score(&network, &shocks, Stop::default(), threads());
    for (row, ours) in expected.iter().zip(&found) {
        near(&format!("firm {}", &row[0]), ours.combined, number(row, 1), 1e-12);
    }
    let all = all_closures(&network, Stop::default(), threads());
    for (row, ours) in expected.iter().zip(&found) {
        assert_eq!(all[firm(row) as usize], *ours, "a closure among all is the closure alone");
    }
}

/// Values that were found with the C++ implementation and with numpy at other tolerances.
#[test]
fn the_stop_rule_decides_and_downstream_is_converged_at_once() {
    let Some(folder) = folder("esri") else { return };
    let network = benchmark(&folder);
    for (tolerance, combined) in [(1e-2, 0.8784), (1e-3, 0.8856), (1e-4, 0.9834), (1e-6, 0.9998)] {
        let stop = Stop { tolerance, ..Stop::default() };
        let found = score(&network, &[Shock::closure(0)], stop, threads())[0];
        near("combined", found.combined, combined, 5.1e-5);
        near("downstream", found.downstream, 0.8769, 5.1e-5);
        assert!(found.residual < tolerance, "{found:?}");
    }
}

/// Final demand is what stops the leak: with it a loss upstream dies out.
#[test]
fn with_final_demand_the_loss_upstream_converges() {
    let Some(folder) = folder("esri") else { return };
    let closed = benchmark(&folder);
    let sectors: Vec<u32> = (0..1232).map(|firm| firm / 2).collect();
    let supplies: Vec<Supply> = closed.supplies().to_vec();
    let demand = closed.sales().to_vec();
    let open = SupplyNetwork::new(&sectors, &demand, &supplies).expect("a network");
    let upstream = |network: &SupplyNetwork, tolerance| {
        score(network, &[Shock::closure(0)], Stop { tolerance, ..Stop::default() }, threads())[0].upstream
    };
    assert!(upstream(&closed, 1e-6) - upstream(&closed, 1e-3) > 0.1);
    assert!((upstream(&open, 1e-6) - upstream(&open, 1e-3)).abs() < 1e-3);
}
