//! Approved submissions become a publication, once and whole (DESIGN, invariant 4).
//!
//! One publisher at a time: the holder of the store's lease, who then holds the lake's lock. A number is noted in the
//! lake as begun, paired in the store with what it publishes, written table by table, listed, and marked as done in the
//! store. Whoever comes after a crash finds the open number and goes on where the lake says that it stopped.

mod rows;

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::TimeDelta;
use lanbai_lake::{Moment, NewPublication, Publisher, Resumed};
use lanbai_store::outbox::{Begin, Lease, LeaseName, Pairing};
use lanbai_store::{Act, Store};
use sha2::{Digest, Sha256};

use crate::import::Memory;
use crate::{App, AppError, Snapshot};
use rows::Rows;

/// How a publication of submissions is called in the lake.
const KIND: &str = "approval";
/// Who publishes, in the audit log.
const PUBLISHER: &str = "publisher";
/// On whose authority: that of the approvals themselves.
const AUTHORITY: &str = "rule:publish-approved";
/// How long the lease holds; what one publication takes at the most, with the wait for the lake's lock.
const HOLD: TimeDelta = TimeDelta::seconds(180);
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
        if store.open_publication().await?.is_none() && store.outbox_waiting().await? == 0 {
            return Ok(None);
        }
        let now = self.clock().now();
        let Some(lease) = store.take_lease(LeaseName::Publisher, PUBLISHER, now, HOLD).await? else {
            return Ok(None);
        };
        let work = Work { app: self, store, lease };
        let outcome = work.publish(watch).await;
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

    async fn publish(&self, watch: Watch<'_>) -> Result<Outcome, AppError> {
        let mut publisher = self.app.lake().publisher().await?;
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
        // Asked again under the lease: what was open before may be finished by now.
        if let Some(open) = self.store.open_publication().await? {
            match publisher.resume(open.number).await? {
                Resumed::Open => return Ok(Number::Write(open)),
                Resumed::Listed(publication) if publication.kind == KIND => return Ok(Number::Mark(open)),
                Resumed::Listed(_) | Resumed::Overtaken => {
                    let reason = "another publication came after it in the lake";
                    self.store.burn_publication(&self.act(), &self.lease, open.number, reason).await?;
                }
            }
        }
        let number = publisher.next_number().max(self.store.next_publication().await?);
        publisher.reserve(number)?;
        if watch(PublishMoment::Reserved).is_break() {
            return Ok(Number::Died);
        }
        let begin = Begin { at_least: number, most: TOGETHER };
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
        self.app.refresh().await?;
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

/// SHA-256 of the ids, in hexadecimal: what the publication was made from.
fn hash(submissions: &[String]) -> String {
    let mut hash = Sha256::new();
    for id in submissions {
        hash.update(id.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
