use std::path::Path;

use lanbai_reporting::Step;
use lanbai_store::accounts::NewAccount;
use lanbai_store::audit::SigningKey;
use lanbai_store::backup::Manifest;
use lanbai_store::evidence::{EvidenceLimits, NewEvidence};
use lanbai_store::notices::NewNotice;
use lanbai_store::outbox::{Begin, LeaseName};
use lanbai_store::sessions::NewSession;
use lanbai_store::submissions::{Correction, FieldChange, RowChange, Saved};
use lanbai_store::supervision::NewOrder;
use lanbai_store::tasks::NodeChange;
use lanbai_store::{BackupError, Settings, Store, StoreError};
use serde_json::json;

use crate::fixture::Fixture;
use crate::world::{account, act, approved, at, draft, people, refused, save, step};

/// Texts that a careless statement would run.
const ATTEMPTS: [&str; 7] = [
    "'; DROP TABLE accounts; --",
    "\" OR 1=1 --",
    "$1 ? :name @p1 {identity}",
    "\\'; DELETE FROM audit; /*",
    "Robert'); DROP TABLE fields;--",
    "😀 兰州 \u{202e} \u{7f} \t\r\n",
    "=cmd|' /C calc'!A0",
];

/// What may happen to a file of a backup: its name, what stands there, what stands there then.
const DAMAGES: [(&str, &str, &str); 6] = [
    ("field_asides.ndjson", "late", "lame"),
    // A whole line is gone.
    ("task_nodes.ndjson", "[\"bridge\",\"2024Q1\",\"late\",\"桥\",1,\"an\",1700000025000]\n", ""),
    ("accounts.ndjson", "[", "{"),
    ("audit.ndjson", "admin", "nobody"),
    ("manifest.json", "\"format\": 1", "\"format\": 2"),
    ("manifest.json", "\"version\": ", "\"version\": 9"),
];

/// Something in every table.
async fn fill(store: &Store) {
    people(store).await;
    store.grant(&act("admin", 1), "an", lanbai_reporting::Role::Reporter, "park-1").await.expect("granted");
    store.note_attempt("an", "10.0.0.1", false, at(1)).await.expect("noted");
    let session = NewSession {
        token_hash: "t1",
        account: "an",
        cross_site_token: "x",
        expires_at: at(9_999),
        rotated_from: None,
    };
    store.open_session(&act("an", 1), &session).await.expect("opened");
    approved(store, "s2", "park-2").await;
    let lease = store.take_lease(LeaseName::Publisher, "one", at(20), chrono::TimeDelta::seconds(9)).await;
    let lease = lease.expect("tried").expect("free");
    let begin = Begin { at_least: 7, most: 9, without: &[] };
    store.begin_publication(&act("publisher", 20), &lease, begin).await.expect("begun");
    store.finish_publication(&act("publisher", 20), &lease, 7).await.expect("finished");
    // The correction sorts before what it corrects, so that a restore meets the reference first.
    let correction =
        Correction { id: "s1", supersedes: "s2", form_version: "2024", owner: "bo", reason: "错" };
    store.supersede(&act("bo", 21), &correction).await.expect("begun");
    for (number, content) in ATTEMPTS.iter().enumerate() {
        save(store, "bo", "s1", &format!("f{number}"), content, 0).await;
    }
    save(store, "an", "s1", "f0", "late", 0).await;
    store.explain_finding(&act("bo", 22), "s1", "large-change", "a move").await.expect("explained");
    let content = json!({ "name": "实验室", "since": 2001 });
    let row = RowChange { register: "labs", row_id: "1", content: Some(&content), seen: 0 };
    store.save_register_rows(&act("bo", 22), "s1", &[row]).await.expect("saved");
    work(store, &content).await;
    store.chain_audit().await.expect("chained");
    let key = SigningKey::from_seed(&[7; 32]).expect("a seed");
    store.sign_audit_head(&key, at(30)).await.expect("signed");
    // One row still waits for the sequencer.
    store.rename_account(&act("admin", 31), "bo", "博").await.expect("renamed");
}

