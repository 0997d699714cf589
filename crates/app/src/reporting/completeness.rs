use std::collections::BTreeMap;

use lanbai_reporting::State;
use lanbai_reporting::completeness::{Counts, Duty, counts, duties, overdue, standings};
use lanbai_reporting::rights::Action;

use super::at::{form_named, territory_named};
use crate::people::{Caller, Where};
use crate::view::{CompletenessCounts, CompletenessRow, CompletenessView};
use crate::{App, AppError, ask};

impl App {
    /// Who has reported what in a stretch of time, who came in time, and who is late (催报).
    ///
    /// # Errors
    /// A period that cannot be read; rights.
    pub async fn completeness(&self, caller: &Caller, within: &str) -> Result<CompletenessView, AppError> {
        caller.may(Action::Urge, Where::Any, self)?;
        let stretch = ask::period(within)?;
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let forms = &plan.reporting.forms;
        let today = self.clock().today();
        let territories = self.readable(caller, &snapshot);
        let received = self.received(&snapshot, &territories).await?;
        let mut all = duties(forms, &plan.graph, stretch);
        all.retain(|duty| territories.contains(&duty.territory) && duty.period.last_day() < today);
        let approved = |duty: &Duty| {
            let state = received.latest.get(duty).map(|one| one.state);
            usize::from(matches!(state, Some(State::Approved | State::Published)))
        };
        let (mut by_form, mut by_territory) = (BTreeMap::new(), BTreeMap::new());
        for duty in &all {
            *by_form.entry(duty.form.clone()).or_insert(0) += approved(duty);
            *by_territory.entry(duty.territory).or_insert(0) += approved(duty);
        }
        let total_approved = by_form.values().sum();
        let all = standings(forms, all, &received.first, &plan.reporting.calendar, today);
        let mut lacks: Vec<i32> = all.iter().filter_map(|one| one.due.err().map(|year| year.0)).collect();
        lacks.sort_unstable();
        lacks.dedup();
        let total = counts(&all, |_| ()).remove(&()).unwrap_or_default();
        let of_form = counts(&all, |duty| duty.form.clone());
        let of_territory = counts(&all, |duty| duty.territory);
        let late = overdue(&all);
        Ok(CompletenessView {
            from: stretch.first_day().to_string(),
            to: stretch.last_day().to_string(),
            total: shown(total, total_approved),
            by_form: forms
                .iter()
                .filter_map(|form| {
                    let counts = shown(*of_form.get(&form.id)?, *by_form.get(&form.id)?);
                    Some(CompletenessRow { of: form_named(form), counts })
                })
                .collect(),
            by_territory: of_territory
                .iter()
                .map(|(territory, counts)| CompletenessRow {
                    of: territory_named(plan, *territory),
                    counts: shown(*counts, by_territory.get(territory).copied().unwrap_or(0)),
                })
                .collect(),
            late: late
                .into_iter()
                .filter_map(|one| self.owed_view(caller, &snapshot, one, &received))
                .collect(),
            calendar_lacks: lacks,
        })
    }
}

const fn shown(counts: Counts, approved: usize) -> CompletenessCounts {
    CompletenessCounts {
        expected: counts.expected,
        received: counts.received,
        on_time: counts.on_time,
        overdue: counts.overdue,
        approved,
    }
}
