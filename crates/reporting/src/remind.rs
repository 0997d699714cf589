//! 提醒: when whoever owes a form is reminded, by the plan's rule.

use chrono::NaiveDate;

use crate::calendar::Calendar;
use crate::completeness::Standing;

/// When to remind, in working days before and after the last day in time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Reminders {
    pub before: Vec<u32>,
    pub after: Vec<u32>,
}

/// Which reminder a duty has come to. Each is sent once, also by a server that was off on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// At most so many working days are left.
    Before(u32),
    /// It has been late for so many working days at least.
    After(u32),
}

impl Reminders {
    /// The reminder that a duty has come to today; none while its day is far off or not known, or once it was handed in.
    pub fn nudge(&self, standing: &Standing, calendar: &Calendar, today: NaiveDate) -> Option<Nudge> {
        let due = standing.due.ok().filter(|_| standing.handed_in.is_none())?;
        if today > due {
            let late = standing.late_by?;
            return self.after.iter().copied().filter(|days| *days <= late).max().map(Nudge::After);
        }
        let left = calendar.between(today, due).ok()?;
        self.before.iter().copied().filter(|days| *days >= left).min().map(Nudge::Before)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::{NaiveDate, Weekday};
    use lanbai_kernel::territory::TerritoryIndex;

    use super::{Nudge, Reminders};
    use crate::calendar::Calendar;
    use crate::completeness::{Duty, Standing};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    /// Due on Friday the 13th of June 2025.
    fn nudge(today: &str, handed_in: Option<&str>) -> Option<Nudge> {
        let mut calendar = Calendar::new([Weekday::Sat, Weekday::Sun]);
        calendar.cover(2025, [], []);
        let (due, today) = (day("2025-06-13"), day(today));
        let period = "2025Q1".parse().expect("a period");
        let standing = Standing {
            duty: Duty { form: Arc::from("form"), period, territory: TerritoryIndex(0) },
            due: Ok(due),
            handed_in: handed_in.map(day),
            late_by: calendar.between(due, today).ok(),
        };
        Reminders { before: vec![1, 5], after: vec![1, 5] }.nudge(&standing, &calendar, today)
    }

    #[test]
    fn the_nearest_reminder_is_due_and_none_when_it_came() {
        for (today, expected) in [
            ("2025-06-05", None),
            ("2025-06-06", Some(Nudge::Before(5))),
            ("2025-06-11", Some(Nudge::Before(5))),
            ("2025-06-12", Some(Nudge::Before(1))),
            ("2025-06-13", Some(Nudge::Before(1))),
            ("2025-06-15", None),
            ("2025-06-16", Some(Nudge::After(1))),
            ("2025-06-19", Some(Nudge::After(1))),
            ("2025-07-20", Some(Nudge::After(5))),
        ] {
            assert_eq!(nudge(today, None), expected, "{today}");
        }
        assert_eq!(nudge("2025-07-20", Some("2025-07-01")), None);
    }
}
