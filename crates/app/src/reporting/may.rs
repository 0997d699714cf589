use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Finding, NaiveDate};
use lanbai_reporting::form::Form;
use lanbai_reporting::rights::{About, Action};
use lanbai_reporting::route::{self, Leave, leave};
use lanbai_reporting::{Role, State, Step};
use lanbai_store::submissions::{Decision, Submission};

use super::at::{At, territory_named};
use super::{refusal, refused};
use crate::people::Caller;
use crate::view::{Named, Permission};
use crate::{App, AppError, Snapshot};

/// What someone does with a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Save,
    Explain,
    Take(Step),
    Correct,
}

impl Deed {
    /// What pages ask about, in the order in which they offer it.
    pub const SHOWN: [Self; 6] = [
        Self::Save,
        Self::Take(Step::Submit),
        Self::Take(Step::Withdraw),
        Self::Take(Step::Return),
        Self::Take(Step::Approve),
        Self::Correct,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Explain => "explain",
            Self::Take(Step::Submit) => "submit",
            Self::Take(Step::Withdraw) => "withdraw",
            Self::Take(Step::Return) => "return",
            Self::Take(Step::Approve) => "approve",
            Self::Take(Step::Publish) => "publish",
            Self::Correct => "correct",
        }
    }

    /// The right that it needs; publishing is nobody's.
    const fn action(self) -> Option<Action> {
        Some(match self {
            Self::Save => Action::SaveDraft,
            Self::Explain => Action::ExplainFinding,
            Self::Take(Step::Submit) => Action::Submit,
            Self::Take(Step::Withdraw) => Action::Withdraw,
            Self::Take(Step::Return) => Action::Return,
            Self::Take(Step::Approve) => Action::Approve,
            Self::Correct => Action::PublishCorrection,
            Self::Take(Step::Publish) => return None,
        })
    }

    /// Whether it can be done with a submission that stands there.
    fn fits(self, submission: &Submission) -> bool {
        match self {
            Self::Save | Self::Explain => submission.state.is_open(),
            // What one approver agreed to is not taken back any more, only returned.
            Self::Take(Step::Withdraw) if submission.stage > 0 => false,
            Self::Take(step) => submission.state.after(step, true).is_some(),
            Self::Correct => matches!(submission.state, State::Approved | State::Published),
        }
    }
}

/// A submission as someone asks about it.
pub(super) struct Standing<'s> {
    pub at: &'s At,
    pub submission: &'s Submission,
    pub decisions: &'s [Decision],
    /// The submission that corrects it, if there is one.
    pub superseded_by: Option<&'s str>,
}

impl App {
    /// Whether the caller may do something with a submission, and on whose authority.
    ///
    /// # Errors
    /// Why not, as a finding with what to do.
    pub(super) fn may_do(
        &self,
        caller: &Caller,
        standing: &Standing<'_>,
        deed: Deed,
    ) -> Result<String, AppError> {
        let Standing { at, submission, .. } = *standing;
        let not_now = || {
            let finding = refusal("reporting-not-now").with("step", deed.name());
            refused(finding.with("state", submission.state.name()))
        };
        let Some(action) = deed.action() else { return not_now() };
        let decides = matches!(deed, Deed::Take(Step::Return | Step::Approve));
        // Who decides is said by the route, which may lead to territories that the park does not lie under.
        let about = if decides { About::Any } else { About::Territory(at.territory) };
        let authority = caller.may_about(action, about, self, &at.snapshot)?;
        if let (Deed::Correct, Some(by)) = (deed, standing.superseded_by) {
            return refused(refusal("reporting-corrected-already").with("seen", by));
        }
        if !deed.fits(submission) {
            return not_now();
        }
        match deed {
            Deed::Take(Step::Return | Step::Approve) => {
                approver(caller, standing).map(|of| of.unwrap_or(authority))
            }
            Deed::Save | Deed::Take(Step::Submit) => {
                let form = at.form();
                if !form.is_valid_on(self.clock().today()) {
                    return refused(at.named(refusal("reporting-form-expired")));
                }
                Ok(authority)
            }
            _ => Ok(authority),
        }
    }

    /// Whether the caller may do something about a territory.
    pub(crate) fn may_at(&self, caller: &Caller, action: Action, at: &At) -> Result<String, AppError> {
        caller.may_about(action, About::Territory(at.territory), self, &at.snapshot)
    }

