//! 任务与督办: what the rule opens, who answers and who closes, and that nothing made up opens anything.

use std::sync::Arc;

use chrono::{TimeZone, Utc};
use lanbai_app::ask::Limits;
use lanbai_app::people::Caller;
use lanbai_app::reporting::Upload;
use lanbai_app::supervision::{NewSupervision, NodeChange, OrderQuestion};
use lanbai_app::view::OrderView;
use lanbai_app::{App, ImportOptions, Workspace};
use lanbai_kernel::FixedClock;
use lanbai_reporting::Role;
use lanbai_reporting::rights::Held;
use lanbai_store::Act;
use lanbai_store::accounts::NewAccount;

use crate::reporting::code;
use crate::support::Demo;

/// A demo's workspace with people, on the 23rd of November 2026.
async fn with_people(demo: &Demo) -> App {
    let workspace = Workspace::open(demo.folder.path().join("workspace")).expect("there");
    let clock = FixedClock(Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).single().expect("a time"));
    let app = App::open_with_store(workspace, Arc::new(clock)).await.expect("opened");
    for id in ["rui", "zhang"] {
        let act = Act { by: "test", authority: "test", at: clock.0 };
        let account = NewAccount {
            id,
            login: id,
            display_name: id,
            password_hash: Some("hash"),
            external: None,
            must_change_password: false,
        };
        app.store().expect("a store").create_account(&act, &account).await.expect("made");
    }
    app
}

fn caller(app: &App, account: &str, role: Role, territory: &str) -> Caller {
    let territory = app.snapshot().plan.territory(territory).expect("in the plan");
    Caller { account: account.to_owned(), held: vec![Held { role, territory }], ..Caller::default() }
}

async fn orders(app: &App, caller: &Caller) -> Vec<OrderView> {
    app.supervision(caller, OrderQuestion::default()).await.expect("listed").items
}

#[tokio::test(flavor = "multi_thread")]
async fn a_red_light_of_a_reported_value_opens_one_and_samples_none() {
    let demo = Demo::with_sample("lanbai").await;
    let app = with_people(&demo).await;
    let zhang = caller(&app, "zhang", Role::PlanOffice, "lanbai");
    let reds = app.evaluate(&ids(&app), "lanbai,pilot-zone", "2023,2024,2025", &Limits::default());
    assert!(reds.expect("asked rightly").iter().any(|one| one.light == "red"), "samples that are red");
    assert_eq!(app.open_supervision_by_rule().await.expect("opened"), 0, "and open nothing");
    // The zone had 698 in 2022 and is to have 1,300 in 2027.
    let head = "territory,measure,period,value,unit,origin,source,known_on\n";
    let row = "pilot-zone,high-tech-enterprises,2023,640,家,reported,sample-generator,2024-01-31\n";
    demo.import_text("low.csv", &format!("{head}{row}"), ImportOptions::default()).await;
    app.refresh().await.expect("refreshed");
    assert_eq!(app.open_supervision_by_rule().await.expect("opened"), 1);
    assert_eq!(app.open_supervision_by_rule().await.expect("opened"), 0, "a cause opens one");
    let order = orders(&app, &zhang).await.remove(0);
    let because = &order.because;
    assert_eq!(because.text.zh, "高新技术企业数2023年为红灯");
    assert_eq!((order.territory.id.as_str(), because.lights[0].light.as_str()), ("lanbai", "red"));
    assert_eq!(because.indicator.as_ref().map(|one| one.id.as_str()), Some("high-tech-enterprises"));
    assert!(order.opened_by.is_none() && because.measure.is_some() && because.rule.is_some());
    // Ten working days after Monday the 23rd of November 2026.
    assert_eq!((order.due_on.as_str(), order.days_left, order.age_days), ("2026-12-07", Some(10), 0));
    // A better value that is reported later opens no other, and closes none by itself.
    let better = row.replace("640", "800").replace("2024-01-31", "2024-03-31");
    demo.import_text("better.csv", &format!("{head}{better}"), ImportOptions::default()).await;
    app.refresh().await.expect("refreshed");
    assert_eq!(app.open_supervision_by_rule().await.expect("opened"), 0);
    assert_eq!(orders(&app, &zhang).await.len(), 1);
}

