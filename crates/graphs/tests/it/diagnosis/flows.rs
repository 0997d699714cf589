//! Flows between groups and outward, by hand.

use lanbai_graphs::diagnosis::{Flow, FlowKind, Table, spill_over};

use super::world::evidence;
use crate::reference::near;

fn flow(row: usize, year: u16, from: Option<u32>, to: Option<u32>, amount: Option<f64>) -> Flow {
    Flow { kind: FlowKind::Contract, from, to, year, amount, evidence: evidence(Table::Flow, row) }
}

/// Territories 0 and 1 are the zone; the belt is 1 and 2, the province 0 to 3; 4 is beyond.
fn flows() -> Vec<Flow> {
    vec![
        flow(0, 2024, Some(0), Some(1), Some(10.0)),
        flow(1, 2024, Some(0), Some(2), Some(20.0)),
        flow(2, 2024, Some(1), Some(4), Some(10.0)),
        flow(3, 2024, Some(1), Some(3), None),
        flow(4, 2024, Some(1), None, Some(99.0)),
        flow(5, 2025, Some(0), Some(4), None),
        flow(6, 2025, None, Some(0), Some(7.0)),
        flow(7, 2025, Some(3), Some(0), Some(7.0)),
    ]
}

#[test]
fn the_outward_share_counts_what_is_known_and_says_what_is_not() {
    let groups = [vec![1, 2], vec![0, 1, 2, 3]];
    let found = spill_over(5, &flows(), &groups, &[0, 1]).expect("in order");
    let of =
        |year, group| found.outward.iter().find(|one| one.year == year && one.group == group).expect("a row");
    // Of 40 known 30 left; of 4 flows whose destination is known 3.
    let anywhere = of(2024, None);
    assert_eq!((anywhere.outward.flows, anywhere.all.flows, anywhere.unknown_destination), (3, 4, 1));
    near("amount", anywhere.share_of_amount.expect("known"), 0.75, 1e-12);
    near("flows", anywhere.share_of_flows.expect("known"), 0.75, 1e-12);
    assert_eq!(anywhere.outward.without_amount, 1);
    // Territory 1 is of the belt and inside: what went there did not leave.
    near("belt", of(2024, Some(0)).share_of_amount.expect("known"), 0.5, 1e-12);
    near("province", of(2024, Some(1)).share_of_flows.expect("known"), 0.5, 1e-12);
    // Of the one flow of 2025 no amount is known.
    assert_eq!((of(2025, None).share_of_amount, of(2025, None).share_of_flows), (None, Some(1.0)));
    assert_eq!(of(2025, Some(0)).outward.flows, 0);
    assert_eq!(found.unknown_origin, 1);
}

#[test]
fn a_flow_counts_in_every_pair_of_groups_that_it_belongs_to() {
    let groups = [vec![1, 2], vec![0, 1, 2, 3]];
    let found = spill_over(5, &flows(), &groups, &[0, 1]).expect("in order");
    let amount = |from, to| {
        let exchange = found.exchanges.iter().find(|one| one.from == from && one.to == to);
        exchange.map(|one| (one.total.flows, one.total.amount, one.total.without_amount))
    };
    // Within the province: rows 0, 1, 3, 7. From the belt to the province: row 3 alone.
    assert_eq!(amount(1, 1), Some((4, 37.0, 1)));
    assert_eq!(amount(0, 1), Some((1, 0.0, 1)));
    assert_eq!(amount(1, 0), Some((2, 30.0, 0)));
    assert_eq!(amount(0, 0), None);
}

#[test]
fn territories_that_there_are_not_are_refused() {
    assert!(spill_over(4, &flows(), &[], &[0]).is_err());
    assert!(spill_over(5, &flows(), &[vec![5]], &[0]).is_err());
    assert!(spill_over(5, &[flow(0, 2024, Some(0), None, Some(f64::NAN))], &[], &[0]).is_err());
}
