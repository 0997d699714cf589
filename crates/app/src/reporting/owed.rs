use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::{NaiveDate, Period};
use lanbai_reporting::completeness::{Duty, Standing, duties, standings};
use lanbai_reporting::rights::Action;
use lanbai_store::Page;
use lanbai_store::submissions::{Filter, Submission};

use super::at::{At, territory_of};
use super::day_of;
use super::may::{named, permission, waits_for};
use crate::people::{Caller, Where};
use crate::view::OwedView;
use crate::{App, AppError, Snapshot, ask};

/// What is asked of duties.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct OwedFilter<'a> {
    /// One territory; all that the caller reports for where it is not given.
    pub territory: Option<&'a str>,
    /// Periods that lie in it; those that ended within the last year where it is not given.
    pub within: Option<&'a str>,
}

/// Submissions of one look into the store.
const AT_ONCE: usize = 1_000;

/// The latest submission of each duty, and when it was first handed in.
pub(crate) struct Received {
    pub latest: BTreeMap<Duty, Submission>,
    pub first: BTreeMap<Duty, NaiveDate>,
}

impl App {
    /// What the caller's territories owe, by when, and how it stands: what is open before what is done, the longest due
    /// first.
    ///
    /// # Errors
    /// What the plan does not have; rights.
    pub async fn owed(&self, caller: &Caller, filter: OwedFilter<'_>) -> Result<Vec<OwedView>, AppError> {
        caller.may(Action::ReadSubmissions, Where::Any, self)?;
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let today = self.clock().today();
        let mut territories = self.readable(caller, &snapshot);
        if let Some(id) = filter.territory {
            let asked = territory_of(plan, id)?;
            territories.retain(|territory| *territory == asked);
        }
        let stretch = match filter.within {
            Some(text) => ask::period(text)?,
            None => whole_span(plan, today),
        };
        let received = self.received(&snapshot, &territories).await?;
        let mut all = duties(&plan.reporting.forms, &plan.graph, stretch);
        all.retain(|duty| territories.contains(&duty.territory) && duty.period.last_day() < today);
        if filter.within.is_none() {
            let recent = today - chrono::Duration::days(366);
            // Older ones only where somebody has begun and not finished.
            let is_open =
                |duty: &Duty| received.latest.get(duty).is_some_and(|one| one.published_at.is_none());
            all.retain(|duty| duty.period.last_day() >= recent || is_open(duty));
        }
        let all = standings(&plan.reporting.forms, all, &received.first, &plan.reporting.calendar, today);
        let mut views: Vec<OwedView> =
            all.iter().filter_map(|one| self.owed_view(caller, &snapshot, one, &received)).collect();
        let is_done = |view: &OwedView| view.handed_in_on.is_some() && view.state != "returned";
        views.sort_by(|a, b| {
            let key = |view: &OwedView| (is_done(view), view.due_on.clone());
            key(a).cmp(&key(b))
        });
        Ok(views)
    }

    /// One duty in words.
    pub(super) fn owed_view(
        &self,
        caller: &Caller,
        snapshot: &Arc<Snapshot>,
        standing: &Standing,
        received: &Received,
    ) -> Option<OwedView> {
        let plan = &snapshot.plan;
        let Duty { form, period, territory } = &standing.duty;
        let id = plan.territory_text(*territory).id.get_ref();
        let at = At::new(snapshot, form, id, &period.to_string()).ok()?;
        let submission = received.latest.get(&standing.duty);
        let today = self.clock().today();
        let left = standing.due.and_then(|due| plan.reporting.calendar.between(today, due)).ok();
        Some(OwedView {
            form: at.form_named(),
            territory: at.territory_named(),
            period: period.to_string(),
            due_on: standing.due.ok().map(|day| day.to_string()),
            calendar_lacks: standing.due.err().map(|year| year.0),
            days_left: left.filter(|_| standing.handed_in.is_none() && standing.late_by == Some(0)),
            days_late: standing.late_by.filter(|days| *days > 0),
            state: submission.map_or("not-begun", |one| one.state.name()).to_owned(),
            submission: submission.map(|one| one.id.clone()),
            handed_in_on: standing.handed_in.map(|day| day.to_string()),
            waits_for: submission.map(|one| named(&at, &waits_for(&at, one))).unwrap_or_default(),
            begin: permission("begin", self.may_begin(caller, &at)),
        })
    }

    /// What came in of some territories.
    pub(crate) async fn received(
        &self,
        snapshot: &Snapshot,
        territories: &[lanbai_kernel::territory::TerritoryIndex],
    ) -> Result<Received, AppError> {
        let plan = &snapshot.plan;
        let store = self.store()?;
        let ids: Vec<&str> =
            territories.iter().map(|t| plan.territory_text(*t).id.get_ref().as_str()).collect();
        let mut received = Received { latest: BTreeMap::new(), first: BTreeMap::new() };
        let mut after: Option<String> = None;
        loop {
            let filter = Filter { territories: Some(&ids), ..Filter::default() };
            let page = Page { after: after.as_deref(), most: AT_ONCE };
            let found = store.submissions(filter, page).await?;
            let is_last = found.len() < AT_ONCE;
            after = found.last().map(|last| last.id.clone());
            for one in found {
                received.take(plan, one);
            }
            if is_last {
                return Ok(received);
            }
        }
    }
}

impl Received {
    fn take(&mut self, plan: &lanbai_plan::Plan, one: Submission) {
        let parts = (plan.form(&one.form), plan.territory(&one.territory), one.period.parse::<Period>());
        let (Some(form), Some(territory), Ok(period)) = parts else { return };
        let duty = Duty { form: Arc::clone(&form.id), period, territory };
        if let Some(day) = one.first_submitted_at.map(day_of) {
            let first = self.first.entry(duty.clone()).or_insert(day);
            *first = day.min(*first);
        }
        let is_later = self.latest.get(&duty).is_none_or(|other| other.created_at <= one.created_at);
        if is_later {
            self.latest.insert(duty, one);
        }
    }
}

/// Everything that any form asks for until today.
pub(crate) fn whole_span(plan: &lanbai_plan::Plan, today: NaiveDate) -> Period {
    let header = &plan.raw.header.content;
    let firsts = plan.reporting.forms.iter().map(|form| form.span.0.first());
    let first = firsts.chain([header.first_period.first()]).min();
    let this_year = u16::try_from(chrono::Datelike::year(&today)).ok().and_then(Period::year);
    first
        .zip(this_year)
        .and_then(|(first, year)| Period::new(first, year.last()))
        .unwrap_or(header.first_period)
}
