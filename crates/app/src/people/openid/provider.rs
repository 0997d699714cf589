use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Client;
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

use super::metadata::{Known, discover};
use super::{fetch, refused, signature};
use crate::AppError;

/// How long what a provider says of itself holds.
const HOLDS: TimeDelta = TimeDelta::minutes(10);
/// How long a provider that was not there is not asked again.
const LEFT_ALONE: TimeDelta = TimeDelta::seconds(5);
/// How often keys are asked for that were not there before.
const KEYS_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Answers of the provider that are waited for at once.
const AT_ONCE: usize = 8;

/// The provider, and what it last said of itself.
pub(in crate::people) struct Provider {
    pub(super) client: Client,
    last: Mutex<Last>,
    asking: Semaphore,
}

#[derive(Default)]
struct Last {
    known: Option<Arc<Known>>,
    failed_at: Option<DateTime<Utc>>,
}

impl Provider {
    pub(in crate::people) fn new() -> Result<Self, AppError> {
        signature::install();
        Ok(Self { client: fetch::client()?, last: Mutex::default(), asking: Semaphore::new(AT_ONCE) })
    }

    /// A place to ask the provider; refused at once where everybody waits for it already.
    pub(super) fn turn(&self) -> Result<SemaphorePermit<'_>, AppError> {
        self.asking.try_acquire().map_err(|_| refused("sign-in-busy"))
    }

    /// What the provider says of itself.
    ///
    /// # Errors
    /// `provider-unreachable`, `provider-untrusted`.
    pub(super) async fn known(&self, issuer: &str, now: DateTime<Utc>) -> Result<Arc<Known>, AppError> {
        self.known_within(issuer, now, HOLDS).await
    }

    /// The same, asked again if that was a while ago: keys change.
    pub(super) async fn known_anew(&self, issuer: &str, now: DateTime<Utc>) -> Result<Arc<Known>, AppError> {
        self.known_within(issuer, now, KEYS_EVERY).await
    }

    async fn known_within(
        &self,
        issuer: &str,
        now: DateTime<Utc>,
        holds: TimeDelta,
    ) -> Result<Arc<Known>, AppError> {
        let mut last = self.last.lock().await;
        if let Some(known) = last.known.as_ref().filter(|known| now - known.read_at < holds) {
            return Ok(Arc::clone(known));
        }
        if last.failed_at.is_some_and(|at| now - at < LEFT_ALONE) {
            return Err(refused("provider-unreachable"));
        }
        match discover(&self.client, issuer, now).await {
            Ok(known) => {
                let known = Arc::new(known);
                *last = Last { known: Some(Arc::clone(&known)), failed_at: None };
                Ok(known)
            }
            Err(error) => {
                last.failed_at = Some(now);
                Err(error)
            }
        }
    }
}
