//! Examples that can be worked out by hand, from books and papers.

use lanbai_graphs::complexity::{Deviation, Diagonal};
use lanbai_graphs::complexity::{
    Incidence, Neighbours, density, proximity, reflections, subnational, vectors,
};
use lanbai_graphs::linkages::{
    Conventions, Table, Tolerance, check, flegg, flegg_location_quotient, leontief, linkages,
};
use lanbai_graphs::risk::{Class, Supply, SupplyNetwork, concentrations, substitutes};
use lanbai_graphs::{Dense, Pattern};

use crate::reference::{near, threads};

/// Miller and Blair, Input-Output Analysis, tables 2.3 and 2.4: two sectors.
fn miller_and_blair() -> Table {
    Table {
        flows: Dense::from_rows(2, vec![150.0, 500.0, 200.0, 100.0]).expect("a square"),
        final_use: vec![350.0, 1700.0],
        imports: vec![0.0, 0.0],
        output: vec![1000.0, 2000.0],
        value_added: vec![650.0, 1400.0],
    }
}

#[test]
fn two_sectors_of_miller_and_blair() {
    let table = miller_and_blair();
    assert_eq!(table.coefficients().values(), [0.15, 0.25, 0.2, 0.05]);
    let inverse = leontief(&table.coefficients()).expect("an inverse");
    let expected = [1.254_125_41, 0.330_033, 0.264_026_4, 1.122_112_21];
    for (ours, theirs) in inverse.values().iter().zip(expected) {
        near("inverse", *ours, theirs, 1e-7);
    }
    // Final use of 600 and 1,500 instead takes outputs of 1,247.52 and 1,841.58.
    near("output", 600.0 * inverse.value(0, 0) + 1500.0 * inverse.value(0, 1), 1247.52, 6e-3);
    near("output", 600.0 * inverse.value(1, 0) + 1500.0 * inverse.value(1, 1), 1841.58, 6e-3);
    let found = linkages(&table, Conventions::default()).expect("an inverse");
    near("mean", found.backward.iter().sum::<f64>() / 2.0, 1.0, 1e-15);
    // Without sector 1, sector 2 makes what serves its own final use: 1700 / 0.95.
    near("loss", found.extraction[0], 3000.0 - 1700.0 / 0.95, 1e-9);
}

#[test]
fn what_does_not_balance_and_what_is_negative_is_told_with_its_cell() {
    let codes = ["01".to_owned(), "02".to_owned()];
    let mut table = miller_and_blair();
    assert_eq!(check(&table, &codes, Tolerance::default()), []);
    table.flows.row_mut(0)[1] = -500.0;
    table.final_use[1] = f64::NAN;
    let told: Vec<String> = check(&table, &codes, Tolerance::default())
        .iter()
        .map(|finding| format!("{} {:?}", finding.code, finding.arguments))
        .collect();
    let expected = [
        r#"chain-negative-flow {"supplier": Text("01"), "user": Text("02"), "value": Text("-500")}"#,
        r#"chain-row-unbalanced {"difference": Text("-1000"), "output": Text("1000"), "sector": Text("01"), "sum": Text("0")}"#,
        r#"chain-row-unbalanced {"difference": Text("NaN"), "output": Text("2000"), "sector": Text("02"), "sum": Text("NaN")}"#,
        r#"chain-column-unbalanced {"difference": Text("-1000"), "output": Text("2000"), "sector": Text("02"), "sum": Text("1000")}"#,
    ];
    assert_eq!(told, expected);
    table.output[0] = -1.0;
    assert!(
        check(&table, &codes, Tolerance::default()).iter().any(|finding| finding.code == "chain-bad-output")
    );
    table.flows.row_mut(0)[0] = f64::INFINITY;
    let codes: Vec<&str> =
        check(&table, &codes, Tolerance::default()).iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"chain-flow-no-number"));
}

