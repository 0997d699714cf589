//! Named rows in, named answers and findings out.

use lanbai_graphs::answer::{
    FlowRow, LinkRow, NamedEssentiality, NetworkConventions, Pair, Pairs, SectorRow, SupplyRow, ValueRow,
    answer_complexity, answer_linkages, answer_network, answer_risk,
};
use lanbai_graphs::complexity::{Conventions, Filter};
use lanbai_graphs::risk::{Class, Essentiality, Stop};
use lanbai_graphs::{Labels, Pattern, network::cycles};
use lanbai_kernel::Finding;

use crate::reference::{near, threads};

/// Code, line and column of each.
fn told(findings: &[Finding]) -> Vec<String> {
    let place = |finding: &Finding| match (finding.place.line, &finding.place.column) {
        (Some(line), Some(column)) => format!("{} {line} {column}", finding.code),
        (Some(line), None) => format!("{} {line}", finding.code),
        _ => finding.code.to_owned(),
    };
    findings.iter().map(place).collect()
}

/// Hidalgo and Hausmann's toy: whatever has a value is present at the threshold of [`everything`].
const TOY: [(&str, &str, f64); 8] = [
    ("a", "p1", 8.0),
    ("a", "p2", 4.0),
    ("a", "p3", 4.0),
    ("a", "p4", 4.0),
    ("b", "p2", 9.0),
    ("c", "p3", 5.0),
    ("c", "p4", 5.0),
    ("d", "p4", 9.0),
];

fn everything() -> Conventions {
    Conventions { threshold: 1e-9, ..Conventions::default() }
}

fn values(rows: &[(&'static str, &'static str, f64)]) -> Vec<ValueRow<'static>> {
    rows.iter().map(|(territory, activity, value)| ValueRow { territory, activity, value: *value }).collect()
}

#[test]
fn complexity_has_the_promised_fields() {
    let (found, findings) = answer_complexity(&values(&TOY), &everything(), Pairs::All, threads());
    assert_eq!(told(&findings), [""; 0]);
    let json = serde_json::to_value(found.expect("an answer")).expect("JSON");
    let keys =
        |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["activities", "conventions", "pairs", "territories"]);
    assert_eq!(keys(&json["territories"][0]), ["coi", "diversity", "eci", "fitness", "territory"]);
    assert_eq!(keys(&json["activities"][0]), ["activity", "pci", "quality", "ubiquity"]);
    assert_eq!(json["conventions"]["deviation"], "population");
    assert_eq!(json["conventions"]["diagonal"], "one");
    assert_eq!(json["pairs"].as_array().map(Vec::len), Some(6 + 16));
    assert_eq!(json["territories"][0]["territory"], "a");
}

#[test]
fn pairs_come_only_when_wanted_and_name_what_they_pair() {
    let none = answer_complexity(&values(&TOY), &everything(), Pairs::None, threads()).0;
    assert_eq!(none.expect("an answer").pairs, []);
    let all = answer_complexity(&values(&TOY), &everything(), Pairs::All, threads()).0;
    let pairs = all.expect("an answer").pairs;
    let proximity = pairs.iter().find_map(|pair| match pair {
        Pair::Activities { activity, other, proximity } if activity == "p3" && other == "p4" => {
            Some(*proximity)
        }
        _ => None,
    });
    near("proximity", proximity.expect("the pair"), 2.0 / 3.0, 1e-15);
}

#[test]
fn bad_rows_are_told_with_line_and_column_and_nothing_is_computed() {
    let mut rows = TOY.to_vec();
    rows[1].2 = -1.0;
    rows[2].0 = " ";
    rows[3].2 = f64::NAN;
    let (found, findings) = answer_complexity(&values(&rows), &everything(), Pairs::None, threads());
    assert!(found.is_none());
    assert_eq!(
        told(&findings),
        ["chain-negative-value 3 value", "chain-link-to-nobody 4 territory", "chain-no-number 5 value"]
    );
}

#[test]
fn repeated_cells_what_is_left_out_and_what_is_not_unique_are_told() {
    let mut rows = TOY.to_vec();
    rows.push(("b", "p2", 1.0));
    rows.push(("nothing", "p1", 0.0));
    let (found, findings) = answer_complexity(&values(&rows), &everything(), Pairs::None, threads());
    assert_eq!(told(&findings), ["chain-cell-twice 10 value", "chain-territories-left-out"]);
    assert_eq!(found.expect("an answer").territories.len(), 4);
    let apart = values(&[("a", "p", 1.0), ("b", "q", 1.0), ("c", "q", 1.0)]);
    let (_, findings) = answer_complexity(&apart, &Conventions::default(), Pairs::None, threads());
    assert_eq!(told(&findings), ["chain-complexity-not-unique"]);
    let filter = Filter { territory_total: 100.0, ..Filter::default() };
    let few = answer_complexity(
        &values(&TOY),
        &Conventions { filter, ..Conventions::default() },
        Pairs::None,
        threads(),
    );
    assert!(few.0.is_none());
    assert_eq!(told(&few.1), ["chain-nothing-to-compare"]);
    let none = answer_complexity(&[], &Conventions::default(), Pairs::None, threads());
    assert_eq!(told(&none.1), ["chain-nothing-to-compare"]);
}

