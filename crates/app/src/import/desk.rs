use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lanbai_intake::Batch;
use lanbai_lake::{Lake, NewPublication, RegisterDefaults};
use lanbai_plan::Plan;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::Arrival;
use super::held::Memory;
use super::writing::{Published, Writing};
use crate::AppError;

/// While several arrive at once, commits begin so far apart, and what arrives in between goes together.
const TOGETHER: Duration = Duration::from_millis(200);

/// A file that was read and is fit to be published.
pub(super) struct Parcel {
    plan: Arc<Plan>,
    header: NewPublication,
    register_defaults: RegisterDefaults,
    batches: Vec<Batch>,
}

impl Parcel {
    pub fn new(arrival: &Arrival, batches: Vec<Batch>) -> Self {
        Self {
            plan: Arc::clone(&arrival.plan),
            header: arrival.header.clone(),
            register_defaults: arrival.register_defaults.clone(),
            batches,
        }
    }
}

type Answer = Result<Published, AppError>;

/// Where files wait for their publication. Whoever has the turn publishes for all who wait.
#[derive(Default)]
pub(crate) struct Desk {
    waiting: Mutex<Vec<(Parcel, oneshot::Sender<Answer>)>>,
    turn: tokio::sync::Mutex<Option<Last>>,
}

/// The last commit: when it began and how many files it published.
struct Last {
    began: Instant,
    files: usize,
}

impl Desk {
    /// Publishes a file, together with others if there are any.
    pub(super) async fn publish(&self, lake: &Lake, memory: &Memory<'_>, parcel: Parcel) -> Answer {
        let (reply, mut answer) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((parcel, reply));
        let mut turn = self.turn.lock().await;
        if let Ok(published) = answer.try_recv() {
            return published;
        }
        // Who comes alone is not made to wait.
        if let Some(last) = turn.as_ref().filter(|last| last.files > 1) {
            tokio::time::sleep_until(last.began + TOGETHER).await;
        }
        let began = Instant::now();
        let waiting = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        *turn = Some(Last { began, files: waiting.len() });
        let (parcels, replies): (Vec<Parcel>, Vec<_>) = waiting.into_iter().unzip();
        for (reply, published) in replies.into_iter().zip(publish_all(lake, memory, &parcels).await) {
            // Whoever hung up meanwhile finds the file among the publications.
            let _ = reply.send(published);
        }
        answer.await.unwrap_or(Err(AppError::Broken("the publication stopped")))
    }
}

/// All together; if that fails, each by itself, so that only those hear of an error whom it concerns.
async fn publish_all(lake: &Lake, memory: &Memory<'_>, parcels: &[Parcel]) -> Vec<Answer> {
    match publish_together(lake, memory, parcels).await {
        Ok(published) => published.into_iter().map(Ok).collect(),
        Err(error) if parcels.len() == 1 => vec![Err(error)],
        Err(_) => {
            let mut answers = Vec::with_capacity(parcels.len());
            for parcel in parcels {
                let alone = publish_together(lake, memory, std::slice::from_ref(parcel)).await;
                answers.push(alone.map(|published| published.first().copied().unwrap_or_default()));
            }
            answers
        }
    }
}

async fn publish_together(
    lake: &Lake,
    memory: &Memory<'_>,
    parcels: &[Parcel],
) -> Result<Vec<Published>, AppError> {
    let Some(plan) = parcels.first().map(|parcel| &parcel.plan) else { return Ok(Vec::new()) };
    if parcels.iter().any(|parcel| !Arc::ptr_eq(&parcel.plan, plan)) {
        return Err(AppError::Broken("the plan was edited between two files"));
    }
    if speak_of_the_same(parcels) {
        return Err(AppError::Broken("two files speak of the same"));
    }
    let mut writing = Writing::begin(lake, memory, plan, false).await?;
    let mut outcome = Vec::with_capacity(parcels.len());
    let mut hashes: Vec<&str> = Vec::new();
    for parcel in parcels {
        let hash = parcel.header.content_hash.as_deref();
        let is_register = matches!(parcel.batches.first(), Some(Batch::Register(_)));
        let twice = hash.is_some_and(|hash| hashes.contains(&hash));
        // Of a register this is known before any row is written, of observations only afterwards.
        let before = writing.repeated(hash, is_register, !twice);
        if before.is_some() || twice {
            outcome.push((0, before, twice));
            continue;
        }
        hashes.extend(hash);
        writing.next(parcel.header.clone(), parcel.register_defaults.clone());
        let mut added = 0;
        for batch in &parcel.batches {
            added = writing.add(batch).await?;
        }
        outcome.push((added, writing.repeated(hash, is_register, added > 0), false));
    }
    let published = writing.commit().await?;
    let by_hash = |hash: Option<&str>| {
        let of = |p: &&lanbai_lake::Publication| hash.is_some() && p.content_hash.as_deref() == hash;
        published.iter().find(of).map(|p| p.number)
    };
    let answers = parcels.iter().zip(outcome).map(|(parcel, (added, same, twice))| {
        let number = by_hash(parcel.header.content_hash.as_deref());
        Published { number: number.filter(|_| added > 0), added, same: same.or(number.filter(|_| twice)) }
    });
    Ok(answers.collect())
}

/// Whether two files state something of one territory, measure and period. What is new in the second can only be told
/// once the first is published.
fn speak_of_the_same(parcels: &[Parcel]) -> bool {
    let mut before = HashSet::new();
    parcels.iter().any(|parcel| {
        let own: HashSet<(u32, u32, u32)> = parcel.batches.iter().flat_map(keys).collect();
        let overlaps = !before.is_disjoint(&own);
        before.extend(own);
        overlaps
    })
}

fn keys(batch: &Batch) -> Vec<(u32, u32, u32)> {
    let Batch::Observations(batch) = batch else { return Vec::new() };
    let key = |n: usize| (batch.territory[n], batch.measure[n], batch.period[n].to_bits());
    (0..batch.line.len()).map(key).collect()
}