#[test]
fn an_economy_that_uses_up_all_it_makes_has_no_inverse() {
    let closed = Dense::from_rows(2, vec![0.4, 0.7, 0.6, 0.3]).expect("a square");
    assert!(leontief(&closed).is_err());
    let beyond = Dense::from_rows(2, vec![f64::NAN, 0.0, 0.0, 0.0]).expect("a square");
    assert!(leontief(&beyond).is_err());
}

/// Two sectors, the region half of the nation in the first and a quarter in the second.
#[test]
fn flegg_lowers_what_a_small_region_cannot_supply() {
    let (nation, region) = ([100.0, 100.0], [50.0, 25.0]);
    let national = Dense::from_rows(2, vec![0.2, 0.3, 0.1, 0.4]).expect("a square");
    let found = flegg(&national, &nation, &region, 0.3).expect("an estimate");
    near("lambda", found.lambda, (1.375_f64).log2().powf(0.3), 1e-15);
    let quotients = flegg_location_quotient(&nation, &region, found.lambda);
    // SLQ is 4/3 and 2/3; across sectors their ratios 2 and 1/2.
    for (ours, by_hand) in quotients.values().iter().zip([4.0 / 3.0, 2.0, 0.5, 2.0 / 3.0]) {
        near("quotient", *ours, found.lambda * by_hand, 1e-15);
    }
    near("kept whole", found.coefficients.value(0, 1), 0.3, 1e-15);
    near("lowered", found.coefficients.value(1, 0), 0.1 * 0.5 * found.lambda, 1e-15);
    near("the rest", found.from_outside.value(1, 0), 0.1 - 0.05 * found.lambda, 1e-15);
    // A region that is the nation keeps its table, whatever the exponent.
    let whole = flegg(&national, &nation, &nation, 0.3).expect("an estimate");
    assert_eq!(whole.coefficients, national);
    let without = flegg(&national, &nation, &[50.0, 0.0], 0.3).expect("an estimate");
    assert_eq!(without.coefficients.row(1), [0.0, 0.0]);
    assert_eq!(without.coefficients.value(0, 1), 0.0);
    assert!(flegg(&national, &nation, &region, 1.0).is_err());
    assert!(flegg(&national, &nation, &[1.0], 0.3).is_err());
}

/// Hidalgo and Hausmann (2009), figure S4: four countries, four products.
fn hidalgo_and_hausmann() -> Incidence {
    let present = [(0, 0), (0, 1), (0, 2), (0, 3), (1, 1), (2, 2), (2, 3), (3, 3)];
    Incidence::new(Pattern::from_arcs(4, &present).expect("within"))
}

#[test]
fn four_countries_of_hidalgo_and_hausmann() {
    let toy = hidalgo_and_hausmann();
    assert_eq!((toy.diversity(), toy.ubiquity()), (vec![4, 1, 2, 1], vec![1, 2, 2, 3]));
    let (countries, products) = reflections(&toy, 1);
    assert_eq!(countries, [2.0, 2.0, 2.5, 3.0]);
    assert_eq!(products, [4.0, 2.5, 3.0, 7.0 / 3.0]);
    let found = vectors(&toy).expect("vectors");
    near("second eigenvalue", found.second, 0.542_133_71, 1e-8);
    near("third eigenvalue", found.third, 0.190_154_3, 1e-7);
    // A territory is the mean of what is present in it; an activity, times the eigenvalue, that of where it is.
    for country in 0..4 {
        let present = toy.territories().targets(country);
        let mean = present.iter().map(|at| found.activity[*at as usize]).sum::<f64>() / present.len() as f64;
        near("country", found.territory[country], mean, 1e-12);
    }
    for product in 0..4 {
        let at = toy.activities().targets(product);
        let mean = at.iter().map(|at| found.territory[*at as usize]).sum::<f64>() / at.len() as f64;
        near("product", found.second * found.activity[product], mean, 1e-12);
    }
}

