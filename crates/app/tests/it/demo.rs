//! The figures that the demo must show, with sample data and without.

use lanbai_app::ask::Limits;

use crate::support::{Demo, rounded};

async fn both() -> [Demo; 2] {
    [Demo::with_figures("lanbai").await, Demo::with_sample("lanbai").await]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pilot_zone_has_698_high_tech_enterprises_and_needs_13_24_percent_a_year() {
    for demo in both().await {
        let answer = demo.ask("high-tech-enterprises", "pilot-zone", "2022");
        assert_eq!(answer.value, Some(698.0));
        assert_eq!(answer.origin.as_deref(), Some("published"));
        assert_eq!(rounded(answer.required_growth, 4), Some(0.1324));
        let target = answer.target.expect("inherited");
        assert_eq!((target.value, target.certainty.as_str()), (1300.0, "inferred"));
        assert_eq!(target.inherited_from.as_deref(), Some("lanbai"));
        let page = demo.app.indicator_page("high-tech-enterprises", "pilot-zone", "2022", &Limits::default());
        let paths = page.expect("a page").paths.expect("a base and a target");
        let values = |points: &[lanbai_app::view::PathPoint]| -> Vec<f64> {
            points.iter().map(|p| (p.value * 10.0).round() / 10.0).collect()
        };
        assert_eq!(values(&paths.constant_growth), [698.0, 790.4, 895.1, 1013.7, 1148.0, 1300.0]);
        assert_eq!(values(&paths.linear), [698.0, 818.4, 938.8, 1059.2, 1179.6, 1300.0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_gap_are_told_by_who_makes_them() {
    let demo = Demo::with_sample("lanbai").await;
    let limits = Limits::default();
    let mut told = 0;
    for indicator in demo.app.plan_view().indicators {
        for territory in ["lanbai", "lanzhou-hitech"] {
            let page = demo.app.indicator_page(&indicator.id, territory, "2025", &limits).expect("a page");
            for one in page.attributions {
                let sum: f64 = one.members.iter().map(|member| member.value).sum();
                assert!((sum + one.remainder - one.change).abs() < 1e-6, "{} {one:?}", indicator.id);
                if one.against == "path" {
                    let gap = page.evaluation.gap.expect("a path");
                    assert!((gap - one.change).abs() < 1e-6, "{} {gap} {one:?}", indicator.id);
                }
                assert!(one.members.iter().all(|member| member.territory != territory));
                told += 1;
            }
        }
    }
    assert!(told > 10, "{told}");
    let cockpit = demo.app.cockpit("lanbai", "2025", &limits).expect("a cockpit");
    let items = cockpit.goals.into_iter().flat_map(|goal| goal.items);
    let behind: Vec<_> = items.filter_map(|item| item.behind).collect();
    assert!(!behind.is_empty());
    for one in behind {
        assert!((1..=2).contains(&one.members.len()), "{one:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_known_of_the_demonstration_zone_changes_with_the_day() {
    for demo in both().await {
        let on = |day| demo.ask_as_of("high-tech-enterprises", "demonstration-zone", "2022", day);
        assert_eq!(on(Some("2023-02-01")).value, None);
        assert_eq!(on(Some("2023-03-01")).value, Some(549.0));
        assert!(on(Some("2023-03-01")).alternatives.is_empty());
        let today = on(None);
        assert_eq!(today.value, Some(549.0));
        let other = &today.alternatives[0];
        assert_eq!(
            (other.value, other.qualifiers.as_slice()),
            (547.0, ["period-not-stated".to_owned()].as_slice())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_zone_of_2020_is_the_sum_of_its_bases_and_35_48_percent_of_the_province() {
    for demo in both().await {
        let answer = demo.ask("high-tech-enterprises", "demonstration-zone", "2020");
        assert_eq!((answer.value, answer.rolled_up), (Some(436.0), Some(436.0)));
        let difference = answer.difference.expect("both values");
        assert_eq!((difference.value, difference.explained_by_rounding), (0.0, true));
        let share = answer.share.expect("the province is known");
        assert_eq!((share.of.as_str(), rounded(Some(share.value), 4)), ("gansu", Some(0.3548)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ratio_is_rolled_up_from_numerators_and_never_averaged() {
    for demo in both().await {
        let intensity = demo.ask("rd-intensity", "demonstration-zone", "2020");
        assert_eq!((intensity.value, intensity.method.as_deref()), (Some(4.05), Some("direct")));
        assert_eq!(rounded(intensity.rolled_up, 4), Some(4.0626));
        assert!(!intensity.difference.expect("both values").explained_by_rounding);
        let explanation = demo.app.explain("rd-intensity", "demonstration-zone", "2020", &Limits::default());
        let text = serde_json::to_string(&explanation.expect("explained")).expect("JSON");
        assert!(!text.contains("4.455"), "the average of the ratios is nowhere");
        let share = demo.ask("emerging-industry-share", "demonstration-zone", "2020");
        assert_eq!(share.value, Some(17.48));
        assert_eq!(rounded(share.rolled_up, 2), Some(17.48));
        assert!(share.difference.expect("both values").explained_by_rounding);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_union_of_both_zones_is_the_pilot_zone() {
    for demo in both().await {
        let union = demo.ask("high-tech-enterprises", "demonstration-zone+pilot-zone", "2022");
        assert_eq!(union.value, demo.ask("high-tech-enterprises", "pilot-zone", "2022").value);
        assert_eq!(union.coverage.expect("covered").expected, 24);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_province_rolled_up_along_its_counties_counts_no_park() {
    let demo = Demo::with_sample("lanbai").await;
    let province = demo.ask("gdp", "gansu", "2025");
    // Parks have sample values for 2025; counties have none, so nothing answers for the province.
    assert!(demo.ask("gdp", "lanbai", "2025").value.is_some());
    assert_eq!((province.value, province.rolled_up), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_that_contradict_their_parts_are_findings() {
    let demo = Demo::with_figures("lanbai").await;
    let findings = demo.app.findings();
    let remainder =
        findings.iter().find(|f| f.code == "data-remainder-implausible").expect("859 less its parts");
    for part in ["859", "656", "203", "246.04", "Lanzhou Economic"] {
        assert!(remainder.message.en.contains(part), "{part} is not in {}", remainder.message.en);
    }
    let conflicts = demo.app.conflicts();
    assert!(conflicts.iter().any(|c| c.chosen.value == 549.0 && c.others[0].value == 547.0));
    assert!(conflicts.iter().any(|c| c.chosen.value == 520.0 && c.others[0].value == 512.0));
}