fn ids(app: &App) -> String {
    app.plan_view().indicators.into_iter().map(|one| one.id).collect::<Vec<_>>().join(",")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_node_is_opened_answered_with_evidence_and_closed() {
    let demo = Demo::with_sample("harbour-sample").await;
    let app = with_people(&demo).await;
    let home = app.plan_view().home;
    let office = caller(&app, "zhang", Role::PlanOffice, &home);
    let reporter = caller(&app, "rui", Role::Reporter, &home);
    assert_eq!(
        app.open_supervision_by_rule().await.expect("opened"),
        1,
        "only the node: the figures are samples"
    );
    let order = orders(&app, &office).await.remove(0);
    assert_eq!(
        (order.because.sign.as_str(), order.task.map(|task| task.id)),
        ("late-node", Some("task-berths".to_owned()))
    );
    assert_eq!(order.unit.zh, "示例港务局（虚构）");
    let id = order.id;
    assert_eq!(code(app.reply_supervision(&office, &id, "x").await), "not-allowed");
    assert_eq!(code(app.reply_supervision(&reporter, &id, "  ").await), "supervision-reply-empty");
    let answered = app.reply_supervision(&reporter, &id, "已完成招标，下月开工").await.expect("answered");
    assert_eq!(answered.replies.len(), 1);
    let pdf = || Upload { file: "招标公告.pdf".to_owned(), bytes: b"%PDF-1.7 text".to_vec() };
    let view = app.add_supervision_evidence(&reporter, &id, 1, pdf()).await.expect("kept");
    let kept = &view.replies[0].files[0];
    assert_eq!((kept.name.as_str(), kept.media_type.as_str()), ("招标公告.pdf", "application/pdf"));
    let page = Upload { file: "a.pdf".to_owned(), bytes: b"<script>".to_vec() };
    assert_eq!(code(app.add_supervision_evidence(&reporter, &id, 1, page).await), "store-evidence-type");
    let large = Upload { file: "a.pdf".to_owned(), bytes: [b"%PDF-", &vec![b' '; 21 << 20][..]].concat() };
    assert_eq!(
        code(app.add_supervision_evidence(&reporter, &id, 1, large).await),
        "store-evidence-too-large"
    );
    assert_eq!(code(app.add_supervision_evidence(&reporter, &id, 2, pdf()).await), "unknown-id");
    let read = app.supervision_evidence(&office, &id, 1, &kept.sha256).await.expect("read");
    assert_eq!(read.bytes, b"%PDF-1.7 text");
    assert_eq!(code(app.supervision_evidence(&Caller::visitor(), &id, 1, &kept.sha256).await), "unknown-id");
    assert_eq!(code(app.close_supervision(&reporter, &id, view.version, "done").await), "not-allowed");
    assert_eq!(
        code(app.close_supervision(&office, &id, view.version - 1, "好").await),
        "store-changed-meanwhile"
    );
    let closed = app.close_supervision(&office, &id, view.version, "已落实").await.expect("closed");
    assert_eq!(
        (closed.closing_reason.as_deref(), closed.days_left, closed.days_late),
        (Some("已落实"), None, None)
    );
    assert!(closed.may.iter().all(|one| !one.allowed));
    assert_eq!(code(app.reply_supervision(&reporter, &id, "再答复").await), "store-locked");
    assert_eq!(
        app.open_supervision_by_rule().await.expect("opened"),
        0,
        "a closed cause is not opened again"
    );
    let open = OrderQuestion { open_only: true, ..OrderQuestion::default() };
    assert!(app.supervision(&office, open).await.expect("listed").items.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_done_is_not_late_and_the_ledger_says_who_said_so() {
    let demo = Demo::with_sample("harbour-sample").await;
    let app = with_people(&demo).await;
    let home = app.plan_view().home;
    let office = caller(&app, "zhang", Role::PlanOffice, &home);
    let node = |state, seen| NodeChange {
        task: "task-berths",
        node: "node-berths-2026",
        state,
        note: "三个泊位",
        seen,
    };
    let ledger = app.task_ledger(&office).await.expect("listed");
    let berths = |ledger: &lanbai_app::view::TaskLedger| {
        let tasks = ledger.actions.iter().flat_map(|action| &action.tasks);
        tasks.clone().find(|task| task.id == "task-berths").expect("there").clone()
    };
    let before = berths(&ledger);
    assert!(before.nodes[0].is_late && before.nodes[0].days_late > Some(90) && before.set.allowed);
    assert_eq!(before.nodes[0].state, "open");
    assert!(ledger.actions.last().expect("others").action.is_none(), "a task of no action stands last");
    assert_eq!(code(app.set_task_node(&office, node("finished", 0)).await), "unknown-id");
    let after = berths(&app.set_task_node(&office, node("done", 0)).await.expect("set"));
    assert_eq!((after.nodes[0].is_late, after.nodes[0].changed_by.as_deref()), (false, Some("zhang")));
    assert_eq!(code(app.set_task_node(&office, node("under-way", 0)).await), "store-changed-meanwhile");
    assert_eq!(app.open_supervision_by_rule().await.expect("opened"), 0);
    let analyst = caller(&app, "rui", Role::Analyst, &home);
    assert_eq!(code(app.set_task_node(&analyst, node("open", 1)).await), "not-allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_opens_by_hand_where_it_reaches() {
    let demo = Demo::empty("lanbai").await;
    let app = with_people(&demo).await;
    let office = caller(&app, "zhang", Role::PlanOffice, "lanbai");
    let new = NewSupervision {
        territory: "lanzhou-hitech-yantan",
        task: Some("task-contracts"),
        reason: "技术合同登记进度偏慢",
        due_on: "2026-12-01",
        cause: None,
    };
    let order = app.open_supervision(&office, new).await.expect("opened");
    assert_eq!(
        (order.because.sign.as_str(), order.because.text.zh.as_str()),
        ("hand", "技术合同登记进度偏慢")
    );
    assert_eq!(order.opened_by.as_deref(), Some("zhang"));
    let late = NewSupervision { due_on: "2026-11-22", ..new };
    assert_eq!(code(app.open_supervision(&office, late).await), "supervision-day-past");
    assert_eq!(
        code(app.open_supervision(&office, NewSupervision { reason: " ", ..new }).await),
        "supervision-reason-missing"
    );
    assert_eq!(
        code(app.open_supervision(&office, NewSupervision { task: Some("none"), ..new }).await),
        "unknown-id"
    );
    let elsewhere = caller(&app, "zhang", Role::PlanOffice, "baiyin-hitech");
    assert_eq!(code(app.open_supervision(&elsewhere, new).await), "not-allowed-there");
    // Whoever reports for another park sees nothing of it.
    let other = caller(&app, "rui", Role::Reporter, "lanzhou-hitech-dinglian");
    assert!(orders(&app, &other).await.is_empty());
    assert_eq!(code(app.supervision_order(&other, &order.id).await), "unknown-id");
}
