//! A correction is a new row that names the old one; what was known before is still there to be asked for.

use lanbai_app::ImportOptions;
use lanbai_app::ask::Limits;
use lanbai_app::view::ImportReport;

use crate::support::Demo;

const HEADINGS: &str = "territory,measure,period,value,unit,origin,source,known_on,更正\n";
const FIRST: &str = "lanzhou-etdz,gdp,2023,251.5,亿元,published,gscn-2021-02-10,2024-03-01,\n";

async fn import(demo: &Demo, rows: &str) -> ImportReport {
    demo.import_text("gdp.csv", &format!("{HEADINGS}{rows}"), ImportOptions::default()).await
}

fn second(corrected: &str) -> String {
    format!("lanzhou-etdz,gdp,2023,249.8,亿元,published,gscn-2021-02-10,2024-09-01,{corrected}\n")
}

/// The id of the one observation, as a page of the table shows it.
async fn id(demo: &Demo) -> String {
    let page = demo.app.table("observations", None, None, None).await.expect("a page");
    assert_eq!(page.rows.len(), 1);
    page.rows[0][0].as_str().expect("more digits than a number of JavaScript has").to_owned()
}

fn gdp(demo: &Demo, limits: &Limits) -> Option<f64> {
    demo.app.evaluate("gdp", "lanzhou-etdz", "2023", limits).expect("asked rightly")[0].value
}

fn codes(report: &ImportReport) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_answers_from_the_day_on_which_it_was_known() {
    let demo = Demo::empty("lanbai").await;
    assert_eq!(import(&demo, FIRST).await.added, 1);
    // Same grade and origin, known earlier: only the correction itself makes the new row the better one.
    let earlier = "lanzhou-etdz,gdp,2023,249.8,亿元,published,gscn-2021-02-10,2024-02-01,";
    let corrected = id(&demo).await;
    let rows = format!("{earlier}{corrected}\n");
    let report = import(&demo, &rows).await;
    assert_eq!((report.added, codes(&report)), (1, vec![]));
    assert_eq!(gdp(&demo, &Limits::default()), Some(249.8));
    assert!(
        demo.ask("gdp", "lanzhou-etdz", "2023").alternatives.is_empty(),
        "what was corrected is no rival"
    );
    let again = import(&demo, &rows).await;
    assert_eq!((again.added, again.publication, codes(&again)), (0, None, vec!["data-same-file"]));
    let reworded = import(&demo, &format!("{rows}\n")).await;
    assert_eq!((reworded.added, reworded.publication), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_known_before_a_correction_can_be_asked_for() {
    let demo = Demo::empty("lanbai").await;
    import(&demo, FIRST).await;
    let report = import(&demo, &second(&id(&demo).await)).await;
    assert_eq!(report.added, 1, "{:?}", report.findings);
    let as_of = |day: &str| Limits { as_of: Some(day.to_owned()), ..Limits::default() };
    assert_eq!(gdp(&demo, &as_of("2024-02-29")), None);
    assert_eq!(gdp(&demo, &as_of("2024-08-31")), Some(251.5));
    assert_eq!(gdp(&demo, &as_of("2024-09-01")), Some(249.8));
    assert_eq!(gdp(&demo, &Limits::default()), Some(249.8));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_hold_a_row_and_its_correction() {
    let demo = Demo::empty("lanbai").await;
    import(&demo, FIRST).await;
    let corrected = id(&demo).await;
    let other = Demo::empty("lanbai").await;
    let both = import(&other, &format!("{FIRST}{}", second(&corrected))).await;
    assert_eq!((both.added, codes(&both)), (2, vec![]));
    assert_eq!(gdp(&other, &Limits::default()), Some(249.8));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_of_nothing_or_of_something_else_is_refused_whole() {
    let demo = Demo::empty("lanbai").await;
    import(&demo, FIRST).await;
    let corrected = id(&demo).await;
    for (rows, code) in [
        (second("1"), "data-nothing-to-correct"),
        (second(&corrected).replace("lanzhou-etdz", "lanzhou-hitech"), "data-corrects-another"),
        (second(&corrected).replace(",gdp,", ",rd-expenditure,"), "data-corrects-another"),
        (second(&corrected).replace(",2023,", ",2022,"), "data-corrects-another"),
    ] {
        let good = second(&corrected);
        let report = import(&demo, &format!("{good}{rows}")).await;
        assert_eq!((report.added, report.publication, codes(&report)), (0, None, vec![code]), "{rows}");
        assert_eq!(report.findings[0].place.line, Some(3));
        let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
        let dry = demo.import_text("gdp.csv", &format!("{HEADINGS}{rows}"), options).await;
        assert_eq!(codes(&dry), [code], "a dry run tells the same");
    }
    assert_eq!(gdp(&demo, &Limits::default()), Some(251.5));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_with_corrections_is_handed_back_unchanged() {
    let demo = Demo::empty("lanbai").await;
    import(&demo, FIRST).await;
    import(&demo, &second(&id(&demo).await)).await;
    let table = demo.app.table_file("observations", None, false).await.expect("a table");
    let text = String::from_utf8(lanbai_report::to_csv(&table).expect("written")).expect("UTF-8");
    let back = demo.import_text("back.csv", &text, ImportOptions::default()).await;
    assert_eq!((back.added, back.unchanged), (0, 2), "{:?}", back.findings);
    let other = Demo::empty("lanbai").await;
    let there = other.import_text("back.csv", &text, ImportOptions::default()).await;
    assert_eq!(there.added, 2, "{:?}", there.findings);
    assert_eq!(gdp(&other, &Limits::default()), Some(249.8));
}
