use std::sync::Arc;

use chrono::TimeDelta;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_reporting::Role;
use lanbai_reporting::completeness::{Duty, Standing, duties, standings};
use lanbai_reporting::remind::Nudge;

use super::{Addressees, Told};
use crate::reporting::{At, Received, whole_span};
use crate::view::Bilingual;
use crate::{App, AppError, Snapshot, same};

/// Duties that ended longer ago are left to the office.
const LOOKED_BACK: TimeDelta = TimeDelta::days(366);

impl App {
    /// Reminds whoever owes a form whose day comes near or has passed, whoever a submission waits for, and those whose
    /// submission came back or was published; gives how many notices were new. A server does so every minute.
    ///
    /// # Errors
    /// If the store does.
    pub async fn remind(&self) -> Result<u64, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let today = self.clock().today();
        let to = Addressees::read_for_a_round(self, &snapshot).await?;
        let territories: Vec<TerritoryIndex> = plan.territories().collect();
        let received = self.received(&snapshot, &territories).await?;
        let mut all = duties(&plan.reporting.forms, &plan.graph, whole_span(plan, today));
        all.retain(|duty| duty.period.last_day() < today && duty.period.last_day() >= today - LOOKED_BACK);
        let all = standings(&plan.reporting.forms, all, &received.first, &plan.reporting.calendar, today);
        let mut new = 0;
        for standing in &all {
            new += self.remind_of(&snapshot, &to, standing, &received).await?;
        }
        for submission in received.latest.values() {
            let Ok(at) = At::of(&snapshot, submission) else { continue };
            new += self.tell_of(&to, &at, submission).await?;
        }
        Ok(new)
    }

    async fn remind_of(
        &self,
        snapshot: &Arc<Snapshot>,
        to: &Addressees,
        standing: &Standing,
        received: &Received,
    ) -> Result<u64, AppError> {
        let plan = &snapshot.plan;
        let reporting = &plan.reporting;
        let today = self.clock().today();
        let Some(nudge) = reporting.reminders.nudge(standing, &reporting.calendar, today) else {
            return Ok(0);
        };
        let Duty { form, period, territory } = &standing.duty;
        let id = plan.territory_text(*territory).id.get_ref();
        let at = At::new(snapshot, form, id, &period.to_string())?;
        let (code, key) = match nudge {
            Nudge::Before(days) => ("notice-due", format!("before-{days}")),
            Nudge::After(days) => ("notice-late", format!("after-{days}")),
        };
        let days = match nudge {
            Nudge::Before(_) => standing.due.and_then(|due| reporting.calendar.between(today, due)).ok(),
            Nudge::After(_) => standing.late_by,
        };
        let mut arguments = at.told();
        arguments.push(("due", day(standing)));
        arguments.push(("days", same(&days.unwrap_or(0).to_string())));
        let submission = received.latest.get(&standing.duty).map(|one| format!("submissions/{}", one.id));
        let told = Told {
            cause: format!("due/{form}/{period}/{id}/{key}"),
            code,
            arguments,
            object: submission.unwrap_or_else(|| "owed".to_owned()),
        };
        self.tell(to, &to.holding(Role::Reporter, *territory, snapshot), &told).await
    }
}

fn day(standing: &Standing) -> Bilingual {
    same(&standing.due.map(|day| day.to_string()).unwrap_or_default())
}