async fn work(store: &Store, content: &serde_json::Value) {
    let limits = EvidenceLimits { most_bytes: 99, media_types: vec!["text/plain".to_owned()] };
    let file =
        NewEvidence { object: "submission/s1", name: "a.txt", media_type: "text/plain", bytes: b"proof" };
    store.add_evidence(&act("bo", 23), &file, &limits).await.expect("kept");
    let notice = NewNotice {
        id: "n1",
        account: "an",
        cause: "c",
        code: "reminder-due",
        arguments: content,
        object: "o",
        mail_to: Some("an@example.org"),
    };
    store.set_mail_address(&act("an", 24), "an", Some("an@example.org")).await.expect("noted");
    store.notify(&act("reminders", 24), &[notice]).await.expect("written");
    let node = NodeChange { task: "bridge", node: "2024Q1", state: "late", note: "桥", seen: 0 };
    store.set_task_node(&act("an", 25), &node).await.expect("set");
    let order = NewOrder {
        id: "o1",
        cause: "c",
        because: content,
        unit: "科技局",
        territory: "lanzhou",
        task: None,
        due_at: at(500),
    };
    store.open_order(&act("rules", 26), &order).await.expect("opened");
    store.reply_to_order(&act("an", 27), "o1", "hired three").await.expect("answered");
    store.decide_recommendation(&act("an", 28), "r", "adopted", "so", Some("{}"), 0).await.expect("decided");
    store.invite_through_provider(&act("an", 29), "chen", at(900)).await.expect("invited");
}

pub async fn opening_again_changes_nothing(fixture: Fixture) {
    fill(&fixture.store).await;
    let before = back_up(&fixture.store, &fixture.folder.path().join("before")).await;
    let again = fixture.other_server().await;
    let after = back_up(&again, &fixture.folder.path().join("after")).await;
    assert_eq!(before.tables, after.tables);
    // Each statement of a migration may run twice, as when a version was lost.
    fixture.run_raw("DELETE FROM schema_versions").await;
    let again = fixture.other_server().await;
    let repeated = back_up(&again, &fixture.folder.path().join("repeated")).await;
    assert_eq!(before.tables, repeated.tables);
}

pub async fn two_servers_may_open_an_empty_store_at_once(fixture: Fixture) {
    for settings in fixture.empty_places().await {
        let (one, two) = tokio::join!(Store::open(&settings, at(0)), Store::open(&settings, at(0)));
        account(&one.expect("it opens"), "an").await;
        assert!(two.expect("it opens").account("an").await.expect("asked").is_some());
    }
}

pub async fn a_newer_store_is_refused_and_left_alone(fixture: Fixture) {
    fixture.run_raw("INSERT INTO schema_versions (number, name, applied_at) VALUES (99, 'later', 0)").await;
    let Err(StoreError::Newer { found, known }) = Store::open(&fixture.settings, at(0)).await else {
        panic!("a newer store was opened");
    };
    assert_eq!(found, 99);
    assert!(known < 99);
}

async fn back_up(store: &Store, folder: &Path) -> Manifest {
    store.back_up(folder, at(100)).await.expect("backed up")
}

async fn restore(settings: &Settings, folder: &Path) -> Result<Store, StoreError> {
    Store::restore(settings, folder, at(200)).await.map(|(store, _)| store)
}

pub async fn a_backup_restores_into_either_database(fixture: Fixture) {
    fill(&fixture.store).await;
    let folder = fixture.folder.path().join("first");
    let manifest = back_up(&fixture.store, &folder).await;
    for (name, table) in &manifest.tables {
        assert!(table.rows > 0, "nothing in {name}: the case proves nothing about it");
    }
    for (number, settings) in fixture.empty_places().await.into_iter().enumerate() {
        let restored = restore(&settings, &folder).await.expect("restored");
        let again = fixture.folder.path().join(format!("again-{number}"));
        let second = back_up(&restored, &again).await;
        assert_eq!((&second.tables, &second.audit_hash), (&manifest.tables, &manifest.audit_hash));
        assert_eq!(
            restored.fields("s1").await.expect("read"),
            fixture.store.fields("s1").await.expect("read")
        );
        let files = restored.evidence_of("submission/s1").await.expect("listed");
        assert_eq!(restored.evidence_bytes("submission/s1", &files[0].sha256).await.expect("read"), b"proof");
        assert_eq!(restored.session("t1", at(201)).await.expect("asked"), None, "sessions do not come back");
        // And back into the database that it came from.
        for settings in fixture.empty_places().await {
            let back = restore(&settings, &again).await.expect("restored");
            let third = fixture
                .folder
                .path()
                .join(format!("back-{number}-{}", settings.evidence.file_name().expect("a name").display()));
            assert_eq!(back_up(&back, &third).await.tables, manifest.tables);
        }
    }
}

