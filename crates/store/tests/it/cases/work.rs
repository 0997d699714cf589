use lanbai_store::Store;
use lanbai_store::audit::AuditFilter;
use lanbai_store::evidence::{EvidenceLimits, NewEvidence};
use lanbai_store::notices::NewNotice;
use lanbai_store::supervision::{NewOrder, OrderFilter};
use lanbai_store::tasks::NodeChange;
use serde_json::json;

use crate::fixture::Fixture;
use crate::world::{act, at, people, refused};

fn limits() -> EvidenceLimits {
    EvidenceLimits { most_bytes: 10, media_types: vec!["text/plain".to_owned()] }
}

fn file<'a>(object: &'a str, name: &'a str, bytes: &'a [u8]) -> NewEvidence<'a> {
    NewEvidence { object, name, media_type: "text/plain", bytes }
}

async fn add(store: &Store, new: &NewEvidence<'_>) -> String {
    store.add_evidence(&act("an", 2), new, &limits()).await.expect("kept")
}

pub async fn evidence_is_kept_once_and_opened_through_its_object_only(fixture: Fixture) {
    let store = &fixture.store;
    let sha256 = add(store, &file("submission/s1", "证明.txt", b"proof")).await;
    assert_eq!(sha256, "c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7");
    assert_eq!(add(store, &file("submission/s1", "证明.txt", b"proof")).await, sha256);
    assert_eq!(add(store, &file("submission/s2", "again.txt", b"proof")).await, sha256);
    let listed = store.evidence_of("submission/s1").await.expect("listed");
    assert_eq!((listed.len(), listed[0].name.as_str(), listed[0].bytes), (1, "证明.txt", 5));
    assert_eq!(store.evidence_bytes("submission/s2", &sha256).await.expect("read"), b"proof");
    assert_eq!(refused(store.evidence_bytes("submission/s3", &sha256).await), "store-unknown");
    assert_eq!(refused(store.evidence_bytes("submission/s1", "../store.sqlite").await), "store-unknown");
}

pub async fn evidence_beyond_the_limits_is_refused(fixture: Fixture) {
    let store = &fixture.store;
    let by = act("an", 2);
    let large = store.add_evidence(&by, &file("submission/s1", "a", &[0; 11]), &limits()).await;
    assert_eq!(refused(large), "store-evidence-too-large");
    let program = NewEvidence { media_type: "application/x-executable", ..file("submission/s1", "a", b"") };
    assert_eq!(refused(store.add_evidence(&by, &program, &limits()).await), "store-evidence-type");
    assert_eq!(store.evidence_of("submission/s1").await.expect("listed"), []);
}

pub async fn evidence_that_was_changed_is_not_handed_out(fixture: Fixture) {
    let store = &fixture.store;
    let sha256 = add(store, &file("submission/s1", "a.txt", b"proof")).await;
    let (folder, name) = sha256.split_at(2);
    let path = fixture.settings.evidence.join(folder).join(name);
    std::fs::write(&path, b"other").expect("changed");
    assert_eq!(refused(store.evidence_bytes("submission/s1", &sha256).await), "store-evidence-damaged");
    let backup = store.back_up(&fixture.folder.path().join("backup"), at(3)).await;
    assert_eq!(refused(backup), "store-evidence-damaged");
    // Put in again, it is whole again.
    add(store, &file("submission/s1", "a.txt", b"proof")).await;
    assert_eq!(store.evidence_bytes("submission/s1", &sha256).await.expect("read"), b"proof");
}

