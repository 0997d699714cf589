//! What is hidden from whom: cells of few respondents and what would tell them, amounts of single rows, names of what
//! is only counted, and rows beyond one's territories.

use lanbai_app::ask::Limits;
use lanbai_app::people::Caller;
use lanbai_app::view::{SqlAnswer, Step};
use lanbai_app::{App, ImportOptions, QueryLimits};
use lanbai_kernel::{NaiveDate, Origin};
use lanbai_reporting::Role;
use lanbai_reporting::rights::Held;

use crate::support::Demo;

const BASE: &str = "lanzhou-hitech";
/// One seller in the first quarter of 2025.
const SMALL: &str = "lanzhou-hitech-yantan";
/// Four sellers: the fewest of the others.
const NEXT: &str = "lanzhou-hitech-dinglian";
const LARGE: &str = "lanzhou-hitech-heping";

fn contracts() -> String {
    let parks =
        [(SMALL, 1), (NEXT, 4), (LARGE, 6), ("lanzhou-hitech-jiuzhou", 7), ("lanzhou-hitech-qilihe", 8)];
    let mut text =
        "contract_no,kind,seller,seller_territory,buyer,direction,amount,registered_on\n".to_owned();
    for (park, sellers) in parks {
        for seller in 1..=sellers {
            let no = format!("{park}-{seller}");
            text += &format!(
                "{no},development,示例-{no},{park},示例买方,outside,1{seller}00,2025-02-1{seller}\n"
            );
        }
    }
    text
}

fn reported(register: &str) -> ImportOptions {
    ImportOptions {
        register: Some(register.to_owned()),
        origin: Some(Origin::Reported),
        known_on: NaiveDate::from_ymd_opt(2025, 6, 1),
        ..ImportOptions::default()
    }
}

async fn with_contracts() -> Demo {
    let demo = Demo::empty("lanbai").await;
    let report = demo.import_text("contracts.csv", &contracts(), reported("contracts")).await;
    assert_eq!(report.added, 26, "{:?}", report.findings);
    demo
}

fn holder(app: &App, role: Role, territory: &str) -> Caller {
    let territory = app.snapshot().plan.territory(territory).expect("a territory");
    Caller { account: "a".to_owned(), held: vec![Held { role, territory }], ..Caller::default() }
}