pub async fn a_backup_leaves_out_no_table(fixture: Fixture) {
    use sea_orm::{ConnectionTrait, Statement};
    let raw = fixture.raw().await;
    let sql = if fixture.is_postgres() {
        "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let rows =
        raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.expect("listed");
    let mut tables: Vec<String> = rows.iter().map(|row| row.try_get("", "name").expect("a name")).collect();
    tables.sort();
    let manifest = back_up(&fixture.store, &fixture.folder.path().join("backup")).await;
    let mut kept: Vec<String> = manifest.tables.into_keys().collect();
    kept.extend(["provider_sign_ins", "schema_versions", "sessions"].map(str::to_owned));
    kept.sort();
    assert_eq!(tables, kept);
}

pub async fn a_backup_made_while_others_write_shows_one_moment(fixture: Fixture) {
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    let store = fixture.store.clone();
    let writing = tokio::spawn(async move {
        for number in 0..200_i64 {
            // Two fields in one unit: no moment has one without the other.
            let content = number.to_string();
            let changes = ["a", "b"].map(|field| FieldChange { field, content: &content, seen: number });
            store.save_fields(&act("an", 2), "s1", &changes).await.expect("saved");
            store.chain_audit().await.expect("chained");
        }
    });
    for round in 0..3 {
        let folder = fixture.folder.path().join(format!("backup-{round}"));
        back_up(&fixture.store, &folder).await;
        let places = fixture.empty_places().await;
        let restored = restore(&places[0], &folder).await.expect("restored");
        let fields = restored.fields("s1").await.expect("read");
        if let [a, b] = fields.as_slice() {
            assert_eq!((&a.content, a.version), (&b.content, b.version));
            let contents = restored.submission("s1").await.expect("read").expect("there").contents;
            assert_eq!(contents, a.version);
        } else {
            assert!(fields.is_empty());
        }
    }
    writing.await.expect("it wrote");
}

pub async fn a_damaged_backup_is_refused_and_restores_nothing(fixture: Fixture) {
    fill(&fixture.store).await;
    for (number, (file, from, to)) in DAMAGES.into_iter().enumerate() {
        let folder = fixture.folder.path().join(format!("damaged-{number}"));
        back_up(&fixture.store, &folder).await;
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.contains(from), "{from} is not in {file}");
        std::fs::write(&path, text.replacen(from, to, 1)).expect("written");
        for settings in fixture.empty_places().await {
            let error = match restore(&settings, &folder).await {
                Ok(_) => panic!("damage {number} to {file} was not seen"),
                Err(error) => error,
            };
            assert!(matches!(error, StoreError::Backup(_) | StoreError::Newer { .. }), "{number}: {error:?}");
            let store = Store::open(&settings, at(0)).await.expect("it opens");
            assert!(!store.has_accounts().await.expect("asked"), "half a backup was restored");
        }
    }
    let folder = fixture.folder.path().join("without-evidence");
    back_up(&fixture.store, &folder).await;
    std::fs::remove_dir_all(folder.join("evidence")).expect("removed");
    let places = fixture.empty_places().await;
    let missing = restore(&places[0], &folder).await.map(|_| ());
    assert!(matches!(missing, Err(StoreError::Backup(BackupError::Differs { .. }))), "{missing:?}");
}

pub async fn a_full_store_is_not_restored_into(fixture: Fixture) {
    fill(&fixture.store).await;
    let folder = fixture.folder.path().join("backup");
    let manifest = back_up(&fixture.store, &folder).await;
    let refused = restore(&fixture.settings, &folder).await.map(|_| ());
    assert!(matches!(refused, Err(StoreError::Backup(BackupError::NotEmpty { .. }))), "{refused:?}");
    let after = back_up(&fixture.store, &fixture.folder.path().join("after")).await;
    assert_eq!(after.tables, manifest.tables);
}

pub async fn a_restored_store_goes_on_counting(fixture: Fixture) {
    fill(&fixture.store).await;
    let folder = fixture.folder.path().join("backup");
    back_up(&fixture.store, &folder).await;
    for settings in fixture.empty_places().await {
        let store = restore(&settings, &folder).await.expect("restored");
        approved(&store, "s9", "park-9").await;
        let lease =
            store.take_lease(LeaseName::Publisher, "new", at(300), chrono::TimeDelta::seconds(9)).await;
        let lease = lease.expect("tried").expect("run out");
        let begin = Begin { at_least: 1, most: 9, without: &[] };
        let pairing = store.begin_publication(&act("publisher", 301), &lease, begin).await.expect("begun");
        assert_eq!(pairing.expect("some").number, 8, "numbers go on after the last one");
        store.chain_audit().await.expect("chained");
        assert_eq!(store.verify_audit(&[], "").await.expect("verified").fault, None);
    }
}

