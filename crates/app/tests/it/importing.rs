//! A file is taken in wholly or not at all, and the same file twice changes nothing.

use lanbai_app::ImportOptions;

use crate::support::{Demo, plan_folder};

const GOOD: &str = "territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n\
                    lanzhou-etdz,gdp,2023,251.5,亿元,exact,published,gscn-2021-02-10,2024-03-01,\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_changes_nothing_and_says_so() {
    let demo = Demo::empty("lanbai").await;
    let path = plan_folder("lanbai").join("figures/high-tech-enterprises.csv");
    let first = demo.import(&path, ImportOptions::default()).await;
    assert_eq!((first.added, first.unchanged), (24, 0));
    let second = demo.import(&path, ImportOptions::default()).await;
    assert_eq!((second.added, second.unchanged, second.publication), (0, 24, None));
    assert!(second.findings.iter().any(|f| f.code == "data-same-file"));
    assert_eq!(demo.app.publications().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_can_be_handed_back_in_both_languages() {
    let demo = Demo::empty("lanbai").await;
    demo.import(&plan_folder("lanbai").join("figures/research.csv"), ImportOptions::default()).await;
    for english in [false, true] {
        let table = demo.app.table_file("observations", None, english).await.expect("a table");
        let text = String::from_utf8(lanbai_report::to_csv(&table).expect("written")).expect("text");
        let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
        let report = demo.import_text("observations.csv", &text, options).await;
        assert_eq!((report.rows, report.added, report.unchanged), (20, 0, 20), "{:#?}", report.findings);
        assert!(report.findings.iter().all(|f| f.code != "intake-unknown-column"), "{:#?}", report.findings);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_counted_as_a_reader_would_and_values_are_what_is_added() {
    let demo = Demo::empty("lanbai").await;
    let wide = "区域,时期,地区生产总值（亿元）,高新技术企业（家）\n兰州高新区,2023,300,400\n\n白银高新区,2023,130,\n";
    let options = ImportOptions {
        origin: Some(lanbai_kernel::Origin::Reported),
        dry_run: true,
        ..ImportOptions::default()
    };
    let report = demo.import_text("wide.csv", wide, options.clone()).await;
    assert_eq!((report.rows, report.added), (2, 3), "{:#?}", report.findings);
    let wrong = wide.replace("300", "三百");
    let report = demo.import_text("wide.csv", &wrong, options).await;
    assert_eq!((report.rows, report.added), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_wrong_row_keeps_the_whole_file_out() {
    let demo = Demo::empty("lanbai").await;
    let wrong = format!("{GOOD}lanzhou-etdc,gdp,2024,260,亿元,exact,published,gscn-2021-02-10,2025-03-01,\n");
    let report = demo.import_text("gdp.csv", &wrong, ImportOptions::default()).await;
    assert_eq!((report.added, report.publication), (0, None));
    let finding = report.findings.iter().find(|f| f.code == "intake-unknown-territory").expect("a finding");
    assert_eq!(finding.place.line, Some(3));
    assert!(finding.message.en.contains("lanzhou-etdz"), "{}", finding.message.en);
    assert_eq!(demo.ask("gdp", "lanzhou-etdz", "2023").value, None);
    let mended = demo.import_text("gdp.csv", GOOD, ImportOptions::default()).await;
    assert_eq!(mended.added, 1);
    assert_eq!(demo.ask("gdp", "lanzhou-etdz", "2023").value, Some(251.5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_changes_nothing() {
    let demo = Demo::empty("lanbai").await;
    let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let report = demo.import_text("gdp.csv", GOOD, options).await;
    assert_eq!((report.added, report.dry_run, report.publication), (1, true, None));
    assert!(demo.app.publications().is_empty());
    assert!(demo.app.lake().table_names().expect("listed").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_sees_what_was_published() {
    let demo = Demo::empty("lanbai").await;
    let root = demo.folder.path().join("workspace");
    let clock = std::sync::Arc::new(lanbai_kernel::FixedClock(chrono::DateTime::UNIX_EPOCH));
    let other = lanbai_app::App::open(lanbai_app::Workspace::open(root).expect("there"), clock)
        .await
        .expect("opened");
    assert!(!other.refresh().await.expect("looked"));
    demo.import_text("gdp.csv", GOOD, ImportOptions::default()).await;
    assert!(other.refresh().await.expect("looked"));
    let seen = other.evaluate("gdp", "lanzhou-etdz", "2023", &lanbai_app::ask::Limits::default());
    assert_eq!(seen.expect("asked rightly")[0].value, Some(251.5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_can_only_read() {
    let demo = Demo::with_figures("lanbai").await;
    let ask = async |sql: &str| demo.app.lake().query(sql, lanbai_app::QueryLimits::default()).await;
    assert!(ask("SELECT count(*) FROM observations").await.is_ok());
    for refused in [
        "DROP TABLE observations",
        "CREATE TABLE x AS SELECT 1",
        "INSERT INTO observations SELECT * FROM observations",
        "COPY observations TO '/tmp/out.csv'",
        "CREATE EXTERNAL TABLE f STORED AS CSV LOCATION '/etc/passwd'",
        "SET datafusion.execution.batch_size = 1",
        "SELECT * FROM '/etc/passwd'",
    ] {
        assert!(ask(refused).await.is_err(), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_says_it_is_parquet_and_is_not_is_refused() {
    let demo = Demo::empty("lanbai").await;
    let input = std::io::Cursor::new(b"PAR1 and then nothing of the kind".to_vec());
    let progress = std::sync::Arc::new(lanbai_app::ImportProgress::default());
    let refused = demo.app.import("gdp.parquet", Box::new(input), ImportOptions::default(), progress).await;
    assert!(refused.is_err());
    assert!(demo.app.publications().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_saved_is_seen_though_it_was_asked_before() {
    let demo = Demo::empty("lanbai").await;
    assert_eq!(demo.ask("gdp", "lanzhou-etdz", "2023").value, None);
    let intensity = demo.ask("rd-intensity", "lanzhou-etdz", "2023");
    demo.import_text("gdp.csv", GOOD, ImportOptions::default()).await;
    assert_eq!(demo.ask("gdp", "lanzhou-etdz", "2023").value, Some(251.5));
    assert_eq!(demo.ask("rd-intensity", "lanzhou-etdz", "2023"), intensity);
    let ratio = GOOD.replace(",gdp,2023,251.5,亿元", ",rd-expenditure,2023,5.03,亿元");
    demo.import_text("research.csv", &ratio, ImportOptions::default()).await;
    assert_eq!(demo.ask("rd-intensity", "lanzhou-etdz", "2023").value, Some(2.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_arrive_together_add_a_row_that_they_share_once() {
    let demo = Demo::empty("lanbai").await;
    let longer =
        format!("{GOOD}lanzhou-etdz,gdp,2022,240.1,亿元,exact,published,gscn-2021-02-10,2024-03-01,\n");
    let (short_again, longer_again) = (format!("{GOOD}\n"), format!("{longer}\n"));
    let options = ImportOptions::default;
    // Many at once, so that those behind the first wait for one commit together.
    let reports = tokio::join!(
        demo.import_text("a.csv", GOOD, options()),
        demo.import_text("b.csv", &longer, options()),
        demo.import_text("c.csv", &short_again, options()),
        demo.import_text("d.csv", &longer_again, options()),
    );
    let added = [reports.0.added, reports.1.added, reports.2.added, reports.3.added];
    assert_eq!(added.iter().sum::<usize>(), 2, "{added:?}");
    assert_eq!(demo.app.snapshot().cube.len(), 2);
}

/// As many rows as two batches take, since notes are long; the last of them as told.
fn long_file(last: &str) -> String {
    let note = "长".repeat(10_000);
    let mut text = GOOD.lines().next().expect("headings").to_owned() + "\n";
    for n in 0..700 {
        let period = format!("{}-{:02}", 1950 + n / 12, n % 12 + 1);
        text +=
            &format!("lanzhou-etdz,gdp,{period},1,亿元,exact,published,gscn-2021-02-10,2024-03-01,{note}\n");
    }
    text + last
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_file_with_an_error_at_its_end_leaves_no_table_behind() {
    let demo = Demo::empty("lanbai").await;
    let wrong = GOOD.lines().nth(1).expect("a row").replace("251.5", "很多");
    let report = demo.import_text("long.csv", &long_file(&wrong), ImportOptions::default()).await;
    assert_eq!((report.added, report.publication), (0, None));
    assert!(demo.app.lake().table_names().expect("listed").is_empty());
    let right = GOOD.lines().nth(1).expect("a row");
    let mended = demo.import_text("long.csv", &long_file(right), ImportOptions::default()).await;
    assert_eq!(mended.added, 701, "{:?}", mended.findings);
    let again = demo.import_text("long.csv", &long_file(&wrong), ImportOptions::default()).await;
    assert_eq!(again.publication, None);
    assert_eq!(demo.ask("gdp", "lanzhou-etdz", "2023").value, Some(251.5), "what was there stays");
}
