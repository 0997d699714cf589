use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_reporting::State;
use lanbai_reporting::check::When;
use lanbai_reporting::form::{FieldKind, earlier};
use lanbai_reporting::route;
use lanbai_store::Store;
use lanbai_store::submissions::{Aside, Decision, Explanation, Field, RegisterRow, Submission};

use super::accounts::AccountNames;
use super::at::At;
use super::judge::{Judged, judge};
use super::may::{Deed, Standing, holds_approval, named, permission, waits_for};
use super::values::Elsewhere;
use super::{day_of, forms, step, written};
use crate::people::Caller;
use crate::view::{
    AsideView, DecisionView, EarlierValue, FilledField, StageView, SubmissionSummary, SubmissionView,
};
use crate::{App, AppError, ask};

/// A submission with everything that is kept of it.
pub(super) struct Case {
    pub at: At,
    pub submission: Submission,
    pub fields: Vec<Field>,
    pub register_rows: Vec<RegisterRow>,
    pub explanations: Vec<Explanation>,
    pub decisions: Vec<Decision>,
    asides: Vec<Aside>,
    superseded_by: Option<String>,
}

/// The submission of that id, if the caller may read it. One that he may not read is none to him, so that nothing is
/// learnt by guessing.
pub(super) async fn load(app: &App, caller: &Caller, id: &str) -> Result<Case, AppError> {
    let store = app.store()?;
    let unknown = || ask::unknown("submission", id, std::iter::empty());
    let submission = store.submission(id).await?.ok_or_else(unknown)?;
    let at = At::of(&app.snapshot(), &submission)?;
    if !app.may_read(caller, &at) {
        return Err(unknown());
    }
    let all = store.submissions_of(&submission.form, &submission.territory, &submission.period).await?;
    let correction = all.into_iter().find(|other| other.supersedes.as_deref() == Some(id));
    Ok(Case {
        fields: store.fields(id).await?,
        register_rows: store.register_rows(id).await?,
        explanations: store.explanations(id).await?,
        decisions: store.decisions(id).await?,
        asides: store.asides(id).await?,
        superseded_by: correction.map(|other| other.id),
        at,
        submission,
    })
}

impl Case {
    pub fn standing(&self) -> Standing<'_> {
        Standing {
            at: &self.at,
            submission: &self.submission,
            decisions: &self.decisions,
            superseded_by: self.superseded_by.as_deref(),
        }
    }

    pub async fn judge(&self, app: &App) -> Result<Judged, AppError> {
        judge(app.store()?, &self.at, &self.fields, &self.register_rows, &mut Elsewhere::default()).await
    }
}

impl App {
    /// A submission with its fields, what stood there in earlier periods, what was found, and what the caller may do.
    ///
    /// # Errors
    /// If there is none that the caller may read.
    pub async fn submission(&self, caller: &Caller, id: &str) -> Result<SubmissionView, AppError> {
        let store = self.store()?;
        let case = load(self, caller, id).await?;
        let Case { at, submission, decisions, .. } = &case;
        let mut elsewhere = Elsewhere::default();
        let judged = judge(store, at, &case.fields, &case.register_rows, &mut elsewhere).await?;
        for (_, period) in earlier_periods(at) {
            let place = (Arc::clone(&at.form().id), at.territory, period);
            elsewhere.load(store, at.plan(), place).await?;
        }
        let ids = case.fields.iter().map(|field| field.entered_by.as_str());
        let ids = ids.chain(case.explanations.iter().map(|one| one.entered_by.as_str()));
        let ids = ids.chain(decisions.iter().map(|one| one.by.as_str()));
        let ids = ids.chain(case.asides.iter().map(|one| one.entered_by.as_str()));
        let names = AccountNames::read(store, ids.chain([submission.owner.as_str()])).await?;
        let may =
            Deed::SHOWN.map(|deed| permission(deed.name(), self.may_do(caller, &case.standing(), deed)));
        Ok(SubmissionView {
            summary: summary(at, submission, caller, &names),
            version: submission.version,
            contents: submission.contents,
            form: forms::view(at.plan(), at.form()),
            form_changed: *submission.form_version != *at.form().version,
            fields: at
                .form()
                .fields()
                .map(|field| case.filled(field, &judged, &elsewhere, caller, &names))
                .collect(),
            findings: judged.view(at, &case.explanations, &names),
            stages: stages(store, &case).await?,
            decisions: decisions.iter().map(|one| decision(one, &names)).collect(),
            supersede_reason: submission.supersede_reason.clone(),
            superseded_by: case.superseded_by.clone(),
            may: may.into(),
        })
    }
}

