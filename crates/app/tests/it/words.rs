//! What people read: units and names in their language, beside or instead of ids.

use lanbai_app::ImportOptions;
use lanbai_app::ask::Limits;
use lanbai_kernel::NaiveDate;
use lanbai_report::Cell;

use crate::support::{Demo, plan_folder};

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[tokio::test(flavor = "multi_thread")]
async fn english_reasons_have_no_chinese_units() {
    let demo = Demo::with_sample("lanbai").await;
    let limits = Limits::default();
    let ids: Vec<String> = demo.app.plan_view().indicators.into_iter().map(|i| i.id).collect();
    let answers = demo.app.evaluate(&ids.join(","), "lanbai,pilot-zone", "2023,2024", &limits);
    let answers = answers.expect("asked rightly");
    assert!(answers.iter().any(|answer| answer.light_reason.en.contains("units")), "家 is told in English");
    for answer in answers {
        assert!(!has_chinese(&answer.light_reason.en), "{}: {}", answer.indicator, answer.light_reason.en);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_put_into_a_formula_have_units_in_both_languages() {
    let demo = Demo::with_sample("lanbai").await;
    let limits = Limits::default();
    let explained = demo.app.explain("emerging-industry-share", "demonstration-zone", "2024", &limits);
    let explained = explained.expect("asked rightly");
    let put_in = explained.substituted.expect("a value");
    assert!(put_in.zh.contains(" 亿元 ÷ ") || put_in.zh.contains(" 万元 ÷ "), "{}", put_in.zh);
    assert!(put_in.en.contains("yuan ÷ ") && !has_chinese(&put_in.en), "{}", put_in.en);
    let [outermost] = &explained.steps[..] else { panic!("{:?}", explained.steps) };
    assert!(outermost.children.len() > 1, "{outermost:?}");
    assert!(outermost.children.iter().all(|step| step.unit.is_some()), "{outermost:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_leaves_out_what_there_is_nothing_to_say_of() {
    let demo = Demo::empty("lanbai").await;
    let head = "territory,measure,period,value,unit,origin,known_on\n";
    let told = async |row: &str| {
        let report = demo.import_text("rows.csv", &format!("{head}{row}"), ImportOptions::default()).await;
        let wrong = report.findings.into_iter().find(|f| f.severity == "error").expect("an error");
        (wrong.message, report.preview.lines)
    };
    let (far, lines) = told("qwertyuiop,gdp,2023,1,亿元,reported,2024-01-01\n").await;
    assert!(far.zh.ends_with("没有名为「qwertyuiop」的区域"), "{}", far.zh);
    assert!(far.en.ends_with("there is no territory `qwertyuiop`"), "{}", far.en);
    assert_eq!(lines, [2]);
    let twice = "lanzhou-hitec,gdp,2023,1,亿元,reported,2024-01-01\n\
                 lanzhou-hitec,gdp,2022,1,亿元,reported,2024-01-01\n";
    let (near, lines) = told(twice).await;
    assert!(near.zh.ends_with("（lanzhou-hitech）」（共 2 行）"), "{}", near.zh);
    assert!(near.en.contains("(lanzhou-hitech)` (2 rows)"), "{}", near.en);
    assert_eq!(lines, [2, 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_of_codes_and_industries_have_names() {
    let demo = Demo::with_sample("lanbai").await;
    let page = demo.app.table("register_pilot_bases", None, None, None).await.expect("a table");
    let level = page.columns.iter().find(|column| column.name == "level").expect("a column");
    assert!(level.codes.iter().any(|code| code.id == "provincial" && code.name.en != code.id), "{level:?}");
    let industries = demo.app.plan_view().industries;
    assert!(industries.iter().any(|industry| industry.id == "biomedicine"), "{industries:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_the_plan_is_told_in_words() {
    let demo = Demo::empty("harbour-sample").await;
    let path = demo.app.workspace().plan_folder().join("targets.toml");
    let text = std::fs::read_to_string(&path).expect("readable");
    let edited =
        text.replace("value = 4800\n", "value = 4900\n").replace("\"2028\" = 4800", "\"2028\" = 4900");
    assert_ne!(edited, text);
    std::fs::write(&path, edited).expect("writable");
    assert!(demo.app.refresh().await.expect("looked"));
    let changes = demo.app.plan_view().reload.expect("an edit").changes;
    let [change] = &changes[..] else { panic!("{changes:#?}") };
    assert_eq!((change.name.zh.as_str(), change.what.as_str()), ("示例港湾的货物吞吐量", "target"));
    assert_eq!(change.name.en, format!("Cargo throughput of {}", english_home(&demo)));
    let after = change.after_words.as_ref().expect("it is there");
    assert!(after.zh.starts_with("2028：不少于4,900 万吨"), "{}", after.zh);
    assert!(after.en.starts_with("2028: at least 4,900 10k t; path: given"), "{}", after.en);
    let before = change.before_words.as_ref().expect("it was there");
    assert!(before.zh.starts_with("2028：不少于4,800 万吨"), "{}", before.zh);
}

fn english_home(demo: &Demo) -> String {
    let plan = demo.app.plan_view();
    plan.territories.into_iter().find(|t| t.id == plan.home).expect("the home").name.en
}

#[test]
fn a_finding_names_what_its_id_is_of() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let checked = lanbai_app::check::check(&plan_folder("lanbai"), today).expect("checked");
    let plan = checked.plan.as_ref().expect("sound");
    let views = checked.views();
    assert!(!views.is_empty());
    let goals = &plan.raw.document.content.goal;
    for (finding, view) in checked.findings.iter().zip(&views) {
        let code = view.code.as_str();
        if code == "plan-goal-without-number" {
            let named = goals.iter().any(|goal| {
                let both = format!("{}（{}）", goal.title.zh, goal.id.get_ref());
                view.message.zh.contains(&both) && view.message.en.contains(&goal.title.en)
            });
            assert!(named, "{}", view.message.zh);
        }
        if code == "plan-indicator-without-data" || code == "plan-placeholder-territory" {
            assert!(view.message.zh.contains('（'), "{}: {}", finding.code, view.message.zh);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_names_its_sources() {
    let demo = Demo::empty("lanbai").await;
    demo.import(&plan_folder("lanbai").join("figures/research.csv"), ImportOptions::default()).await;
    let plan = demo.app.plan_view();
    for english in [false, true] {
        let table = demo.app.table_file("observations", None, english).await.expect("a table");
        let heading = if english { ["Source", "Source title"] } else { ["出处", "出处标题"] };
        let at = table.columns.iter().position(|column| column.heading == heading[0]).expect("sources");
        assert_eq!(table.columns[at + 1].heading, heading[1]);
        for row in &table.rows {
            let (Cell::Text(id), Cell::Text(title)) = (&row[at], &row[at + 1]) else { panic!("{row:?}") };
            let source = plan.sources.iter().find(|source| source.id == *id).expect("of the plan");
            assert_eq!(*title, source.title);
        }
    }
    let answers = demo.app.evaluate("rd-intensity", "demonstration-zone", "2020", &Limits::default());
    let table = demo.app.evaluation_table(&answers.expect("asked rightly"), false);
    let [.., Cell::Text(id), Cell::Text(title)] = &table.rows[0][..] else { panic!("{:?}", table.rows) };
    let source = plan.sources.iter().find(|source| source.id == *id).expect("of the plan");
    assert_eq!(*title, source.title);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_says_which_indicators_are_only_watched() {
    let watched = async |plan: &str| {
        let indicators = Demo::empty(plan).await.app.plan_view().indicators;
        indicators.into_iter().partition::<Vec<_>, _>(|indicator| indicator.watched)
    };
    let (only, own) = watched("lanbai").await;
    assert!(only.iter().any(|i| i.id == "technology-contract-count"));
    assert!(own.iter().any(|i| i.id == "emerging-industry-share"));
    assert_eq!((only.len(), own.len()), (17, 12));
    assert_eq!(watched("harbour-sample").await.0.len(), 0);
}