pub async fn a_reminder_of_one_cause_is_written_once(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let arguments = json!({ "days": 3 });
    let notice = |id, account, cause| NewNotice {
        id,
        account,
        cause,
        code: "reminder-due",
        arguments: &arguments,
        object: "submission/s1",
        mail_to: None,
    };
    let first = [notice("n1", "an", "due/s1/3"), notice("n2", "bo", "due/s1/3")];
    assert_eq!(store.notify(&act("reminders", 1), &first).await.expect("written"), 2);
    let again = [notice("n3", "an", "due/s1/3"), notice("n4", "an", "due/s1/1")];
    assert_eq!(store.notify(&act("reminders", 2), &again).await.expect("written"), 1);
    let ids = async || {
        let notices = store.notices_of("an", 0).await.expect("read");
        notices.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(ids().await, ["n4", "n1"]);
    // Nobody reads for another.
    assert_eq!(store.mark_read("bo", Some("n4"), at(3)).await.expect("marked"), 0);
    assert_eq!(store.mark_read("an", Some("n4"), at(3)).await.expect("marked"), 1);
    assert_eq!(ids().await, ["n1", "n4"], "unread ones come first");
    assert_eq!(store.mark_read("an", None, at(4)).await.expect("marked"), 1);
}

pub async fn a_mail_goes_out_once_at_most(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let arguments = json!({});
    let notice = |id, mail_to| NewNotice {
        id,
        account: "an",
        cause: id,
        code: "reminder-due",
        arguments: &arguments,
        object: "submission/s1",
        mail_to,
    };
    let notices = [notice("n1", Some("an@example.org")), notice("n2", None)];
    store.notify(&act("reminders", 1), &notices).await.expect("written");
    let waiting = store.mail_waiting(0).await.expect("read");
    assert_eq!((waiting.len(), waiting[0].mail_to.as_str()), (1, "an@example.org"));
    let other = fixture.other_server().await;
    let (one, two) = tokio::join!(store.take_mail("n1", at(2)), other.take_mail("n1", at(2)));
    assert!(one.expect("tried") != two.expect("tried"));
    assert!(!store.take_mail("n2", at(2)).await.expect("tried"));
    assert_eq!(store.mail_waiting(0).await.expect("read"), []);
    store.return_mail("n1").await.expect("given back");
    assert_eq!(store.mail_waiting(0).await.expect("read"), waiting);
    assert!(store.take_mail("n1", at(3)).await.expect("tried"));
}

pub async fn where_someone_is_written_to_is_kept_and_not_told_to_the_log(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    assert_eq!(store.mail_address("an").await.expect("read"), None);
    store.set_mail_address(&act("an", 1), "an", Some("an@example.org")).await.expect("noted");
    store.set_mail_address(&act("an", 2), "an", Some("an@example.com")).await.expect("noted");
    assert_eq!(store.mail_address("an").await.expect("read").as_deref(), Some("an@example.com"));
    assert_eq!(store.mail_addresses().await.expect("read").len(), 1);
    store.set_mail_address(&act("an", 3), "an", None).await.expect("removed");
    assert_eq!(store.mail_address("an").await.expect("read"), None);
    let rows = store.audit_rows(AuditFilter { most: 10, ..AuditFilter::default() }).await.expect("read");
    let told = rows.iter().filter(|row| row.action == "account.mail");
    assert_eq!(told.clone().count(), 3);
    assert!(told.clone().all(|row| !format!("{row:?}").contains("example")));
}

pub async fn a_task_node_is_changed_as_it_was_seen(fixture: Fixture) {
    let store = &fixture.store;
    let change = |state, seen| NodeChange { task: "bridge", node: "2024Q1", state, note: "桥", seen };
    assert_eq!(store.set_task_node(&act("an", 1), &change("late", 0)).await.expect("set"), 1);
    let stale = store.set_task_node(&act("bo", 2), &change("done", 0)).await;
    assert_eq!(refused(stale), "store-changed-meanwhile");
    let ahead = NodeChange { node: "2024Q2", ..change("done", 4) };
    assert_eq!(refused(store.set_task_node(&act("bo", 2), &ahead).await), "store-changed-meanwhile");
    assert_eq!(store.set_task_node(&act("bo", 3), &change("done", 1)).await.expect("set"), 2);
    let nodes = store.task_nodes().await.expect("listed");
    let nodes: Vec<_> =
        nodes.iter().map(|one| (one.state.as_str(), one.version, one.changed_by.as_str())).collect();
    assert_eq!(nodes, [("done", 2, "bo")]);
}

pub async fn an_order_is_opened_once_answered_and_closed(fixture: Fixture) {
    let store = &fixture.store;
    let because = json!({ "indicator": "rd", "lights": ["yellow", "yellow"] });
    let new = |id, cause, territory| NewOrder {
        id,
        cause,
        because: &because,
        unit: "科技局",
        territory,
        task: Some("bridge"),
        due_at: at(500),
    };
    let open =
        async |new: NewOrder<'_>, when| store.open_order(&act("rules", when), &new).await.expect("tried");
    assert!(open(new("o1", "two-yellow/rd/2024", "lanzhou"), 1).await);
    assert!(!open(new("o2", "two-yellow/rd/2024", "lanzhou"), 2).await);
    assert!(open(new("o3", "red/gdp/2024", "baiyin"), 3).await);
    let reply = store.reply_to_order(&act("an", 4), "o1", "hired three").await.expect("answered");
    assert_eq!((reply.number, reply.object().as_str()), (1, "supervision/o1/1"));
    assert_eq!(refused(store.close_order(&act("chen", 5), "o1", 1, "done").await), "store-changed-meanwhile");
    assert_eq!(refused(store.close_order(&act("chen", 5), "o1", 2, "").await), "store-reason-missing");
    store.close_order(&act("chen", 5), "o1", 2, "it works").await.expect("closed");
    assert_eq!(refused(store.close_order(&act("chen", 6), "o1", 3, "again").await), "store-locked");
    assert_eq!(refused(store.reply_to_order(&act("an", 6), "o1", "more").await), "store-locked");
    assert_eq!(refused(store.reply_to_order(&act("an", 6), "o9", "more").await), "store-unknown");
    assert_eq!(store.replies_to("o1").await.expect("read"), [reply]);
    let closed = store.order("o1").await.expect("read").expect("there");
    assert_eq!((closed.closed_by.as_deref(), closed.closed_at), (Some("chen"), Some(at(5))));
    let ids = async |filter: OrderFilter<'_>| {
        let orders = store.orders(filter, 0).await.expect("listed");
        orders.into_iter().map(|order| order.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(OrderFilter::default()).await, ["o3", "o1"]);
    assert_eq!(ids(OrderFilter { open_only: true, ..OrderFilter::default() }).await, ["o3"]);
    let scope = OrderFilter { territories: Some(&["lanzhou"]), ..OrderFilter::default() };
    assert_eq!(ids(scope).await, ["o1"]);
    assert_eq!(
        ids(OrderFilter { territories: Some(&[]), ..OrderFilter::default() }).await,
        Vec::<String>::new()
    );
}

pub async fn a_recommendation_is_decided_as_it_was_seen(fixture: Fixture) {
    let store = &fixture.store;
    let decide = async |by, decision, seen| {
        store.decide_recommendation(&act(by, 1), "chain/battery", decision, "so", Some("{}"), seen).await
    };
    assert_eq!(decide("an", "adopted", 0).await.expect("decided"), 1);
    assert_eq!(refused(decide("bo", "declined", 0).await), "store-changed-meanwhile");
    assert_eq!(decide("bo", "declined", 1).await.expect("decided"), 2);
    let decisions = store.recommendation_decisions("chain/battery").await.expect("read");
    let decisions: Vec<_> = decisions.iter().map(|one| (one.decision.as_str(), one.by.as_str())).collect();
    assert_eq!(decisions, [("adopted", "an"), ("declined", "bo")]);
}
