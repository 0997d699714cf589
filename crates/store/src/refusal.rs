//! What the store refuses, each a finding whose sentence stands in `messages/findings/store.toml`.

use lanbai_kernel::{Finding, Place};

use crate::StoreError;

fn refused(code: &'static str) -> Finding {
    Finding::error(code, Place::default())
}

fn told(finding: Finding) -> StoreError {
    StoreError::Refused(Box::new(finding))
}

/// A text longer than it may be.
pub(crate) fn too_long(what: &'static str, limit: usize) -> StoreError {
    told(refused("store-too-long").with("what", what).with("limit", limit))
}

/// A text that has a character which no database keeps, or an id that has not the form of one.
pub(crate) fn not_text(what: &'static str) -> StoreError {
    told(refused("store-not-text").with("what", what))
}

/// More than one call may bring.
pub(crate) fn too_many(what: &'static str, limit: usize) -> StoreError {
    told(refused("store-too-many").with("what", what).with("limit", limit))
}

/// Something that there is not.
pub(crate) fn unknown(what: &'static str, seen: &str) -> StoreError {
    told(refused("store-unknown").with("what", what).with("seen", seen))
}

/// Something that there is already.
pub(crate) fn taken(what: &'static str, seen: &str) -> StoreError {
    told(refused("store-taken").with("what", what).with("seen", seen))
}

/// Someone else changed it since it was read.
pub(crate) fn changed_meanwhile(what: &'static str, seen: &str, stored: i64) -> StoreError {
    told(
        refused("store-changed-meanwhile")
            .with("what", what)
            .with("seen", seen)
            .with("version", count(stored)),
    )
}

/// It is locked in its state.
pub(crate) fn locked(submission: &str, state: &str) -> StoreError {
    told(refused("store-locked").with("seen", submission).with("state", state))
}

/// That step cannot be taken from that state.
pub(crate) fn step_refused(step: &str, state: &str) -> StoreError {
    told(refused("store-step-refused").with("step", step).with("state", state))
}

/// A reason must be given.
pub(crate) fn reason_missing(what: &'static str) -> StoreError {
    told(refused("store-reason-missing").with("what", what))
}

/// Nobody grants himself a role, or takes one from himself.
pub(crate) fn own_grant(account: &str) -> StoreError {
    told(refused("store-own-grant").with("seen", account))
}

/// Another holder has taken the lease.
pub(crate) fn lease_lost(name: &str) -> StoreError {
    told(refused("store-lease-lost").with("seen", name))
}

/// A publication has to be finished or burnt first.
pub(crate) fn publication_open(number: i64) -> StoreError {
    told(refused("store-publication-open").with("number", count(number)))
}

/// A publication is not one that was begun and not ended.
pub(crate) fn publication_not_open(number: i64) -> StoreError {
    told(refused("store-publication-not-open").with("number", count(number)))
}

/// A file is larger than it may be.
pub(crate) fn evidence_too_large(limit: usize) -> StoreError {
    told(refused("store-evidence-too-large").with("limit", limit))
}

/// A file is of a kind that is not taken.
pub(crate) fn evidence_type(seen: &str, taken: &[String]) -> StoreError {
    told(refused("store-evidence-type").with("seen", seen).with("taken", taken.to_vec()))
}

/// A file's bytes are not there, or are others than were put in.
pub(crate) fn evidence_damaged(sha256: &str) -> StoreError {
    told(refused("store-evidence-damaged").with("seen", sha256))
}

fn count(number: i64) -> lanbai_kernel::Argument {
    lanbai_kernel::Argument::Count(number)
}
