use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Finding, NaiveDate, Period};
use lanbai_plan::Plan;
use lanbai_reporting::calendar::{YearNotCovered, deadline};
use lanbai_reporting::check::Subject;
use lanbai_reporting::form::Form;
use lanbai_reporting::route;
use lanbai_store::submissions::Submission;

use super::{refusal, refused};
use crate::view::{Bilingual, Named};
use crate::{AppError, Snapshot, ask};

/// A form, a territory and a period of one plan: what is filled in.
pub(crate) struct At {
    pub snapshot: Arc<Snapshot>,
    /// Position of the form.
    form: usize,
    pub territory: TerritoryIndex,
    pub period: Period,
}

impl At {
    /// What these words mean.
    ///
    /// # Errors
    /// What the plan does not have.
    pub fn new(
        snapshot: &Arc<Snapshot>,
        form: &str,
        territory: &str,
        period: &str,
    ) -> Result<Self, AppError> {
        let plan = &snapshot.plan;
        Ok(Self {
            form: form_of(plan, form)?,
            territory: territory_of(plan, territory)?,
            period: ask::period(period)?,
            snapshot: Arc::clone(snapshot),
        })
    }

    /// Where a submission belongs.
    pub fn of(snapshot: &Arc<Snapshot>, submission: &Submission) -> Result<Self, AppError> {
        Self::new(snapshot, &submission.form, &submission.territory, &submission.period)
    }

    pub fn plan(&self) -> &Plan {
        &self.snapshot.plan
    }

    pub fn form(&self) -> &Form {
        &self.plan().reporting.forms[self.form]
    }

    /// The day whose memberships decide.
    pub fn day(&self) -> NaiveDate {
        self.period.last_day()
    }

    pub fn subject(&self) -> Subject<'_> {
        Subject { form: &self.form().id, territory: self.territory, period: self.period }
    }

    /// The last day in time.
    pub fn due(&self) -> Result<NaiveDate, YearNotCovered> {
        deadline(&self.plan().reporting.calendar, self.period, self.form().due_working_days)
    }

    /// Refuses what is not owed.
    pub fn must_be_owed(&self) -> Result<(), AppError> {
        let form = self.form();
        let is_owed = form.frequency.has(self.period)
            && !form.periods(self.period).is_empty()
            && form.owed_by.on(&self.plan().graph, self.day()).contains(&self.territory);
        if is_owed { Ok(()) } else { refused(self.named(refusal("reporting-not-owed"))) }
    }

    /// A finding with the names of form and territory.
    pub fn named(&self, finding: Finding) -> Finding {
        finding
            .with("form", &*self.form().id)
            .with("territory", self.territory_id())
            .with("period", self.period.to_string())
    }

    /// What a notice about it needs: the names of form, territory and period.
    pub fn told(&self) -> Vec<(&'static str, Bilingual)> {
        vec![
            ("form", self.form_named().name),
            ("territory", self.territory_named().name),
            ("period", super::spoken(self.period)),
        ]
    }

    pub fn territory_id(&self) -> &str {
        self.plan().territory_text(self.territory).id.get_ref()
    }

    /// Where a submission is on its route after so many approvals.
    pub fn on_route(&self, approvals: i64) -> route::At {
        let plan = self.plan();
        let approvals = usize::try_from(approvals).unwrap_or(usize::MAX);
        let route = &plan.reporting.routes[self.form().route];
        route.at(self.territory, approvals, plan.ground(), self.day())
    }

    pub fn form_named(&self) -> Named {
        form_named(self.form())
    }

    pub fn territory_named(&self) -> Named {
        territory_named(self.plan(), self.territory)
    }
}

/// The position of a form.
pub(crate) fn form_of(plan: &Plan, id: &str) -> Result<usize, AppError> {
    let found = plan.form(id).map(|form| &form.id);
    let position = plan.reporting.forms.iter().position(|form| Some(&form.id) == found);
    let known = || plan.reporting.forms.iter().map(|form| &*form.id);
    position.ok_or_else(|| ask::unknown("form", id, known()))
}

pub(crate) fn territory_of(plan: &Plan, id: &str) -> Result<TerritoryIndex, AppError> {
    let known = || plan.raw.territories.content.territory.iter().map(|t| t.id.get_ref().as_str());
    plan.territory(id).ok_or_else(|| ask::unknown("territory", id, known()))
}

pub(crate) fn form_named(form: &Form) -> Named {
    Named { id: form.id.to_string(), name: (&form.name).into() }
}

pub(crate) fn territory_named(plan: &Plan, territory: TerritoryIndex) -> Named {
    let text = plan.territory_text(territory);
    let name = text.short_name.as_ref().unwrap_or(&text.name);
    Named { id: text.id.get_ref().clone(), name: name.into() }
}
