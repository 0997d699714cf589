use lanbai_store::Act;
use lanbai_store::audit::{AuditFilter, Fault, FaultKind, Head, SigningKey};

use crate::fixture::Fixture;
use crate::world::{account, at, draft, people, save};

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).expect("a seed")
}

/// Five rows, chained and signed.
async fn five_rows(fixture: &Fixture) -> Head {
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    save(&fixture.store, "an", "s1", "gdp", "100", 0).await;
    assert_eq!(fixture.store.chain_audit().await.expect("chained"), 5);
    fixture.store.sign_audit_head(&key(), at(20)).await.expect("signed").expect("there is a head")
}

/// What someone can do who holds the database.
async fn tamper(fixture: &Fixture, sql: &str) {
    let doors = if fixture.is_postgres() {
        "DROP TRIGGER IF EXISTS audit_unchanged ON audit; DROP TRIGGER IF EXISTS audit_chain_unchanged ON audit_chain;"
    } else {
        "DROP TRIGGER IF EXISTS audit_unchanged; DROP TRIGGER IF EXISTS audit_kept; \
         DROP TRIGGER IF EXISTS audit_chain_unchanged; DROP TRIGGER IF EXISTS audit_chain_kept;"
    };
    fixture.run_raw(&format!("{doors} {sql}")).await;
}

async fn fault(fixture: &Fixture, anchors: &[Head]) -> Option<Fault> {
    fixture.store.verify_audit(anchors, &key().public_key()).await.expect("verified").fault
}

fn broken(sequence: i64, kind: FaultKind) -> Option<Fault> {
    Some(Fault { sequence, kind })
}

pub async fn a_chain_that_was_left_alone_holds(fixture: Fixture) {
    assert_eq!(fixture.store.sign_audit_head(&key(), at(0)).await.expect("tried"), None);
    let head = five_rows(&fixture).await;
    assert_eq!(fixture.store.chain_audit().await.expect("chained"), 0);
    // A row that waits for the sequencer is no fault.
    account(&fixture.store, "dan").await;
    let found =
        fixture.store.verify_audit(std::slice::from_ref(&head), &head.public_key).await.expect("verified");
    assert_eq!((found.fault, found.rows, found.anchors, found.hash), (None, 5, 1, head.hash.clone()));
    assert_eq!(fixture.store.chain_audit().await.expect("chained"), 1);
    assert_eq!(fault(&fixture, std::slice::from_ref(&head)).await, None);
    assert_eq!(fixture.store.audit_heads().await.expect("read"), [head]);
}

pub async fn changed_rows_are_named(fixture: Fixture) {
    let head = five_rows(&fixture).await;
    let anchors = [head];
    let change = "UPDATE audit SET actor = 'nobody' WHERE id = 3";
    tamper(&fixture, change).await;
    assert_eq!(fault(&fixture, &anchors).await, broken(3, FaultKind::Changed));
    tamper(&fixture, "UPDATE audit SET actor = 'admin' WHERE id = 3").await;
    assert_eq!(fault(&fixture, &anchors).await, None, "the very same row again is no change");
    for column in [
        "happened_at = 1",
        "authority = ''",
        "action = ''",
        "object = ''",
        "state_after = NULL",
        "state_before = ''",
    ] {
        let keep = "CREATE TABLE kept AS SELECT * FROM audit WHERE id = 2";
        tamper(&fixture, &format!("{keep}; UPDATE audit SET {column} WHERE id = 2")).await;
        assert_eq!(fault(&fixture, &anchors).await, broken(2, FaultKind::Changed), "{column}");
        let back = "UPDATE audit SET happened_at = (SELECT happened_at FROM kept), \
            authority = (SELECT authority FROM kept), action = (SELECT action FROM kept), \
            object = (SELECT object FROM kept), state_after = (SELECT state_after FROM kept), \
            state_before = (SELECT state_before FROM kept) WHERE id = 2; DROP TABLE kept";
        tamper(&fixture, back).await;
        assert_eq!(fault(&fixture, &anchors).await, None, "{column}");
    }
}

pub async fn a_chain_written_anew_betrays_itself_by_its_anchor(fixture: Fixture) {
    let early = {
        account(&fixture.store, "early").await;
        fixture.store.chain_audit().await.expect("chained");
        fixture.store.sign_audit_head(&key(), at(1)).await.expect("signed").expect("a head")
    };
    people(&fixture.store).await;
    fixture.store.chain_audit().await.expect("chained");
    let late = fixture.store.sign_audit_head(&key(), at(2)).await.expect("signed").expect("a head");
    // The third row is changed and everything from the second on chained again, by the product's own sequencer.
    tamper(
        &fixture,
        "UPDATE audit SET actor = 'nobody' WHERE id = 3; DELETE FROM audit_chain WHERE sequence > 1; \
         INSERT INTO audit_waiting (audit) SELECT id FROM audit WHERE id > 1;",
    )
    .await;
    assert_eq!(fixture.store.chain_audit().await.expect("chained"), 3);
    assert_eq!(fault(&fixture, &[]).await, None, "by itself it cannot be told");
    assert_eq!(fault(&fixture, std::slice::from_ref(&early)).await, None, "nothing was changed before it");
    assert_eq!(fault(&fixture, &[late.clone(), early]).await, broken(2, FaultKind::Rewritten));
    // Nor does an anchor help that was made for the new chain.
    let other = SigningKey::from_seed(&[8; 32]).expect("a seed");
    let forged = fixture.store.sign_audit_head(&other, at(3)).await.expect("signed").expect("a head");
    assert_eq!(fault(&fixture, std::slice::from_ref(&forged)).await, broken(4, FaultKind::Forged));
    let patched = Head { hash: forged.hash, ..late };
    assert_eq!(fault(&fixture, &[patched]).await, broken(4, FaultKind::Forged));
}

