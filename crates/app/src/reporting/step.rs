use lanbai_kernel::territory::TerritoryIndex;
use lanbai_reporting::route;
use lanbai_reporting::{State, Step};
use lanbai_store::submissions::Taken;
use lanbai_store::{Act, Store};

use super::at::At;
use super::find::{Case, load};
use super::may::{Deed, must_have_leave};
use super::{refusal, refused};
use crate::people::Caller;
use crate::view::SubmissionView;
use crate::{App, AppError};

/// A step that someone takes with a submission as he saw it.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct AskedStep<'a> {
    pub submission: &'a str,
    pub step: Step,
    /// The version that he saw.
    pub version: i64,
    /// The contents that he saw; whoever hands in or approves has seen them.
    pub contents: i64,
    pub reason: Option<&'a str>,
}

impl App {
    /// Hands in, takes back, returns or approves.
    ///
    /// # Errors
    /// Hard findings and unexplained soft ones when handing in; a return without a reason; an approval before the
    /// territory's parts; what someone else changed meanwhile; rights.
    pub async fn take_step(&self, caller: &Caller, asked: AskedStep<'_>) -> Result<SubmissionView, AppError> {
        let store = self.store()?;
        let case = load(self, caller, asked.submission).await?;
        let authority = self.may_do(caller, &case.standing(), Deed::Take(asked.step))?;
        match asked.step {
            Step::Submit => self.must_hold(&case).await?,
            Step::Approve => {
                let parts = parts(store, &case.at, case.submission.stage).await?;
                must_have_leave(&case.at, parts, asked.reason)?;
            }
            Step::Withdraw | Step::Return | Step::Publish => {}
        }
        let is_last = case.at.on_route(case.submission.stage + 1) == route::At::Through;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let taken = Taken {
            submission: asked.submission,
            step: asked.step,
            is_last,
            seen: asked.version,
            seen_contents: Some(asked.contents),
            reason: asked.reason,
        };
        store.step(&act, &taken).await?;
        self.tell_of_step(&case.at, asked.submission).await;
        self.submission(caller, asked.submission).await
    }

    /// Refuses what a hard check breaks, or a soft one without an explanation.
    async fn must_hold(&self, case: &Case) -> Result<(), AppError> {
        let judged = case.judge(self).await?;
        match (judged.hard(), judged.unexplained(&case.explanations)) {
            (0, 0) => Ok(()),
            (0, count) => refused(refusal("reporting-unexplained").with("count", count)),
            (count, _) => refused(refusal("reporting-hard-findings").with("count", count)),
        }
    }
}

/// The parts of a territory that owe the form too, each with whether it was approved as far as the next stage.
pub(super) async fn parts(
    store: &Store,
    at: &At,
    stage: i64,
) -> Result<Vec<(TerritoryIndex, bool)>, AppError> {
    let plan = at.plan();
    let kind = plan.definitions.own_kind[at.territory.at()];
    let mut parts = Vec::new();
    for part in at.form().owed_by.parts(&plan.graph, kind, at.territory, at.day()) {
        let territory = plan.territory_text(part).id.get_ref();
        let all = store.submissions_of(&at.form().id, territory, &at.period.to_string()).await?;
        let is_as_far = all
            .iter()
            .any(|one| matches!(one.state, State::Approved | State::Published) || one.stage > stage);
        parts.push((part, is_as_far));
    }
    Ok(parts)
}