/// The periods whose values stand beside a field.
fn earlier_periods(at: &At) -> impl Iterator<Item = (&'static str, lanbai_kernel::Period)> {
    let previous = earlier(at.period, 1);
    let year_before = at.period.shifted_years(-1).filter(|period| Some(*period) != previous);
    let all = [(When::Previous, previous), (When::YearBefore, year_before)];
    all.into_iter().filter_map(|(when, period)| {
        let name = When::NAMED.iter().find(|(_, named)| *named == when)?.0;
        Some((name, period?))
    })
}

impl Case {
    fn filled(
        &self,
        field: &lanbai_reporting::form::Field,
        judged: &Judged,
        elsewhere: &Elsewhere,
        caller: &Caller,
        names: &AccountNames,
    ) -> FilledField {
        let at = &self.at;
        let stored = self.fields.iter().find(|one| one.field == *field.key);
        let has_numbers = !matches!(field.kind, FieldKind::Register { .. }) && field.unit().is_some();
        let earlier = earlier_periods(at).filter(|_| has_numbers).map(|(when, period)| {
            let value = elsewhere.value(&at.snapshot, &at.form().id, &field.key, at.territory, period);
            EarlierValue {
                period: period.to_string(),
                when: when.to_owned(),
                value: value.map(|known| known.value.normalize().to_string()),
                origin: value.map(|known| known.origin.name().to_owned()),
            }
        });
        let asides = self.asides.iter().filter(|aside| aside.field == *field.key).map(|aside| AsideView {
            content: aside.content.clone(),
            entered_by: names.of(&aside.entered_by),
            entered_at: written(aside.entered_at),
            mine: aside.entered_by == caller.account,
        });
        FilledField {
            key: field.key.to_string(),
            content: stored.map(|one| one.content.clone()).unwrap_or_default(),
            value: judged.entries.shown(&field.key),
            version: stored.map_or(0, |one| one.version),
            entered_by: stored.map(|one| names.of(&one.entered_by)),
            entered_at: stored.map(|one| written(one.entered_at)),
            earlier: earlier.collect(),
            asides: asides.collect(),
        }
    }
}

async fn stages(store: &Store, case: &Case) -> Result<Vec<StageView>, AppError> {
    let at = &case.at;
    let plan = at.plan();
    let route = &plan.reporting.routes[at.form().route];
    let waiting = match (case.submission.state, at.on_route(case.submission.stage)) {
        (State::Submitted, route::At::Stage(stage, _)) => Some(stage),
        _ => None,
    };
    let mut views = Vec::new();
    let done = usize::try_from(case.submission.stage).unwrap_or(0);
    for (n, (stage, approvers)) in
        route.stages_of(at.territory, plan.ground(), at.day()).into_iter().enumerate()
    {
        let is_waiting = waiting == Some(stage);
        let open = if is_waiting { step::parts(store, at, case.submission.stage).await? } else { Vec::new() };
        let open: Vec<TerritoryIndex> =
            open.into_iter().filter(|(_, is_as_far)| !is_as_far).map(|(part, _)| part).collect();
        let text = &route.stages[stage];
        views.push(StageView {
            id: text.id.to_string(),
            name: (&text.name).into(),
            approvers: named(at, &approvers),
            state: match (is_waiting, n < done) {
                (true, _) => "waiting",
                (false, true) => "done",
                (false, false) => "later",
            }
            .to_owned(),
            open_parts: named(at, &open),
        });
    }
    Ok(views)
}

fn decision(decision: &Decision, names: &AccountNames) -> DecisionView {
    DecisionView {
        step: Deed::Take(decision.step).name().to_owned(),
        state: decision.state.name().to_owned(),
        by: names.of(&decision.by),
        at: written(decision.at),
        reason: decision.reason.clone(),
    }
}

/// A submission in a list.
pub(super) fn summary(
    at: &At,
    submission: &Submission,
    caller: &Caller,
    names: &AccountNames,
) -> SubmissionSummary {
    let waits = waits_for(at, submission);
    SubmissionSummary {
        id: submission.id.clone(),
        form: at.form_named(),
        territory: at.territory_named(),
        period: submission.period.clone(),
        state: submission.state.name().to_owned(),
        stage: submission.stage,
        waits_for_me: waits.iter().any(|territory| holds_approval(caller, *territory)),
        waits_for: named(at, &waits),
        owner: names.of(&submission.owner),
        due_on: submission.due_at.map(|due| day_of(due).to_string()),
        first_submitted_at: submission.first_submitted_at.map(written),
        submitted_at: submission.submitted_at.map(written),
        approved_at: submission.approved_at.map(written),
        published_at: submission.published_at.map(written),
        changed_at: written(submission.changed_at),
        supersedes: submission.supersedes.clone(),
        publication: submission.publication,
    }
}
