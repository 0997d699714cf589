//! Rows of registers: entered, checked, published with the submission, and replaced or withdrawn by a correction.

use std::collections::BTreeMap;

use lanbai_app::Value;
use lanbai_app::reporting::{Language, TypedRow, Upload};
use lanbai_reporting::{Role, Step};

use crate::reporting::{FILLED, Office, PARK, code};

fn row(id: &str, seen: i64, cells: &[(&str, &str)]) -> TypedRow {
    let cells: BTreeMap<String, String> =
        cells.iter().map(|(column, text)| ((*column).to_owned(), (*text).to_owned())).collect();
    TypedRow { id: id.to_owned(), cells: Some(cells), seen }
}

fn contract(no: &str, amount: &str) -> Vec<(&'static str, String)> {
    vec![
        ("contract_no", no.to_owned()),
        ("kind", "技术开发".to_owned()),
        ("seller", "示例企业".to_owned()),
        ("direction", "兰白两区以外".to_owned()),
        ("amount", amount.to_owned()),
        ("registered_on", "2026年2月5日".to_owned()),
    ]
}

fn typed(id: &str, seen: i64, cells: &[(&'static str, String)]) -> TypedRow {
    let cells: Vec<(&str, &str)> = cells.iter().map(|(column, text)| (*column, text.as_str())).collect();
    row(id, seen, &cells)
}

impl Office {
    async fn save_rows(&self, id: &str, rows: &[TypedRow]) -> lanbai_app::view::SavedRowsView {
        self.app.save_rows(&self.reporter(), id, "contracts", rows).await.expect("saved")
    }

    /// Contracts as the register in the lake has them, all versions.
    async fn contracts(&self) -> Vec<Vec<Value>> {
        self.rows("SELECT row_id, amount, CASE WHEN valid_from IS NULL THEN 1 ELSE 0 END FROM register_contracts ORDER BY publication, row_id").await
    }

    fn turnover(&self) -> Option<f64> {
        let limits = lanbai_app::ask::Limits { sample: Some(false), ..Default::default() };
        let answers = self.app.evaluate("technology-contracts", PARK, "2026Q1", &limits);
        answers.expect("asked")[0].value
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_checked_published_and_replaced_or_withdrawn_by_a_correction() {
    let office = Office::open().await;
    let id = office.begin().await;
    let fields: Vec<(&str, &str)> = FILLED.into_iter().filter(|(key, _)| *key != "contracts").collect();
    office.save(&office.reporter(), &id, &fields).await;
    let saved = office.save_rows(&id, &[row("a", 0, &[("contract_no", "T-1"), ("amount", "很多")])]).await;
    let codes: Vec<&str> = saved.findings.iter().map(|one| one.finding.code.as_str()).collect();
    assert!(
        codes.contains(&"reporting-row-missing") && codes.contains(&"reporting-row-unreadable"),
        "{codes:?}"
    );
    assert_eq!(
        code(office.step(&office.reporter(), &id, Step::Submit, None).await),
        "reporting-hard-findings"
    );
    let two = [typed("a", 1, &contract("T-1", "120")), typed("b", 0, &contract("T-1", "80"))];
    let saved = office.save_rows(&id, &two).await;
    assert!(
        saved.findings.iter().any(|one| one.finding.code == "reporting-row-repeated"),
        "{:?}",
        saved.findings
    );
    let saved = office.save_rows(&id, &[typed("b", 1, &contract("T-2", "80万元"))]).await;
    assert!(saved.findings.iter().all(|one| !one.blocks), "{:#?}", saved.findings);
    // The second of two people is told what stands.
    let late = office.save_rows(&id, &[typed("b", 1, &contract("T-2", "81"))]).await;
    assert_eq!(late.rows[0].outcome, "conflict");
    assert_eq!(late.rows[0].stored.as_ref().expect("what stands").cells["amount"], "80万元");
    office.hand_through(&id).await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(office.contracts().await.len(), 2);
    let before = office.turnover();
    // The correction drops one contract and changes the other.
    let correction = office
        .app
        .correct_submission(&office.reporter(), &id, "T-2 重复登记")
        .await
        .expect("begun")
        .submission;
    let rows =
        office.app.register_rows(&office.reporter(), &correction, "contracts").await.expect("read").rows;
    let gone = rows.iter().find(|row| row.cells["contract_no"] == "T-2").expect("there");
    let stays = rows.iter().find(|row| row.cells["contract_no"] == "T-1").expect("there");
    let changes = [
        TypedRow { id: gone.id.clone(), cells: None, seen: gone.version },
        typed(&stays.id, stays.version, &contract("T-1", "100")),
    ];
    office.save_rows(&correction, &changes).await;
    office.hand_through(&correction).await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    let all = office.contracts().await;
    assert_eq!(all.len(), 4, "nothing is deleted: {all:?}");
    assert_eq!(all.iter().filter(|row| row[2] == Value::Integer(1)).count(), 1, "one is withdrawn");
    let after = office.turnover();
    assert!(before.is_some() && after.is_some(), "{before:?} {after:?}");
    assert!((before.expect("a value") / after.expect("a value") - 2.0).abs() < 1e-9, "{before:?} {after:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_a_correction_clears_answers_nothing_from_then_on() {
    let office = Office::open().await;
    let forms = office.folder.path().join("workspace/plan/forms.toml");
    let text = std::fs::read_to_string(&forms).expect("read");
    let field = "measure = \"operating-revenue\"\n";
    let optional = text.replacen(field, &format!("{field}required = false\n"), 1);
    std::fs::write(&forms, optional).expect("written");
    office.app.refresh().await.expect("read again");
    let id = office.begin().await;
    office.save(&office.reporter(), &id, &FILLED).await;
    office.hand_through(&id).await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(office.revenue(), Some(12.5));
    let correction =
        office.app.correct_submission(&office.reporter(), &id, "误填").await.expect("begun").submission;
    office.save(&office.reporter(), &correction, &[("operating-revenue", "")]).await;
    office.hand_through(&correction).await;
    let batch = office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(office.revenue(), None, "the old value counts no more");
    let rows = office.rows("SELECT qualifiers, publication FROM observations WHERE measure = 'operating-revenue' ORDER BY publication").await;
    assert_eq!(rows.len(), 2, "nothing is deleted: {rows:?}");
    assert_eq!(rows[1], [Value::Text("withdrawn".to_owned()), Value::Integer(batch.number)]);
    // Another correction states it anew.
    let again = office.app.correct_submission(&office.reporter(), &correction, "补报").await.expect("begun");
    office.save(&office.reporter(), &again.submission, &[("operating-revenue", "11")]).await;
    office.hand_through(&again.submission).await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(office.revenue(), Some(11.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_the_plan_drops_waits_and_hinders_nobody() {
    let office = Office::open().await;
    let forms = office.folder.path().join("workspace/plan/forms.toml");
    let text = std::fs::read_to_string(&forms).expect("read");
    let waits = office.begin().await;
    office.save(&office.reporter(), &waits, &FILLED).await;
    office.hand_through(&waits).await;
    std::fs::write(&forms, text.replacen("id = \"park-quarter\"", "id = \"park-quarter-anew\"", 1))
        .expect("written");
    office.app.refresh().await.expect("read again");
    assert_eq!(office.app.publish_approved().await.expect("looked"), None, "nobody is told an error");
    let other = office
        .app
        .begin_submission(&office.reporter(), "park-quarter-anew", PARK, "2026Q1")
        .await
        .expect("begun");
    office.save(&office.reporter(), &other.submission, &FILLED).await;
    office.hand_through(&other.submission).await;
    let batch = office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(batch.submissions, [other.submission]);
    std::fs::write(&forms, text).expect("written");
    office.app.refresh().await.expect("read again");
    let batch = office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(batch.submissions, [waits], "once the plan has it again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_another_park_has_too_is_told_with_both_places() {
    const OTHER: &str = "lanzhou-hitech-dinglian";
    let office = Office::open().await;
    let other = office.caller("yan", Role::Reporter, OTHER);
    let fields: Vec<(&str, &str)> = FILLED.into_iter().filter(|(key, _)| *key != "contracts").collect();
    let theirs = office.app.begin_submission(&other, "park-quarter", OTHER, "2026Q1").await.expect("begun");
    let theirs = theirs.submission;
    office.save(&other, &theirs, &fields).await;
    let row = [typed("a", 0, &contract("T-1", "120"))];
    office.app.save_rows(&other, &theirs, "contracts", &row).await.expect("saved");
    let id = office.begin().await;
    office.save(&office.reporter(), &id, &fields).await;
    let two = [typed("a", 0, &contract("T-1", "120")), typed("b", 0, &contract("T-2", "1"))];
    let saved = office.save_rows(&id, &two).await;
    let told = |findings: &[lanbai_app::view::SubmissionFinding]| {
        let is = |one: &&lanbai_app::view::SubmissionFinding| one.finding.code == "reporting-row-elsewhere";
        findings.iter().filter(is).map(|one| (one.key.clone(), one.finding.message.zh.clone())).collect()
    };
    let found: Vec<(String, String)> = told(&saved.findings);
    assert_eq!(found, [], "a draft is nobody else's business");
    // Handed in, approved or published: it is the other park's.
    let expected = "「技术合同台账」中「合同登记编号」为“T-1”的一行，雁滩园区和定连园区都有";
    let expected = [("reporting-row-elsewhere:contracts:T-1".to_owned(), expected.to_owned())];
    let view = async || office.app.submission(&office.reporter(), &id).await.expect("read");
    office.step(&other, &theirs, Step::Submit, None).await.expect("handed in");
    let found: Vec<_> = told(&view().await.findings);
    assert_eq!(found, expected);
    office.step(&office.base(), &theirs, Step::Approve, None).await.expect("the base agrees");
    office.step(&office.province(), &theirs, Step::Approve, None).await.expect("the province agrees");
    office.app.publish_approved().await.expect("published").expect("a batch");
    office.app.refresh().await.expect("read again");
    let found: Vec<_> = told(&view().await.findings);
    assert_eq!(found, expected);
    // It must be explained, and the row that nobody else has must not.
    let refused = office.step(&office.reporter(), &id, Step::Submit, None).await;
    assert_eq!(code(refused), "reporting-unexplained");
    let words = "2026年1月自定连园区迁入";
    office.app.explain_finding(&office.reporter(), &id, &expected[0].0, words).await.expect("explained");
    office.step(&office.reporter(), &id, Step::Submit, None).await.expect("handed in");
    // The other park withdrew it: it is nobody else's.
    let correction =
        office.app.correct_submission(&other, &theirs, "已迁出").await.expect("begun").submission;
    let rows = office.app.register_rows(&other, &correction, "contracts").await.expect("read").rows;
    let gone = [TypedRow { id: rows[0].id.clone(), cells: None, seen: rows[0].version }];
    office.app.save_rows(&other, &correction, "contracts", &gone).await.expect("saved");
    office.save(&other, &correction, &[("contracts", "none")]).await;
    office.step(&other, &correction, Step::Submit, None).await.expect("handed in");
    office.step(&office.base(), &correction, Step::Approve, None).await.expect("the base agrees");
    office.step(&office.province(), &correction, Step::Approve, None).await.expect("the province agrees");
    office.app.publish_approved().await.expect("published").expect("a batch");
    office.app.refresh().await.expect("read again");
    let found: Vec<(String, String)> = told(&view().await.findings);
    assert_eq!(found, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_park_that_lets_go_of_a_row_ends_nothing_that_another_told_since() {
    let office = Office::open().await;
    let fields: Vec<(&str, &str)> = FILLED.into_iter().filter(|(key, _)| *key != "contracts").collect();
    let publish = async || {
        office.app.publish_approved().await.expect("published").expect("a batch");
        office.app.refresh().await.expect("read again");
    };
    let first = office.begin().await;
    office.save(&office.reporter(), &first, &fields).await;
    office.save_rows(&first, &[typed("a", 0, &contract("T-1", "120"))]).await;
    office.hand_through(&first).await;
    publish().await;
    // Someone imports the same contract with another amount: it is his row now.
    let register = lanbai_app::ImportOptions {
        register: Some("contracts".to_owned()),
        origin: Some(lanbai_kernel::Origin::Reported),
        ..Default::default()
    };
    let text = "contract_no,kind,seller,seller_territory,buyer,direction,amount,registered_on\n\
                T-1,development,示例,lanzhou-hitech-dinglian,示例,outside,150,2026-02-05\n";
    let input = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let report =
        office.app.import("contracts.csv", input, register, Default::default()).await.expect("tried");
    assert_eq!(report.added, 1, "{:?}", report.findings);
    let correction =
        office.app.correct_submission(&office.reporter(), &first, "已迁出").await.expect("begun").submission;
    let rows =
        office.app.register_rows(&office.reporter(), &correction, "contracts").await.expect("read").rows;
    office
        .save_rows(&correction, &[TypedRow { id: rows[0].id.clone(), cells: None, seen: rows[0].version }])
        .await;
    office.save(&office.reporter(), &correction, &[("contracts", "none")]).await;
    office.hand_through(&correction).await;
    publish().await;
    let current = "SELECT amount FROM register_contracts_current WHERE row_id = 'T-1'";
    assert_eq!(office.rows(current).await, [[Value::Decimal(150.into())]], "it stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_goes_out_as_csv_with_what_each_row_is_and_comes_in_again() {
    let office = Office::open().await;
    let reporter = office.reporter();
    let id = office.begin().await;
    let fields: Vec<(&str, &str)> = FILLED.into_iter().filter(|(key, _)| *key != "contracts").collect();
    office.save(&reporter, &id, &fields).await;
    let csv = async |caller: &lanbai_app::people::Caller, id: &str, language| {
        let file = office.app.form_text(caller, id, Some("contracts"), language).await.expect("made");
        assert!(file.name.ends_with(".csv"), "{}", file.name);
        String::from_utf8(file.bytes).expect("text")
    };
    let upload = async |id: &str, text: String, seen| {
        let upload = Upload { file: "台账.csv".to_owned(), bytes: text.into_bytes() };
        office.app.upload_form(&reporter, id, upload, seen).await.expect("read")
    };
    // Without rows it names what a row must name, and brings nothing.
    let empty = csv(&reporter, &id, Language::Chinese).await;
    assert_eq!(empty.lines().count(), 2, "{empty}");
    let nothing = upload(&id, empty.clone(), None).await;
    assert!(nothing.can_be_saved && nothing.registers.is_empty(), "{nothing:?}");
    // Formulas are made harmless on the way out and read as they were.
    let mut odd = contract("T-2", "80");
    odd[2].1 = "=1+1 示例企业".to_owned();
    office.save_rows(&id, &[typed("a", 0, &contract("T-1", "120")), typed("b", 0, &odd)]).await;
    for language in [Language::Chinese, Language::English] {
        let text = csv(&reporter, &id, language).await;
        assert!(text.contains("'=1+1 示例企业"), "{text}");
        let same = upload(&id, text, None).await;
        assert!(same.can_be_saved && same.registers.is_empty(), "{same:?}");
    }
    let text = csv(&reporter, &id, Language::Chinese).await;
    assert!(text.lines().skip(1).all(|line| line.ends_with("新增")), "{text}");
    let edited = text.replace("120", "130");
    let edited: Vec<&str> = edited.lines().filter(|line| !line.contains("T-2")).collect();
    let edited = edited.join("\r\n") + "\r\n";
    let told = upload(&id, edited.clone(), None).await;
    let change = &told.registers[0];
    assert_eq!((change.added, change.changed, change.removed, told.saved), (0, 1, 1, false));
    assert!(upload(&id, edited, Some(told.contents)).await.saved);
    // A file of elsewhere, two registers in one, and a column that is missing take nothing.
    let wrong = |text: String| upload(&id, text, None);
    let codes = |report: &lanbai_app::view::UploadReport| {
        report.findings.iter().map(|one| one.code.clone()).collect::<Vec<_>>()
    };
    let elsewhere = wrong(text.replace(PARK, "lanzhou-hitech-dinglian")).await;
    assert!(codes(&elsewhere).contains(&"template-other-territory".to_owned()), "{elsewhere:?}");
    let two = wrong(format!(
        "{text}{}",
        text.lines().nth(1).expect("a row").replace(",contracts,", ",talent-events,")
    ))
    .await;
    assert!(codes(&two).contains(&"reporting-field-unknown".to_owned()), "{two:?}");
    let lacking = wrong(text.replacen("合同登记编号", "编号", 1)).await;
    assert_eq!(codes(&lacking), ["reporting-csv-columns"]);
    assert!([elsewhere, two, lacking].iter().all(|report| !report.can_be_saved));
    // A correction says what became of each row; what it withdraws stands there and does not come back by itself.
    office.save_rows(&id, &[typed("c", 0, &contract("T-3", "5"))]).await;
    office.hand_through(&id).await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    office.app.refresh().await.expect("read again");
    let correction = office.app.correct_submission(&reporter, &id, "更正").await.expect("begun").submission;
    let rows = office.app.register_rows(&reporter, &correction, "contracts").await.expect("read").rows;
    let at = |key: &str| rows.iter().find(|row| row.cells["contract_no"] == key).expect("there");
    let changes = [
        TypedRow { id: at("T-3").id.clone(), cells: None, seen: at("T-3").version },
        typed("n", 0, &contract("T-4", "7")),
    ];
    office.save_rows(&correction, &changes).await;
    let view = office.app.register_rows(&reporter, &correction, "contracts").await.expect("read");
    let mut states: Vec<(&str, &str)> = view
        .rows
        .iter()
        .chain(&view.withdrawn)
        .map(|row| (row.cells["contract_no"].as_str(), row.state.as_deref().expect("a state")))
        .collect();
    states.sort_unstable();
    assert_eq!(states, [("T-1", "same"), ("T-3", "withdrawn"), ("T-4", "new")]);
    let text = csv(&reporter, &correction, Language::Chinese).await;
    assert!(text.lines().any(|line| line.contains("T-3") && line.ends_with("撤回")), "{text}");
    let same = upload(&correction, text, None).await;
    assert!(same.can_be_saved && same.registers.is_empty(), "{same:?}");
    let unknown = office.app.form_text(&reporter, &correction, Some("patents"), Language::Chinese).await;
    assert_eq!(code(unknown.map(|_| ())), "unknown-id");
}
