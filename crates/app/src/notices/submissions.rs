use chrono::TimeDelta;
use lanbai_reporting::{Role, State};
use lanbai_store::submissions::Submission;

use super::{Addressees, Told};
use crate::reporting::{At, waits_for};
use crate::{App, AppError};

/// So long after it was published its author is told; a restored store does not tell of last year.
const FRESH: TimeDelta = TimeDelta::days(7);

impl App {
    /// Tells of a submission that now stands there: those whom it waits for, or its author.
    pub(crate) async fn tell_of(
        &self,
        to: &Addressees,
        at: &At,
        submission: &Submission,
    ) -> Result<u64, AppError> {
        let Submission { id, version, .. } = submission;
        let (accounts, code, cause) = match submission.state {
            State::Submitted => {
                let territories = waits_for(at, submission);
                let of = territories.iter().flat_map(|one| to.holding(Role::Approver, *one, &at.snapshot));
                (of.collect(), "notice-waits", format!("waits/{id}/{version}"))
            }
            State::Returned => {
                (vec![submission.owner.clone()], "notice-returned", format!("returned/{id}/{version}"))
            }
            State::Published => {
                let fresh = self.clock().now() - FRESH;
                if submission.published_at.is_none_or(|at| at < fresh) {
                    return Ok(0);
                }
                (vec![submission.owner.clone()], "notice-published", format!("published/{id}"))
            }
            State::Draft | State::Approved => return Ok(0),
        };
        let told = Told { cause, code, arguments: at.told(), object: format!("submissions/{id}") };
        self.tell(to, &accounts, &told).await
    }

    /// The same right after a step. The step stands whatever becomes of the notice: the next round of reminders tells
    /// what this one could not.
    pub(crate) async fn tell_of_step(&self, at: &At, submission: &str) {
        let told = async {
            let to = Addressees::read(self, &at.snapshot).await?;
            match self.store()?.submission(submission).await? {
                Some(now) => self.tell_of(&to, at, &now).await,
                None => Ok(0),
            }
        };
        if let Err(error) = told.await {
            tracing::warn!(error = error.to_string(), "nobody could be told of a step");
        }
    }
}