#[test]
fn proximity_and_density_of_the_toy_by_hand() {
    let toy = hidalgo_and_hausmann();
    let one = proximity(toy.activities(), Diagonal::One, threads());
    // Products 3 and 4 are together in two countries; the commoner one is in three.
    near("proximity", one.value(2, 3), 2.0 / 3.0, 1e-15);
    assert_eq!((one.value(3, 2), one.value(2, 2)), (one.value(2, 3), 1.0));
    let zero = proximity(toy.activities(), Diagonal::Zero, threads());
    assert_eq!((zero.value(2, 2), zero.value(2, 3)), (0.0, one.value(2, 3)));
    // Country 4 has product 4 only: near product 3 lie 1 with 1/2, 2 with 1/2, 3 itself, 4 with 2/3.
    let all = density(&toy, &one, Neighbours::All, threads());
    near("density", all.value(3, 2), (2.0 / 3.0) / (0.5 + 0.5 + 1.0 + 2.0 / 3.0), 1e-15);
    let without = density(&toy, &zero, Neighbours::All, threads());
    near("density", without.value(3, 2), (2.0 / 3.0) / (0.5 + 0.5 + 2.0 / 3.0), 1e-15);
    let two = density(&toy, &one, Neighbours::Nearest(2), threads());
    near("of the nearest two", two.value(3, 2), (2.0 / 3.0) / (1.0 + 2.0 / 3.0), 1e-15);
}

#[test]
fn regions_are_measured_with_the_complexity_of_the_world() {
    let toy = hidalgo_and_hausmann();
    let world = [Some(2.0), Some(1.0), Some(0.0), None];
    let found = subnational(&toy, &world, Deviation::Population);
    // Means 1, 1, 0 and none at all; their mean is 2/3, their deviation the root of 2/9.
    let standard = |value: f64| (value - 2.0 / 3.0) / (2.0_f64 / 9.0).sqrt();
    for (ours, by_hand) in found[..3].iter().zip([1.0, 1.0, 0.0]) {
        near("region", ours.expect("a value"), standard(by_hand), 1e-12);
    }
    assert_eq!(found[3], None);
}

#[test]
fn concentration_and_substitutes_by_hand() {
    let supply = |supplier, customer, weight, class| Supply { supplier, customer, weight, class };
    // Firms 0 and 1 are of one sector, 2 alone in another, 3 buys from all.
    let supplies = [
        supply(0, 3, 3.0, Class::Essential),
        supply(1, 3, 1.0, Class::Essential),
        supply(2, 3, 5.0, Class::Essential),
        supply(0, 2, 1.0, Class::NonEssential),
    ];
    let network = SupplyNetwork::new(&[0, 0, 1, 2], &[], &supplies).expect("a network");
    let found = concentrations(&network);
    let told: Vec<_> =
        found.iter().map(|one| (one.customer, one.sector, one.hhi, one.single_source)).collect();
    assert_eq!(told, [(2, 0, 1.0, true), (3, 0, 0.625, false), (3, 1, 1.0, true)]);
    assert_eq!((found[1].greatest, found[1].greatest_share, found[1].suppliers), (0, 0.75, 2));
    assert_eq!((found[0].essential, found[2].essential), (false, true));
    let others = substitutes(&network);
    assert_eq!((others[0].others, others[0].substitutability), (1, 1.0 - 4.0 / 5.0));
    assert_eq!((others[2].others, others[2].substitutability, others[2].depend_alone), (0, 0.0, 1));
    assert_eq!(others[0].depend_alone, 0);
}

#[test]
fn a_network_of_nobody_and_of_nonsense_is_refused() {
    let supply = Supply { supplier: 0, customer: 9, weight: 1.0, class: Class::Essential };
    assert!(SupplyNetwork::new(&[0, 0], &[], &[supply]).is_err());
    let negative = Supply { customer: 1, weight: -1.0, ..supply };
    assert!(SupplyNetwork::new(&[0, 0], &[], &[negative]).is_err());
    assert!(SupplyNetwork::new(&[0, 0], &[f64::NAN, 0.0], &[]).is_err());
}