    /// Whether the caller may read what a territory reports: because of where it lies, or because its route leads to him.
    pub(super) fn may_read(&self, caller: &Caller, at: &At) -> bool {
        self.may_at(caller, Action::ReadSubmissions, at).is_ok()
            || self.is_approver(caller, &at.snapshot, at.territory, at.day())
    }

    /// The territories whose submissions the caller may read.
    pub(super) fn readable(&self, caller: &Caller, snapshot: &Snapshot) -> Vec<TerritoryIndex> {
        let today = self.clock().today();
        let may = |territory: &TerritoryIndex| {
            let about = About::Territory(*territory);
            caller.may_about(Action::ReadSubmissions, about, self, snapshot).is_ok()
                || self.is_approver(caller, snapshot, *territory, today)
        };
        snapshot.plan.territories().filter(may).collect()
    }

    /// Whether the caller approves, at some stage, what a territory reports.
    fn is_approver(
        &self,
        caller: &Caller,
        snapshot: &Snapshot,
        territory: TerritoryIndex,
        day: NaiveDate,
    ) -> bool {
        let plan = &snapshot.plan;
        if caller.may_about(Action::Approve, About::Any, self, snapshot).is_err() {
            return false;
        }
        let owed = |form: &&Form| form.owed_by.candidates.contains(&territory);
        let routes = plan.reporting.forms.iter().filter(owed).map(|form| &plan.reporting.routes[form.route]);
        let stages = routes.flat_map(|route| route.stages_of(territory, plan.ground(), day));
        stages.flat_map(|(_, approvers)| approvers).any(|approver| holds_approval(caller, approver))
    }
}

/// Whether the caller is approver of a territory itself.
pub(super) fn holds_approval(caller: &Caller, territory: TerritoryIndex) -> bool {
    caller.held.iter().any(|held| held.role == Role::Approver && held.territory == territory)
}

/// The caller's authority at the stage that the submission waits at, such as `approver:lanzhou`. Only who is approver of
/// one of the stage's own territories decides there, and nobody about what he handed in himself.
fn approver(caller: &Caller, standing: &Standing<'_>) -> Result<Option<String>, AppError> {
    let Standing { at, submission, decisions, .. } = *standing;
    let route::At::Stage(_, approvers) = at.on_route(submission.stage) else { return Ok(None) };
    let held =
        caller.held.iter().find(|held| held.role == Role::Approver && approvers.contains(&held.territory));
    let Some(held) = held else {
        let names: Vec<String> =
            approvers.iter().map(|t| at.plan().territory_text(*t).id.get_ref().clone()).collect();
        return refused(refusal("reporting-not-your-stage").with("territories", names));
    };
    let handed_in = decisions.iter().rev().find(|decision| decision.step == Step::Submit);
    if handed_in.is_some_and(|decision| decision.by == caller.account) {
        return refused(refusal("reporting-own-submission"));
    }
    let territory = at.plan().territory_text(held.territory).id.get_ref();
    Ok(Some(format!("{}:{territory}", held.role.name())))
}

/// A permission as pages show it.
pub(crate) fn permission(action: &str, asked: Result<String, AppError>) -> Permission {
    let why = asked.err();
    Permission {
        action: action.to_owned(),
        allowed: why.is_none(),
        reason: why.as_ref().map(AppError::message),
        hint: why.as_ref().map(AppError::hint),
    }
}

/// Refuses an approval before the parts of a territory have been approved as far, unless a reason is given.
pub(super) fn must_have_leave(
    at: &At,
    parts: Vec<(TerritoryIndex, bool)>,
    reason: Option<&str>,
) -> Result<(), AppError> {
    match leave(parts, reason) {
        Leave::Granted | Leave::ForReason { .. } => Ok(()),
        Leave::Refused { open } => refused(parts_open(at, &open)),
    }
}

fn parts_open(at: &At, open: &[TerritoryIndex]) -> Finding {
    let names: Vec<String> =
        open.iter().map(|part| at.plan().territory_text(*part).id.get_ref().clone()).collect();
    refusal("reporting-parts-open").with("territories", names)
}

/// Whom a submission waits for.
pub(crate) fn waits_for(at: &At, submission: &Submission) -> Vec<TerritoryIndex> {
    match (submission.state, at.on_route(submission.stage)) {
        (State::Submitted, route::At::Stage(_, approvers)) => approvers,
        _ => Vec::new(),
    }
}

/// Their names.
pub(super) fn named(at: &At, territories: &[TerritoryIndex]) -> Vec<Named> {
    territories.iter().map(|territory| territory_named(at.plan(), *territory)).collect()
}
