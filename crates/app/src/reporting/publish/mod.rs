//! Approved submissions become a publication, once and whole (DESIGN, invariant 4).
//!
//! One publisher at a time: whoever holds the lake's lock and the store's lease. A number is noted in the
//! lake as begun, paired in the store with what it publishes, written table by table, listed, and marked as done in the
//! store. Whoever comes after a crash finds the open number and goes on where the lake says that it stopped.

mod rows;

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::TimeDelta;
use lanbai_lake::{Moment, NewPublication, Publisher, Resumed};
use lanbai_store::outbox::{Begin, Lease, LeaseName, Pairing};
use lanbai_store::{Act, Store, StoreError};
use sha2::{Digest, Sha256};

use super::at::At;
use crate::hexadecimal::hexadecimal;
use crate::import::Memory;
use crate::{App, AppError, Snapshot};
use rows::Rows;

/// How a publication of submissions is called in the lake.
const KIND: &str = "approval";
/// Who publishes, in the audit log.
const PUBLISHER: &str = "publisher";
/// On whose authority: that of the approvals themselves.
const AUTHORITY: &str = "rule:publish-approved";
/// How long the lease holds: so long others wait after a publisher has died. One that takes longer may lose it, which
/// does no harm: whoever takes it waits for the lake's lock, finds what is listed, and marks it.
const HOLD: TimeDelta = TimeDelta::seconds(3);
/// Submissions of one publication.
const TOGETHER: usize = 200;