fn sector(code: &'static str, gross_output: f64, final_use: f64, value_added: f64) -> SectorRow<'static> {
    SectorRow { code, name: "", final_use, imports: 0.0, gross_output, value_added }
}

#[test]
fn linkages_of_a_table_with_faults_say_where_they_are() {
    let flow = |supplier, user, value| FlowRow { supplier, user, value };
    let flows = [flow("1", "1", 150.0), flow("1", "2", 500.0), flow("2", "1", 200.0), flow("2", "2", 100.0)];
    let sectors = [sector("1", 1000.0, 350.0, 650.0), sector("2", 2000.0, 1700.0, 1400.0)];
    let answer = |flows: &[FlowRow<'_>], sectors: &[SectorRow<'_>]| {
        answer_linkages(flows, sectors, Default::default(), Default::default())
    };
    let (found, findings) = answer(&flows, &sectors);
    assert_eq!(told(&findings), [""; 0]);
    let json = serde_json::to_value(found.expect("an answer")).expect("JSON");
    assert_eq!(json["sectors"][0]["code"], "1");
    assert_eq!(json["conventions"]["forward"], "ghosh");
    let mut unbalanced = sectors;
    unbalanced[0].gross_output = 1001.0;
    let (found, findings) = answer(&flows, &unbalanced);
    assert!(found.is_some());
    assert_eq!(told(&findings), ["chain-row-unbalanced", "chain-column-unbalanced"]);
    let strange = [flow("1", "3", 1.0), flow("4", "2", 1.0)];
    let (found, findings) = answer(&strange, &[sectors[0], sectors[1], sectors[1]]);
    assert!(found.is_none());
    let expected =
        ["chain-sector-twice 4 code", "chain-unknown-sector 2 user", "chain-unknown-sector 3 supplier"];
    assert_eq!(told(&findings), expected);
    assert_eq!(told(&answer(&[], &[]).1), ["chain-no-sectors"]);
    let (found, findings) = answer(&[flow("1", "1", 1.0)], &[sector("1", 1.0, 0.0, 0.0)]);
    assert!(found.is_none());
    assert_eq!(told(&findings), ["chain-no-inverse"]);
}

/// Two sectors that use twice what they make balance by negative value added, and have an inverse that is negative:
/// (I - A)^-1 with A = [[0, 2], [2, 0]] is -1/3 [[1, 2], [2, 1]].
#[test]
fn a_table_that_uses_more_than_it_makes_has_no_linkages() {
    let flow = |supplier, user, value| FlowRow { supplier, user, value };
    let flows = [flow("a", "b", 2.0), flow("b", "a", 2.0)];
    let sectors = [sector("a", 1.0, -1.0, -1.0), sector("b", 1.0, -1.0, -1.0), sector("c", 1.0, 1.0, 1.0)];
    let (found, findings) = answer_linkages(&flows, &sectors, Default::default(), Default::default());
    assert!(found.is_none());
    assert_eq!(told(&findings), ["chain-unproductive"]);
    // A by-product that is booked as negative is no such thing.
    let flows = [flow("a", "b", -0.1), flow("b", "a", 0.2)];
    let sectors = [sector("a", 1.0, 1.1, 0.8), sector("b", 1.0, 0.8, 1.1)];
    let (found, findings) = answer_linkages(&flows, &sectors, Default::default(), Default::default());
    assert!(found.is_some());
    assert_eq!(told(&findings), ["chain-negative-flow"]);
}

fn supply(
    supplier: &'static str,
    customer: &'static str,
    sectors: [&'static str; 2],
    weight: f64,
) -> SupplyRow<'static> {
    SupplyRow {
        supplier,
        customer,
        supplier_sector: sectors[0],
        customer_sector: sectors[1],
        weight,
        class: None,
    }
}

#[test]
fn risk_names_its_conventions_and_the_missing_demand() {
    let rows = [supply("a", "b", ["s", "t"], 1.0), supply("b", "c", ["t", "t"], 2.0)];
    let (found, findings) = answer_risk(&rows, None, &[], Stop::default(), threads());
    assert_eq!(told(&findings), ["chain-risk-closed"]);
    let json = serde_json::to_value(found.expect("an answer")).expect("JSON");
    assert_eq!(json["conventions"]["classes"], "all-non-essential");
    assert_eq!(json["conventions"]["final-demand"], false);
    assert_eq!(json["firms"][0]["firm"], "a");
    // Without a, b has no input, and c none either: both sales are lost downstream.
    assert_eq!(json["firms"][0]["downstream"], 1.0);
    let demand = [("c", 3.0), ("nobody", 1.0)];
    let (found, findings) = answer_risk(&rows, None, &demand, Stop::default(), threads());
    assert_eq!(told(&findings), ["chain-demand-of-nobody 3 final-demand"]);
    assert!(found.expect("an answer").conventions.final_demand);
}

#[test]
fn what_would_spoil_a_score_is_told() {
    let ask = |rows: &[SupplyRow<'_>], demand: &[(&str, f64)], stop| {
        let (found, findings) = answer_risk(rows, None, demand, stop, threads());
        (found, told(&findings))
    };
    // Firms of no sector would stand in for each other.
    let blank = [supply("a", "b", ["", "t"], 1.0)];
    assert_eq!(ask(&blank, &[], Stop::default()).1, ["chain-link-to-nobody 2 supplier-sector"]);
    let huge = [supply("a", "b", ["s", "t"], 1e308)];
    assert_eq!(ask(&huge, &[], Stop::default()).1, ["chain-no-number 2 weight"]);
    let rows = [supply("a", "b", ["s", "t"], 1.0)];
    let twice = [("b", 3.0), ("b", 1.0)];
    assert_eq!(ask(&rows, &twice, Stop::default()).1, ["chain-cell-twice 3 final-demand"]);
    // A cascade that stands still is finished, whatever the tolerance.
    let (found, findings) = ask(&rows, &[("b", 3.0)], Stop { tolerance: 0.0, ..Stop::default() });
    assert_eq!(findings, [""; 0]);
    assert!(found.expect("an answer").firms.iter().all(|firm| firm.residual == 0.0));
}

#[test]
fn faults_of_supplies_are_told_with_their_line() {
    let mut rows = vec![
        supply("a", "b", ["s", "t"], 1.0),
        supply("b", "", ["t", "t"], 2.0),
        supply("a", "b", ["u", "t"], -1.0),
    ];
    rows[1].class = Some(7);
    let (found, findings) = answer_risk(&rows, None, &[], Stop::default(), threads());
    assert!(found.is_none());
    assert_eq!(
        told(&findings),
        [
            "chain-link-to-nobody 3 customer",
            "chain-unknown-class 3 class",
            "chain-negative-value 4 weight",
            "chain-firm-in-two-sectors 4 supplier-sector"
        ]
    );
    assert_eq!(told(&answer_risk(&[], None, &[], Stop::default(), threads()).1), ["chain-no-links"]);
    let matrix = NamedEssentiality {
        sectors: Labels::sorted(["s"]),
        classes: Essentiality::new(1, vec![Class::Essential]).expect("a square"),
    };
    let slow = Stop { tolerance: 1e-9, steps: 1 };
    let (_, findings) = answer_risk(&rows[..1], Some(&matrix), &[], slow, threads());
    assert_eq!(
        told(&findings),
        ["chain-sector-not-in-matrix 2 customer-sector", "chain-risk-unfinished", "chain-risk-closed"]
    );
}

#[test]
fn a_chain_of_three_has_its_middle_in_between() {
    let link = |from, to| LinkRow { from, to, weight: 1.0 };
    let rows = [link("a", "b"), link("b", "c"), link("c", "c")];
    let (found, findings) = answer_network(&rows, NetworkConventions::default(), threads());
    assert_eq!(told(&findings), ["chain-link-to-itself 4"]);
    let found = found.expect("an answer");
    let middle = &found.nodes[1];
    assert_eq!(
        (middle.node.as_str(), middle.betweenness, middle.articulation_point, middle.core),
        ("b", 1.0, true, 1)
    );
    assert_eq!(found.bridges, [("a".to_owned(), "b".to_owned()), ("b".to_owned(), "c".to_owned())]);
    assert_eq!(told(&answer_network(&[], NetworkConventions::default(), threads()).1), ["chain-no-links"]);
}

#[test]
fn owners_of_themselves_are_found() {
    let graph = Pattern::from_arcs(7, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (5, 5), (4, 6), (6, 4)]);
    assert_eq!(cycles(&graph.expect("within")), [vec![0, 1, 2], vec![4, 6], vec![5]]);
    assert!(cycles(&Pattern::from_arcs(3, &[(0, 1), (1, 2), (0, 2)]).expect("within")).is_empty());
}