pub async fn text_stays_text(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    for (number, attempt) in ATTEMPTS.iter().enumerate() {
        assert_eq!(save(store, "an", "s1", attempt, attempt, 0).await, Saved::Written(1));
        let stored = store.fields("s1").await.expect("read");
        assert!(stored.iter().any(|field| field.field == *attempt && field.content == *attempt), "{attempt}");
        let id = format!("x{number}");
        let new = NewAccount {
            id: &id,
            login: attempt,
            display_name: attempt,
            password_hash: Some(attempt),
            external: None,
            must_change_password: false,
        };
        store.create_account(&act("admin", 1), &new).await.expect("made");
        let found = store.account_of_login(attempt).await.expect("asked").expect("there");
        assert_eq!((found.id, found.display_name.as_str()), (id, *attempt));
        assert_eq!(store.account(attempt).await.expect("asked"), None);
        assert_eq!(store.session(attempt, at(1)).await.expect("asked"), None);
        assert!(store.evidence_of(attempt).await.expect("asked").is_empty());
        let refusal = store.grant(&act("admin", 1), "an", lanbai_reporting::Role::Reader, attempt).await;
        assert_eq!(refused(refusal), "store-not-text");
    }
    assert_eq!(store.fields("s1").await.expect("read").len(), ATTEMPTS.len());
    store.chain_audit().await.expect("chained");
    assert_eq!(store.verify_audit(&[], "").await.expect("verified").fault, None);
}

pub async fn what_is_too_long_is_refused_and_the_rest_kept(fixture: Fixture) {
    use lanbai_store::limits;
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    let just = "兰".repeat(limits::FIELD);
    assert_eq!(save(store, "an", "s1", "gdp", &just, 0).await, Saved::Written(1));
    for (content, code) in [(format!("{just}兰"), "store-too-long"), ("a\0b".to_owned(), "store-not-text")] {
        let changes = [("staff", "1"), ("gdp", content.as_str())].map(|(field, content)| FieldChange {
            field,
            content,
            seen: 1,
        });
        assert_eq!(refused(store.save_fields(&act("an", 2), "s1", &changes).await), code);
    }
    let fields = store.fields("s1").await.expect("read");
    assert_eq!((fields.len(), &fields[0].content), (1, &just));
    let many = vec![FieldChange { field: "f", content: "1", seen: 0 }; limits::CHANGES + 1];
    assert_eq!(refused(store.save_fields(&act("an", 2), "s1", &many).await), "store-too-many");
    let long = "x".repeat(limits::TEXT + 1);
    assert_eq!(refused(store.explain_finding(&act("an", 2), "s1", "f", &long).await), "store-too-long");
    let nobody = lanbai_store::Act { by: "", authority: "x", at: at(1) };
    assert_eq!(refused(store.rename_account(&nobody, "an", "x").await), "store-not-text");
}

pub async fn callers_who_go_away_leave_nothing_half_done(fixture: Fixture) {
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    let mut callers = Vec::new();
    for number in 0..60_usize {
        let store = fixture.store.clone();
        callers.push(tokio::spawn(async move {
            let fields = [format!("{number}-a"), format!("{number}-b")];
            let changes = fields.each_ref().map(|field| FieldChange { field, content: "1", seen: 0 });
            store.save_fields(&act("an", 2), "s1", &changes).await
        }));
    }
    for (number, caller) in callers.iter().enumerate() {
        if number % 3 == 0 {
            caller.abort();
        }
        tokio::task::yield_now().await;
    }
    for (number, caller) in callers.into_iter().enumerate() {
        match caller.await {
            Ok(saved) => assert_eq!(saved.expect("saved").len(), 2),
            Err(gone) => assert!(gone.is_cancelled() && number % 3 == 0),
        }
    }
    let fields = fixture.store.fields("s1").await.expect("read");
    for number in 0..60 {
        let own = fields.iter().filter(|field| field.field.starts_with(&format!("{number}-"))).count();
        assert!(own == 2 || (own == 0 && number % 3 == 0), "{own} fields of caller {number}");
    }
    fixture.store.chain_audit().await.expect("chained");
    assert_eq!(fixture.store.verify_audit(&[], "").await.expect("verified").fault, None);
    step(&fixture.store, "an", "s1", Step::Submit, 1).await.expect("the store goes on");
}
