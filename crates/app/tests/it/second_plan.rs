//! Nothing of Lanbai is in the code: another kind of zone with partly overlapping zones works too.

use crate::support::Demo;

#[tokio::test(flavor = "multi_thread")]
async fn a_union_of_partly_overlapping_zones_counts_each_leaf_once() {
    let demo = Demo::with_figures("harbour-sample").await;
    let snapshot = demo.app.snapshot();
    let plan = &snapshot.plan;
    let territories = &plan.raw.territories.content.territory;
    let zones: Vec<&str> = territories
        .iter()
        .filter(|t| t.kind == lanbai_plan::raw::TerritoryKind::Zone)
        .map(|t| t.id.get_ref().as_str())
        .collect();
    let additive = plan.definitions.indicators.iter().find(|i| match &i.formula {
        Some(lanbai_measures::Formula::Measure(m)) => {
            plan.definitions.measure(*m).over_territory == lanbai_measures::OverTerritory::Sum
        }
        _ => false,
    });
    let indicator = &additive.expect("an indicator that adds up").id;
    // A year for which no zone has a figure of its own: a rounded total would answer before the leaves do.
    let year = plan.definitions.base_period.shifted_years(-1).expect("a year before").to_string();
    let mut overlapping = 0;
    for (n, a) in zones.iter().enumerate() {
        for b in &zones[n + 1..] {
            let union = demo.ask(indicator, &format!("{a}+{b}"), &year);
            let leaves = union.coverage.as_ref().expect("covered").expected;
            let apart =
                [a, b].map(|zone| demo.ask(indicator, zone, &year).coverage.expect("covered").expected);
            // Where one zone holds the other, the union is that zone and its own figure answers.
            let partly = leaves < apart[0] + apart[1] && leaves > apart[0].max(apart[1]);
            if !partly {
                continue;
            }
            overlapping += 1;
            let by_leaf = each_leaf_once(&demo, indicator, &[a, b], &year);
            assert_eq!(union.value, Some(by_leaf), "{a}+{b}");
        }
    }
    assert!(overlapping > 0, "no pair of zones overlaps partly, so this test shows nothing");
}

fn each_leaf_once(demo: &Demo, indicator: &str, zones: &[&str], period: &str) -> f64 {
    let snapshot = demo.app.snapshot();
    let plan = &snapshot.plan;
    let day = period.parse::<lanbai_kernel::Period>().expect("a period").last_day();
    let view = plan.graph.view(lanbai_kernel::territory::MembershipKind::Plan, day);
    let of: Vec<_> = zones.iter().map(|id| plan.territory(id).expect("a zone")).collect();
    let leaves = view.leaves_of_union(&of);
    view.territories_of(&leaves)
        .map(|t| {
            demo.ask(indicator, plan.territory_text(t).id.get_ref(), period).value.expect("a leaf's value")
        })
        .sum()
}
