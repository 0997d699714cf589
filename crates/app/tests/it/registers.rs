//! Registers keep their past and survive an edit of the plan.

use lanbai_app::ImportOptions;
use lanbai_app::ask::Limits;
use lanbai_kernel::{NaiveDate, Origin};

use crate::support::Demo;

const BASES: &str = "base_no,name,industry,level,territory,recognised_on,ended_on\n\
                     T01,示例基地一,biomedicine,provincial,lanzhou-hitech-yantan,2019-03-08,\n\
                     T02,示例基地二,biomedicine,national,lanzhou-hitech-yantan,2020-03-08,\n";

fn known_on(day: &str) -> ImportOptions {
    ImportOptions {
        register: Some("pilot-bases".to_owned()),
        origin: Some(Origin::Reported),
        known_on: Some(day.parse::<NaiveDate>().expect("a day")),
        ..ImportOptions::default()
    }
}

fn bases(demo: &Demo, as_of: Option<&str>) -> Option<f64> {
    let limits = Limits { as_of: as_of.map(str::to_owned), ..Limits::default() };
    let park = "lanzhou-hitech-yantan";
    demo.app.evaluate("pilot-bases", park, "2021", &limits).expect("asked rightly")[0].value
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_corrected_is_still_seen_as_of_the_day_before() {
    let demo = Demo::empty("lanbai").await;
    let first = demo.import_text("bases.csv", BASES, known_on("2022-01-10")).await;
    assert_eq!(first.added, 2, "{:?}", first.findings);
    assert_eq!(bases(&demo, None), Some(2.0));
    let ended = BASES.replace("2020-03-08,\n", "2020-03-08,2021-06-30\n");
    let second = demo.import_text("bases.csv", &ended, known_on("2023-01-10")).await;
    assert_eq!(second.added, 2, "{:?}", second.findings);
    assert_eq!(bases(&demo, None), Some(1.0));
    assert_eq!(bases(&demo, Some("2022-06-01")), Some(2.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_the_plan_extends_keeps_its_rows_and_takes_new_ones() {
    let demo = Demo::empty("lanbai").await;
    demo.import_text("bases.csv", BASES, known_on("2022-01-10")).await;
    let path = demo.app.workspace().plan_folder().join("registers.toml");
    let text = std::fs::read_to_string(&path).expect("readable");
    let anchor = "[[register.field]]\nid = \"base_no\"";
    let field = "[[register.field]]\nid = \"floor_space\"\nname = { zh = \"场地面积\", en = \"Floor space\" }\n\
                 type = \"number\"\nrequired = false\n\n";
    assert!(text.contains(anchor), "the plan changed");
    std::fs::write(&path, text.replacen(anchor, &format!("{field}{anchor}"), 1)).expect("writable");
    assert!(demo.app.refresh().await.expect("looked"));
    assert_eq!(bases(&demo, None), Some(2.0));
    let more = "base_no,name,industry,level,territory,recognised_on,ended_on,floor_space\n\
                T03,示例基地三,biomedicine,national,lanzhou-hitech-yantan,2020-05-01,,1200\n";
    let report = demo.import_text("more.csv", more, known_on("2022-02-10")).await;
    assert_eq!(report.added, 1, "{:?}", report.findings);
    assert_eq!(bases(&demo, None), Some(3.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_was_renamed_keeps_its_rows_and_corrects_them() {
    let demo = Demo::empty("lanbai").await;
    demo.import_text("bases.csv", BASES, known_on("2022-01-10")).await;
    let path = demo.app.workspace().plan_folder().join("registers.toml");
    let text = std::fs::read_to_string(&path).expect("readable");
    let id = "[[register]]\nid = \"pilot-bases\"\n";
    assert!(text.contains(id), "the plan changed");
    let renamed = "[[register]]\nid = \"trial-bases\"\nformerly = [\"pilot-bases\"]\n";
    std::fs::write(&path, text.replacen(id, renamed, 1)).expect("writable");
    assert!(demo.app.refresh().await.expect("looked"));
    assert_eq!(bases(&demo, None), Some(2.0));
    let table =
        demo.app.tables().await.expect("listed").into_iter().find(|t| t.name == "register_pilot_bases");
    assert_ne!(table.expect("it is there").title.zh, "");
    let ended = BASES.replace("2020-03-08,\n", "2020-03-08,2021-06-30\n");
    let options = ImportOptions { register: Some("trial-bases".to_owned()), ..known_on("2023-01-10") };
    let report = demo.import_text("bases.csv", &ended, options).await;
    assert_eq!(report.added, 2, "{:?}", report.findings);
    assert_eq!(bases(&demo, None), Some(1.0));
    assert_eq!(bases(&demo, Some("2022-06-01")), Some(2.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_does_not_say_where_it_comes_from_is_refused() {
    let demo = Demo::empty("lanbai").await;
    let options = ImportOptions { origin: None, ..known_on("2022-01-10") };
    let report = demo.import_text("bases.csv", BASES, options).await;
    assert_eq!((report.added, report.publication), (0, None));
    assert!(report.findings.iter().any(|f| f.code == "data-register-without-origin"));
}
