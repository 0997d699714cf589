//! People, forms and times of the cases.

use chrono::{DateTime, TimeDelta, Utc};
use lanbai_reporting::Step;
use lanbai_store::accounts::NewAccount;
use lanbai_store::submissions::{FieldChange, NewSubmission, Saved, Submission, Taken};
use lanbai_store::{Act, Store, StoreError};

/// So many seconds after the morning on which every case begins.
pub fn at(seconds: i64) -> DateTime<Utc> {
    let morning = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    morning + TimeDelta::seconds(seconds)
}

pub fn act(by: &'static str, seconds: i64) -> Act<'static> {
    Act { by, authority: "test", at: at(seconds) }
}

/// 安 and 博 report, 陈 approves.
pub async fn people(store: &Store) {
    for id in ["an", "bo", "chen"] {
        account(store, id).await;
    }
}

pub async fn account(store: &Store, id: &str) {
    let new = NewAccount {
        id,
        login: id,
        display_name: id,
        password_hash: Some("hash"),
        external: None,
        must_change_password: false,
    };
    store.create_account(&act("admin", 0), &new).await.expect("an account");
}

pub async fn draft(store: &Store, id: &'static str, territory: &'static str) -> Submission {
    let new = NewSubmission {
        id,
        form: "annual",
        form_version: "2024",
        territory,
        period: "2023",
        owner: "an",
        due_at: Some(at(1_000)),
    };
    store.open_submission(&act("an", 1), &new).await.expect("a draft");
    store.submission(id).await.expect("it is read").expect("it is there")
}

pub async fn save(store: &Store, by: &'static str, id: &str, field: &str, content: &str, seen: i64) -> Saved {
    let change = FieldChange { field, content, seen };
    let mut saved = store.save_fields(&act(by, 2), id, &[change]).await.expect("it is tried");
    assert_eq!(saved.len(), 1);
    saved.remove(0)
}

pub async fn step(
    store: &Store,
    by: &'static str,
    id: &str,
    step: Step,
    seen: i64,
) -> Result<Submission, StoreError> {
    let taken = Taken { submission: id, step, is_last: true, seen, seen_contents: None, reason: Some("so") };
    store.step(&act(by, 10), &taken).await
}

/// A submission that its only approver has approved.
pub async fn approved(store: &Store, id: &'static str, territory: &'static str) {
    draft(store, id, territory).await;
    step(store, "an", id, Step::Submit, 1).await.expect("handed in");
    step(store, "chen", id, Step::Approve, 2).await.expect("approved");
}

/// The code of what was refused.
pub fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>) -> &'static str {
    match result {
        Err(StoreError::Refused(finding)) => finding.code,
        other => panic!("it was not refused: {other:?}"),
    }
}