fn value(app: &App, territory: &str, period: &str) -> (Option<f64>, bool) {
    let found = app.evaluate("technology-contracts", territory, period, &Limits::default()).expect("asked");
    (found[0].value, found[0].withheld)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_park_of_one_seller_is_hidden_from_a_visitor_with_the_one_that_would_tell_it() {
    let demo = with_contracts().await;
    let visitor = demo.app.seen_by(&Caller::visitor());
    let total = value(&demo.app, BASE, "2025Q1");
    assert!(total.0.is_some());
    for period in ["2025", "2025Q1", "2025-02"] {
        assert_eq!(value(&visitor, SMALL, period), (None, true), "{period}");
        assert_eq!(value(&visitor, NEXT, period), (None, true), "{period}");
        assert_eq!(value(&visitor, LARGE, period), value(&demo.app, LARGE, period));
        assert_eq!(value(&visitor, BASE, period), value(&demo.app, BASE, period), "the total is shown");
    }
    // A union was not among the totals: less the large park it would be the small one.
    let union = format!("{SMALL}+{LARGE}");
    assert!(value(&demo.app, &union, "2025Q1").0.is_some());
    assert_eq!(value(&visitor, &union, "2025Q1"), (None, true));
    // The zones cover 4 of their parks: with and without the small one they would differ by it.
    let zone = value(&visitor, "lanbai", "2025Q1");
    assert!(zone.0.is_none() || value(&demo.app, "lanbai", "2025Q1") != zone);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_see_a_park_sees_its_numbers_and_no_other_of_few() {
    let demo = with_contracts().await;
    let own = demo.app.seen_by(&holder(&demo.app, Role::Reporter, SMALL));
    assert_eq!(value(&own, SMALL, "2025Q1"), value(&demo.app, SMALL, "2025Q1"));
    let office = demo.app.seen_by(&holder(&demo.app, Role::PlanOffice, BASE));
    assert_eq!(value(&office, NEXT, "2025Q1"), value(&demo.app, NEXT, "2025Q1"));
    let other = demo.app.seen_by(&holder(&demo.app, Role::Reporter, LARGE));
    assert_eq!(value(&other, SMALL, "2025Q1"), (None, true));
    let reader = demo.app.seen_by(&holder(&demo.app, Role::Reader, "lanbai"));
    assert_eq!(value(&reader, SMALL, "2025Q1"), (None, true));
}

fn numbers(steps: &[Step], told: &mut Vec<f64>) {
    for step in steps {
        told.extend(step.value);
        told.extend(step.observations.iter().map(|o| o.value));
        numbers(&step.children, told);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn explanations_pages_and_tables_tell_no_hidden_number() {
    let demo = with_contracts().await;
    let visitor = demo.app.seen_by(&Caller::visitor());
    let limits = Limits::default();
    let secret = value(&demo.app, SMALL, "2025Q1").0.expect("a value");
    let told_of = |app: &App, territory: &str| {
        let explained = app.explain("technology-contracts", territory, "2025Q1", &limits).expect("explained");
        let mut told = Vec::new();
        numbers(&explained.steps, &mut told);
        (told, format!("{:?}", explained.substituted))
    };
    assert!(told_of(&demo.app, BASE).0.contains(&secret), "the office is told of each park");
    for territory in [BASE, SMALL] {
        let (told, formula) = told_of(&visitor, territory);
        assert!(!told.contains(&secret), "{told:?}");
        assert!(!formula.contains('+'), "{formula}");
    }
    let page = visitor.indicator_page("technology-contracts", BASE, "2025Q1", &limits).expect("a page");
    let park = page.territories.iter().find(|one| one.territory == SMALL).expect("the park stands there");
    assert!(park.withheld && park.value.is_none() && park.alternatives.is_empty());
    let cockpit = visitor.cockpit(BASE, "2025Q1", &limits).expect("a cockpit");
    let shares =
        cockpit.goals.iter().flat_map(|goal| &goal.items).find(|i| i.indicator == "technology-contracts");
    let shares = &shares.expect("it stands there").shares;
    assert!(shares.iter().all(|share| share.territory != SMALL && share.share.is_none()), "{shares:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_a_register_shows_its_amount_to_whoever_may_see_its_park() {
    let demo = with_contracts().await;
    let amounts = async |app: &App, filter: &str| {
        let page = app.table("register_contracts", None, Some(500), Some(filter)).await.expect("a page");
        let at = page.columns.iter().position(|column| column.name == "amount").expect("a column");
        let told: Vec<f64> = page.rows.iter().filter_map(|row| row[at].as_f64()).collect();
        (told.len(), page.rows.len(), page.withheld)
    };
    let of = |park: &str| format!("seller_territory={park}");
    assert_eq!(amounts(&demo.app, &of(LARGE)).await, (6, 6, vec![]));
    let visitor = demo.app.seen_by(&Caller::visitor());
    assert_eq!(
        amounts(&visitor, &of(LARGE)).await,
        (0, 6, vec!["amount".to_owned(), "technical_amount".to_owned()])
    );
    // A filter is no way to try guesses.
    assert_eq!(amounts(&visitor, "amount=1100").await.1, 0);
    let own = demo.app.seen_by(&holder(&demo.app, Role::Reporter, LARGE));
    assert_eq!(amounts(&own, &of(LARGE)).await.0, 6);
    assert_eq!(amounts(&own, &of(NEXT)).await.0, 0);
    let file = visitor.table_file("register_contracts", None, false).await.expect("a file");
    assert!(!format!("{:?}", file.rows).contains("1100"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_observation_of_few_respondents_has_neither_value_nor_id() {
    let demo = Demo::empty("lanbai").await;
    let enterprises = format!(
        "enterprise,name,territory,gbt4754,established\nS1,示例一,{SMALL},27,2020-01-01\n{}",
        (2..9).map(|n| format!("S{n},示例,{LARGE},27,2020-01-01\n")).collect::<String>()
    );
    demo.import_text("enterprises.csv", &enterprises, reported("enterprises")).await;
    let revenue = format!(
        "territory,measure,period,value,unit,origin,known_on\n\
         {SMALL},operating-revenue,2024,987654,万元,reported,2025-02-01\n\
         {LARGE},operating-revenue,2024,123456,万元,reported,2025-02-01\n"
    );
    let report = demo.import_text("revenue.csv", &revenue, ImportOptions::default()).await;
    assert_eq!(report.added, 2, "{:?}", report.findings);
    let told = async |app: &App| {
        let page = app.table("observations", None, None, None).await.expect("a page");
        let at = |name: &str| page.columns.iter().position(|column| column.name == name).expect("a column");
        let of_small = page.rows.iter().find(|row| row[at("territory")] == SMALL).expect("its row");
        (of_small[at("value")].clone(), of_small[at("id")].is_null())
    };
    let (value, hidden) = told(&demo.app).await;
    assert!(value.is_number() && !hidden);
    assert_eq!(told(&demo.app.seen_by(&Caller::visitor())).await, (serde_json::Value::Null, true));
}

async fn sql(app: &App, caller: &Caller, statement: &str) -> Result<SqlAnswer, lanbai_app::AppError> {
    app.ask_sql(caller, statement).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_reaches_no_row_beyond_the_callers_territories() {
    let demo = with_contracts().await;
    let app = &demo.app;
    assert!(sql(app, &Caller::visitor(), "SELECT 1").await.is_err());
    assert!(sql(app, &holder(app, Role::Reporter, SMALL), "SELECT 1").await.is_err());
    let analyst = holder(app, Role::Analyst, LARGE);
    let count = async |from: &str| {
        let found = sql(app, &analyst, &format!("SELECT count(*) FROM {from}")).await;
        found.expect("answered").rows[0][0].clone()
    };
    assert_eq!(count("register_contracts").await, 6);
    assert_eq!(count("register_contracts_current").await, 6);
    assert_eq!(count("(SELECT * FROM datafusion.public.register_contracts)").await, 6);
    let whole = holder(app, Role::Analyst, "lanbai");
    let found = sql(app, &whole, "SELECT count(*) FROM register_contracts").await.expect("answered");
    assert_eq!(found.rows[0][0], 26);
    // What is hidden must not be told by an error either: the small park's contract is 1100, nobody's is 11.
    let oracle = async |amount: u32| {
        let tried = format!(
            "SELECT count(*) FROM register_contracts \
             WHERE seller_territory = '{SMALL}' AND 1 / (CAST(amount AS BIGINT) - {amount}) = 7"
        );
        sql(app, &analyst, &tried).await.map(|answer| answer.rows[0][0].clone()).map_err(|e| e.to_string())
    };
    assert_eq!(oracle(1100).await, oracle(11).await);
    let told = format!(
        "SELECT count(*) FROM register_contracts \
         WHERE 1 / (CAST(amount AS BIGINT) - 1100) = 7 AND seller_territory = '{SMALL}'"
    );
    let open = demo.app.lake().query(&told, QueryLimits::default()).await;
    assert!(open.is_err(), "without a barrier the error would tell");
    for wrong in ["SELEC 1", "SELECT 1; SELECT 2", "DROP TABLE observations", "SELECT * FROM nowhere"] {
        let refused = sql(app, &analyst, wrong).await.expect_err("refused");
        assert!(matches!(refused, lanbai_app::AppError::Statement(_)), "{wrong}: {refused}");
    }
    let long = format!("SELECT '{}'", "x".repeat(1 << 16));
    assert!(matches!(sql(app, &analyst, &long).await, Err(lanbai_app::AppError::StatementTooLong(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laboratory_that_is_only_counted_leaves_no_name_in_the_lake() {
    let demo = Demo::empty("lanbai").await;
    let rows = format!(
        "record_no,laboratory_no,name,kind,role,host,territory,approved_on,disclosure\n\
         R1,L1,示例公开实验室,national-key,host,示例大学,{LARGE},2020-01-01,open\n\
         R2,L2,示例涉密实验室,national-key,host,示例研究所,{LARGE},2020-01-01,count-only\n\
         R3,L2,示例涉密实验室,national-key,partner,示例工厂,{NEXT},2020-01-01,count-only\n"
    );
    let report = demo.import_text("laboratories.csv", &rows, reported("laboratories")).await;
    assert_eq!(report.added, 3, "{:?}", report.findings);
    let counted = demo.ask("national-key-laboratories", BASE, "2024");
    assert_eq!(counted.value, Some(2.0), "a laboratory of two parks counts once");
    let all = "SELECT * FROM register_laboratories";
    let found = demo.app.lake().query(all, QueryLimits::default()).await.expect("read");
    let told = format!("{:?}", found.rows);
    assert!(told.contains("示例公开实验室"));
    for name in ["涉密", "研究所", "示例工厂", "\"L2\"", "\"R2\""] {
        assert!(!told.contains(name), "{name} in {told}");
    }
    // The same rows again are the same, and are not counted twice.
    demo.import_text("laboratories.csv", &rows, reported("laboratories")).await;
    assert_eq!(demo.ask("national-key-laboratories", BASE, "2024").value, Some(2.0));
}
