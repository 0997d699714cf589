use std::collections::BTreeSet;

use lanbai_reporting::State;
use lanbai_reporting::rights::Action;
use lanbai_store::Page;
use lanbai_store::submissions::{Filter, Submission};

use super::accounts::AccountNames;
use super::at::{At, territory_of};
use super::find::summary;
use crate::people::{Caller, Where};
use crate::view::SubmissionList;
use crate::{App, AppError, ask};

/// Which submissions; all that the caller may read where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct SubmissionFilter<'a> {
    pub territory: Option<&'a str>,
    pub form: Option<&'a str>,
    pub period: Option<&'a str>,
    pub state: Option<&'a str>,
    /// Only those that wait for the caller's approval.
    pub waits_for_me: bool,
    /// The last id of the page before.
    pub after: Option<&'a str>,
}

/// Submissions of one page.
const PAGE: usize = 200;

impl App {
    /// Submissions that the caller may read.
    ///
    /// # Errors
    /// What the plan does not have; rights.
    pub async fn submissions(
        &self,
        caller: &Caller,
        filter: SubmissionFilter<'_>,
    ) -> Result<SubmissionList, AppError> {
        caller.may(Action::ReadSubmissions, Where::Any, self)?;
        let snapshot = self.snapshot();
        let store = self.store()?;
        let plan = &snapshot.plan;
        let mut readable = self.readable(caller, &snapshot);
        if let Some(id) = filter.territory {
            let asked = territory_of(plan, id)?;
            readable.retain(|territory| *territory == asked);
        }
        let territories: Vec<&str> =
            readable.iter().map(|t| plan.territory_text(*t).id.get_ref().as_str()).collect();
        let states = match (filter.waits_for_me, filter.state) {
            (true, _) => Some(vec![State::Submitted]),
            (false, Some(name)) => Some(vec![state(name)?]),
            (false, None) => None,
        };
        let wanted = Filter {
            territories: Some(&territories),
            form: filter.form,
            period: filter.period,
            states: states.as_deref(),
            owner: None,
        };
        let found = store.submissions(wanted, Page { after: filter.after, most: PAGE }).await?;
        let next_cursor = (found.len() == PAGE).then(|| found.last().map(|last| last.id.clone())).flatten();
        let owners: BTreeSet<&str> = found.iter().map(|one| one.owner.as_str()).collect();
        let names = AccountNames::read(store, owners.into_iter()).await?;
        // What the plan has dropped since is left out: nobody could read it in today's words.
        let view = |one: &Submission| At::of(&snapshot, one).ok().map(|at| summary(&at, one, caller, &names));
        let mut items: Vec<_> = found.iter().filter_map(view).collect();
        items.retain(|item| !filter.waits_for_me || item.waits_for_me);
        items.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then_with(|| a.id.cmp(&b.id)));
        Ok(SubmissionList { items, next_cursor })
    }
}

fn state(name: &str) -> Result<State, AppError> {
    let known = State::ALL.iter().map(|state| state.name());
    State::from_name(name).ok_or_else(|| ask::unknown("state", name, known))
}
