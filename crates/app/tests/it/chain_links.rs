//! Links of chains that lead to nobody, codes of another edition, rings of ownership, negative weights: each a finding
//! with its place, and nothing is taken over.

use lanbai_app::ImportOptions;
use lanbai_app::view::ImportReport;
use lanbai_kernel::Origin;

use crate::support::Demo;

fn published(register: &str) -> ImportOptions {
    ImportOptions {
        register: Some(register.to_owned()),
        origin: Some(Origin::Published),
        ..ImportOptions::default()
    }
}

const HEADINGS: &str = "link,kind,from,to,territory,weight,unit,edition,basis,source,known_on,note";

async fn links(demo: &Demo, rows: &str) -> ImportReport {
    demo.import_text("links.csv", &format!("{HEADINGS}\n{rows}"), published("chain-links")).await
}

fn told(report: &ImportReport) -> Vec<(&str, Option<u32>)> {
    report.findings.iter().map(|one| (one.code.as_str(), one.place.line)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_nobody_an_unknown_source_and_a_negative_weight_are_refused_where_they_stand() {
    let demo = Demo::with_figures("lanbai").await;
    let rows = "a,supplies,jinchuan,nobody,,,,,S,mzxsb-2025-01-22,2025-01-22,\n\
                b,supplies,jinchuan,baiyin-nonferrous,,5,t,,S,no-such-source,2025-01-22,\n\
                c,supplies,jinchuan,copper-battery-foil,,-5,t,,S,mzxsb-2025-01-22,2025-01-22,\n";
    let report = links(&demo, rows).await;
    let found = told(&report);
    assert!(found.contains(&("data-names-nothing", Some(2))), "{found:?}");
    assert!(found.contains(&("data-names-nothing", Some(3))), "{found:?}");
    assert!(found.contains(&("data-below-least", Some(4))), "{found:?}");
    assert_eq!((report.added, report.publication), (0, None), "nothing is half imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ring_of_ownership_is_refused_also_through_what_was_there_before() {
    let demo = Demo::with_figures("lanbai").await;
    let own = |id: &str, from: &str, to: &str| {
        format!("{id},owns,{from},{to},,,,,S,mzxsb-2025-01-22,2025-01-22,\n")
    };
    let first = links(&demo, &own("x1", "jinchuan", "yinguang")).await;
    assert_eq!(first.added, 1, "{:?}", first.findings);
    let second =
        links(&demo, &(own("x2", "yinguang", "jiuquan-steel") + &own("x3", "jiuquan-steel", "jinchuan")))
            .await;
    assert_eq!(told(&second), [("data-cycle", Some(2))]);
    assert_eq!(second.added, 0);
    // The other way round it is a tree.
    let tree = links(
        &demo,
        &(own("x2", "yinguang", "jiuquan-steel") + &own("x4", "jinchuan", "northwest-aluminium")),
    )
    .await;
    assert_eq!(tree.added, 2, "{:?}", tree.findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_another_edition_is_told_with_its_edition() {
    let demo = Demo::with_figures("lanbai").await;
    let actor = |code: &str, edition: &str| {
        format!(
            "actor,name,kind,territory,code,edition,fact,basis,source,known_on,note\n\
             t1,示例,enterprise,lanzhou,{code},{edition},示例,S,mzxsb-2025-01-22,2025-01-22,\n"
        )
    };
    let import = async |code: &str, edition: &str| {
        demo.import_text("actors.csv", &actor(code, edition), published("chain-actors")).await
    };
    // 2661 is a class of both; 6560 is of 2017 alone.
    let (here, there) = ("gbt4754-2017", "gbt4754-2011");
    let right = import("2661", there).await;
    assert_eq!(right.added, 1, "{:?}", right.findings);
    let wrong = import("9999", here).await;
    assert_eq!(told(&wrong), [("data-names-nothing", Some(2))]);
    let other = import("6560", there).await;
    assert_eq!(told(&other), [("data-code-of-another-edition", Some(2))]);
    assert!(other.findings[0].message.en.contains(here), "{:?}", other.findings);
    let unknown = import("2661", "gbt4754-1994").await;
    assert!(told(&unknown).contains(&("data-names-nothing", Some(2))), "{:?}", unknown.findings);
}