pub async fn rows_swapped_slipped_in_and_cut_off_are_seen(fixture: Fixture) {
    let head = five_rows(&fixture).await;
    let anchors = [head];
    if fixture.is_postgres() {
        tamper(&fixture, "ALTER TABLE audit_chain DROP CONSTRAINT audit_chain_audit_fkey").await;
    }
    swap(&fixture, 3, 2).await;
    assert_eq!(fault(&fixture, &anchors).await, broken(2, FaultKind::Changed));
    swap(&fixture, 2, 3).await;
    assert_eq!(fault(&fixture, &anchors).await, None);
    let row = "INSERT INTO audit (id, happened_at, actor, authority, action, object) \
        VALUES (99, 0, 'an', 'x', 'y', 'z')";
    tamper(&fixture, row).await;
    assert_eq!(fault(&fixture, &anchors).await, broken(6, FaultKind::SlippedIn));
    tamper(&fixture, "DELETE FROM audit WHERE id = 99").await;
    // The last row is cut off with its link: only the anchor knows of it.
    tamper(&fixture, "DELETE FROM audit_chain WHERE sequence = 5; DELETE FROM audit WHERE id = 5").await;
    assert_eq!(fault(&fixture, &[]).await, None);
    assert_eq!(fault(&fixture, &anchors).await, broken(5, FaultKind::CutOff));
    // A row in the middle, with its link and without.
    tamper(&fixture, &off(&fixture, "DELETE FROM audit WHERE id = 4")).await;
    assert_eq!(fault(&fixture, &[]).await, broken(4, FaultKind::Missing));
    tamper(&fixture, "DELETE FROM audit_chain WHERE sequence = 3; DELETE FROM audit WHERE id = 3").await;
    assert_eq!(fault(&fixture, &[]).await, broken(3, FaultKind::Missing));
}

/// Lets the second and the third place of the chain name these rows.
async fn swap(fixture: &Fixture, second: i64, third: i64) {
    let set = format!(
        "UPDATE audit_chain SET audit = CASE sequence WHEN 2 THEN -{second} ELSE -{third} END WHERE sequence IN (2, 3); \
         UPDATE audit_chain SET audit = -audit WHERE audit < 0"
    );
    tamper(fixture, &off(fixture, &set)).await;
}

/// With foreign keys off, where a database lets whoever holds it turn them off.
fn off(fixture: &Fixture, sql: &str) -> String {
    if fixture.is_postgres() { sql.to_owned() } else { format!("PRAGMA foreign_keys = OFF; {sql}") }
}

pub async fn the_database_refuses_to_change_the_log(fixture: Fixture) {
    use sea_orm::ConnectionTrait;
    five_rows(&fixture).await;
    let raw = fixture.raw().await;
    for sql in [
        "UPDATE audit SET actor = 'nobody' WHERE id = 3",
        "DELETE FROM audit WHERE id = 3",
        "UPDATE audit_chain SET hash = '' WHERE sequence = 3",
        "DELETE FROM audit_chain WHERE sequence = 3",
    ] {
        let error = raw.execute_unprepared(sql).await.expect_err(sql);
        assert!(error.to_string().contains("append-only"), "{error}");
    }
}

pub async fn sequencers_at_the_same_time_chain_each_row_once(fixture: Fixture) {
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    let mut work = tokio::task::JoinSet::new();
    for sequencer in 0..3 {
        let store = fixture.other_server().await;
        work.spawn(async move {
            for round in 0..20 {
                let field = format!("field-{sequencer}-{round}");
                save(&store, "an", "s1", &field, "1", 0).await;
                store.chain_audit().await.expect("chained");
            }
        });
    }
    work.join_all().await;
    assert_eq!(fixture.store.chain_audit().await.expect("chained"), 0);
    let found = fixture.store.verify_audit(&[], "").await.expect("verified");
    assert_eq!((found.fault, found.rows), (None, 64));
}

pub async fn the_log_is_read_by_whoever_did_it_and_by_object(fixture: Fixture) {
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    let by = Act { by: "an", authority: "reporter:park-1", at: at(30) };
    let change = lanbai_store::submissions::FieldChange { field: "gdp", content: "101", seen: 1 };
    save(&fixture.store, "an", "s1", "gdp", "100", 0).await;
    fixture.store.save_fields(&by, "s1", &[change]).await.expect("saved");
    let of = async |filter: AuditFilter<'_>| fixture.store.audit_rows(filter).await.expect("read");
    let last = of(AuditFilter { most: 1, ..AuditFilter::default() }).await.remove(0);
    assert_eq!((last.by.as_str(), last.authority.as_str(), last.at), ("an", "reporter:park-1", at(30)));
    assert_eq!((last.action.as_str(), last.object.as_str(), last.sequence), ("submission.save", "s1", None));
    assert_eq!(last.before, Some(serde_json::json!({ "gdp": "100" })));
    assert_eq!(last.after, Some(serde_json::json!({ "gdp": "101" })));
    fixture.store.chain_audit().await.expect("chained");
    assert_eq!(of(AuditFilter { object: Some("s1"), ..AuditFilter::default() }).await.len(), 3);
    assert_eq!(of(AuditFilter { by: Some("admin"), ..AuditFilter::default() }).await.len(), 3);
    let older =
        AuditFilter { older_than: Some(last.id), action: Some("submission.save"), ..AuditFilter::default() };
    assert_eq!(of(older).await.len(), 1);
    let late = AuditFilter { from: Some(at(29)), to: Some(at(31)), ..AuditFilter::default() };
    assert_eq!(of(late).await[0].sequence, Some(6));
}
