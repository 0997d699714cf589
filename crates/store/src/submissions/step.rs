use lanbai_reporting::{State, Step};
use serde_json::json;

use super::decisions::{Noted, note_decision};
use super::submission::{Submission, must_be};
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits, refusal};

/// A step that someone takes with a submission as he saw it.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// Which submission.
    pub submission: &'a str,
    /// What is done with it. Publishing is the publisher's, through the outbox.
    pub step: Step,
    /// Whether the approver is the last of the route.
    pub is_last: bool,
    /// The version that was seen.
    pub seen: i64,
    /// The contents that were seen, where they matter: who hands in hands in what he saw.
    pub seen_contents: Option<i64>,
    /// Why. A return has one.
    pub reason: Option<&'a str>,
}

impl Store {
    /// Takes a step. The last approval puts the submission into the outbox in the same transaction.
    ///
    /// # Errors
    /// `store-changed-meanwhile` if someone was faster; `store-step-refused`; `store-reason-missing`;
    /// `store-unknown`.
    pub async fn step(&self, act: &Act<'_>, taken: &Taken<'_>) -> Result<Submission, StoreError> {
        limits::optional("reason", taken.reason, limits::TEXT)?;
        let reason = taken.reason.filter(|reason| !reason.trim().is_empty());
        if taken.step == Step::Return && reason.is_none() {
            return Err(refusal::reason_missing("return"));
        }
        let change = self.change(act, "taking a step").await?;
        let before = must_be(&change.unit, taken.submission).await?;
        let (state, stage) = next(&before, taken)?;
        write(&change, taken, state, stage).await?;
        if state == State::Approved {
            let sql = "INSERT INTO outbox (submission, approved_at) VALUES ($1, $2)";
            change.unit.execute(sql, values![taken.submission, change.at()]).await?;
        }
        let noted =
            Noted { submission: taken.submission, version: taken.seen + 1, step: taken.step, stage, state };
        note_decision(&change, &noted, reason).await?;
        let after = must_be(&change.unit, taken.submission).await?;
        let was = json!({ "state": before.state, "stage": before.stage, "version": before.version });
        let is = json!({ "state": state, "stage": stage, "version": after.version, "reason": reason });
        let action = match taken.step {
            Step::Submit => "submission.submit",
            Step::Withdraw => "submission.withdraw",
            Step::Return => "submission.return",
            Step::Approve => "submission.approve",
            Step::Publish => "submission.publish",
        };
        change.done(action, taken.submission, Some(was), Some(is)).await?;
        Ok(after)
    }
}

/// Where the step leads.
fn next(before: &Submission, taken: &Taken<'_>) -> Result<(State, i64), StoreError> {
    if before.version != taken.seen || taken.seen_contents.is_some_and(|seen| seen != before.contents) {
        return Err(refusal::changed_meanwhile("submission", &before.id, before.version));
    }
    let refused = || refusal::step_refused(step_name(taken.step), before.state.name());
    // What one approver agreed to is not taken back any more, only returned.
    let was_seen = taken.step == Step::Withdraw && before.stage > 0;
    if taken.step == Step::Publish || was_seen {
        return Err(refused());
    }
    let state = before.state.after(taken.step, taken.is_last).ok_or_else(refused)?;
    Ok((state, if taken.step == Step::Approve { before.stage + 1 } else { 0 }))
}

async fn write(change: &Change<'_>, taken: &Taken<'_>, state: State, stage: i64) -> Result<(), StoreError> {
    let at = change.at();
    let submitted = (taken.step == Step::Submit).then_some(at);
    let approved = (state == State::Approved).then_some(at);
    let sql = "UPDATE submissions SET state = $3, stage = $4, version = version + 1, changed_at = $5, \
        submitted_at = COALESCE($6, submitted_at), first_submitted_at = COALESCE(first_submitted_at, $6), \
        approved_at = COALESCE($7, approved_at) WHERE id = $1 AND version = $2 AND contents = COALESCE($8, contents)";
    let values = values![
        taken.submission,
        taken.seen,
        state.name(),
        stage,
        at,
        submitted,
        approved,
        taken.seen_contents
    ];
    if change.unit.execute(sql, values).await? == 0 {
        // Between reading and writing, on PostgreSQL.
        let stored = must_be(&change.unit, taken.submission).await?;
        return Err(refusal::changed_meanwhile("submission", taken.submission, stored.version));
    }
    Ok(())
}

pub(super) const fn step_name(step: Step) -> &'static str {
    match step {
        Step::Submit => "submit",
        Step::Withdraw => "withdraw",
        Step::Return => "return",
        Step::Approve => "approve",
        Step::Publish => "publish",
    }
}