/// A moment of publishing at which a process may die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishMoment<'t> {
    /// The number is noted in the lake; nothing is paired with it.
    Reserved,
    /// The pairing is saved in the store.
    Paired,
    /// A moment of the lake's commit.
    Lake(Moment<'t>),
    /// Everything is visible; the store has not marked it.
    Listed,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct PublishedBatch {
    pub number: i64,
    pub submissions: Vec<String>,
}

/// Where publishing stops, for whoever tries what is left then.
type Watch<'w> = &'w mut (dyn FnMut(PublishMoment<'_>) -> ControlFlow<()> + Send);

impl App {
    /// Publishes what is approved and waits; nothing where nothing waits, or where another publisher is at it.
    ///
    /// # Errors
    /// If store or lake cannot do it. What was begun is gone on with by the next call.
    pub async fn publish_approved(&self) -> Result<Option<PublishedBatch>, AppError> {
        self.publish_watched(&mut |_| ControlFlow::Continue(())).await
    }

    /// The same; where `watch` breaks, nothing more is done, as if the process had died there.
    #[doc(hidden)]
    pub async fn publish_watched(&self, watch: Watch<'_>) -> Result<Option<PublishedBatch>, AppError> {
        let store = self.store()?;
        if store.open_publication().await?.is_none() {
            let waiting = store.outbox_submissions().await?;
            if waiting.is_empty() || self.unplaced(&waiting).await?.len() == waiting.len() {
                return Ok(None);
            }
        }
        // The lock before the lease: an import may hold the lock for long, and nobody's lease shall run out meanwhile.
        let publisher = self.lake().publisher().await?;
        let now = self.clock().now();
        let Some(lease) = store.take_lease(LeaseName::Publisher, PUBLISHER, now, HOLD).await? else {
            return Ok(None);
        };
        let work = Work { app: self, store, lease };
        let outcome = match work.publish(publisher, watch).await {
            Err(AppError::Store(error)) if is_lost(&error) => Ok(Outcome::Nothing),
            outcome => outcome,
        };
        if !matches!(outcome, Ok(Outcome::Died)) {
            // Who lost it has nothing to give back.
            let _ = store.release_lease(&work.lease).await;
        }
        match outcome? {
            Outcome::Done(batch) => {
                self.refresh().await?;
                Ok(Some(batch))
            }
            Outcome::Nothing | Outcome::Died => Ok(None),
        }
    }
}

impl App {
    /// Those among submissions whose form or territory the plan does not have (any more). They wait until it has them
    /// again, and hinder nobody else.
    async fn unplaced(&self, submissions: &[String]) -> Result<Vec<String>, AppError> {
        let snapshot = self.snapshot();
        let mut unplaced = Vec::new();
        for id in submissions {
            let stored = self.store()?.submission(id).await?;
            if stored.is_none_or(|stored| At::of(&snapshot, &stored).is_err()) {
                unplaced.push(id.clone());
            }
        }
        Ok(unplaced)
    }
}

enum Outcome {
    Nothing,
    Died,
    Done(PublishedBatch),
}

/// A number that is to be written, or that is there already.
enum Number {
    Write(Pairing),
    Mark(Pairing),
    Nothing,
    Died,
}

struct Work<'a> {
    app: &'a App,
    store: &'a Store,
    lease: Lease,
}

impl Work<'_> {
    fn act(&self) -> Act<'static> {
        Act { by: PUBLISHER, authority: AUTHORITY, at: self.app.clock().now() }
    }

    async fn publish(&self, mut publisher: Publisher, watch: Watch<'_>) -> Result<Outcome, AppError> {
        let pairing = match self.number(&mut publisher, watch).await? {
            Number::Nothing => return Ok(Outcome::Nothing),
            Number::Died => return Ok(Outcome::Died),
            Number::Mark(pairing) => pairing,
            Number::Write(pairing) => {
                if self.write(publisher, &pairing, watch).await?.is_break() {
                    return Ok(Outcome::Died);
                }
                pairing
            }
        };
        if watch(PublishMoment::Listed).is_break() {
            return Ok(Outcome::Died);
        }
        self.store.finish_publication(&self.act(), &self.lease, pairing.number).await?;
        Ok(Outcome::Done(PublishedBatch { number: pairing.number, submissions: pairing.submissions }))
    }

    /// The number that is open, or else the next one.
    async fn number(&self, publisher: &mut Publisher, watch: Watch<'_>) -> Result<Number, AppError> {
        // With the plan as it is now.
        self.app.refresh().await?;
        // Asked again under the lease: what was open before may be finished by now.
        if let Some(open) = self.store.open_publication().await? {
            match publisher.resume(open.number).await? {
                Resumed::Open if !self.app.unplaced(&open.submissions).await?.is_empty() => {
                    let reason = "the plan has dropped a form or territory of it";
                    self.store.burn_publication(&self.act(), &self.lease, open.number, reason).await?;
                }
                Resumed::Open => return Ok(Number::Write(open)),
                Resumed::Listed(publication) if publication.kind == KIND => return Ok(Number::Mark(open)),
                Resumed::Listed(_) | Resumed::Overtaken => {
                    let reason = "another publication came after it in the lake";
                    self.store.burn_publication(&self.act(), &self.lease, open.number, reason).await?;
                }
            }
        }
        let waiting = self.store.outbox_submissions().await?;
        let unplaced = self.app.unplaced(&waiting).await?;
        if !unplaced.is_empty() {
            tracing::warn!(
                submissions = unplaced.join(", "),
                "their form or territory is not in the plan: they wait"
            );
        }
        if unplaced.len() == waiting.len() {
            return Ok(Number::Nothing);
        }
        let number = publisher.next_number().max(self.store.next_publication().await?);
        publisher.reserve(number)?;
        if watch(PublishMoment::Reserved).is_break() {
            return Ok(Number::Died);
        }
        let begin = Begin { at_least: number, most: TOGETHER, without: &unplaced };
        let begun = self.store.begin_publication(&self.act(), &self.lease, begin).await?;
        let Some(pairing) = begun else { return Ok(Number::Nothing) };
        if pairing.number != number {
            let reason = "its number is not the one that the lake reserved";
            self.store.burn_publication(&self.act(), &self.lease, pairing.number, reason).await?;
            return Ok(Number::Nothing);
        }
        if watch(PublishMoment::Paired).is_break() {
            return Ok(Number::Died);
        }
        Ok(Number::Write(pairing))
    }

    /// Writes the rows of the paired submissions and lists the number.
    async fn write(
        &self,
        mut publisher: Publisher,
        pairing: &Pairing,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, AppError> {
        let snapshot: Arc<Snapshot> = self.app.snapshot();
        let plan = &snapshot.plan;
        let rows = Rows::read(self.app, &snapshot, &pairing.submissions).await?;
        let known = Memory::Values(self.app).known(plan).await?;
        publisher.begin(NewPublication {
            kind: KIND,
            file: None,
            content_hash: Some(hash(&pairing.submissions)),
            plan_version: plan.raw.header.content.version.clone(),
            recorded_at: self.app.clock().now(),
        });
        if !rows.observations.line.is_empty() {
            publisher.observations(plan, &rows.observations, known.as_ref()).await?;
        }
        for register in &rows.registers {
            publisher.register(plan, register.batch.register, &register.batch, &register.defaults).await?;
        }
        let mut flow = ControlFlow::Continue(());
        let mut told = |moment: Moment<'_>| {
            flow = watch(PublishMoment::Lake(moment));
            flow
        };
        publisher.commit_watched(plan, &mut told).await?;
        Ok(flow)
    }
}

/// Whether another publisher took the lease: he goes on with what this one began.
fn is_lost(error: &StoreError) -> bool {
    error.finding().is_some_and(|finding| finding.code == "store-lease-lost")
}

/// SHA-256 of the ids, in hexadecimal: what the publication was made from.
fn hash(submissions: &[String]) -> String {
    let mut hash = Sha256::new();
    for id in submissions {
        hash.update(id.as_bytes());
        hash.update([0]);
    }
    hexadecimal(hash.finalize())
}
