//! 报送情况: which submissions are expected, which came, which came in time, and who is late by how much.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use lanbai_kernel::Period;
use lanbai_kernel::territory::{Graph, TerritoryIndex};

use crate::calendar::{Calendar, YearNotCovered, deadline};
use crate::form::Form;

/// A form that a territory owes for a period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Duty {
    pub form: Arc<str>,
    pub period: Period,
    pub territory: TerritoryIndex,
}

/// One duty and how it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    #[allow(missing_docs)]
    pub duty: Duty,
    /// The last day in time; the year that the calendar lacks where it cannot be told.
    pub due: Result<NaiveDate, YearNotCovered>,
    /// The first day on which it was handed in, whatever was returned later.
    pub handed_in: Option<NaiveDate>,
    /// Working days after the due day: to the hand-in, or to today while it is owed. None while that is not known.
    pub late_by: Option<u32>,
}

impl Standing {
    /// Whether it came by its due day.
    pub fn is_on_time(&self) -> bool {
        matches!((self.handed_in, self.due), (Some(day), Ok(due)) if day <= due)
    }

    /// Whether it is owed and the day has passed.
    pub fn is_overdue(&self) -> bool {
        self.handed_in.is_none() && self.late_by.is_some_and(|days| days > 0)
    }
}

/// Everything that the forms ask for in a stretch of time, in the order of forms, periods and territories.
pub fn duties(forms: &[Form], graph: &Graph, within: Period) -> Vec<Duty> {
    let mut duties = Vec::new();
    for form in forms {
        for period in form.periods(within) {
            for territory in form.owed_by.on(graph, period.last_day()) {
                duties.push(Duty { form: Arc::clone(&form.id), period, territory });
            }
        }
    }
    duties
}

/// How each duty stands today. `received` says when a duty was first handed in.
pub fn standings(
    forms: &[Form],
    duties: Vec<Duty>,
    received: &BTreeMap<Duty, NaiveDate>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<Standing> {
    let days: BTreeMap<&str, u32> = forms.iter().map(|form| (&*form.id, form.due_working_days)).collect();
    let stand = |duty: Duty| {
        let due = deadline(calendar, duty.period, days.get(&*duty.form).copied()?);
        let handed_in = received.get(&duty).copied();
        let until = handed_in.unwrap_or(today);
        let late_by = due.and_then(|due| calendar.between(due, until)).ok();
        Some(Standing { duty, due, handed_in, late_by })
    };
    duties.into_iter().filter_map(stand).collect()
}

/// Counts of duties; a duty whose due day has not come is expected all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub expected: usize,
    pub received: usize,
    pub on_time: usize,
    pub overdue: usize,
}

/// Counts by whatever tells standings apart: their form, their territory, both.
pub fn counts<K: Ord>(standings: &[Standing], by: impl Fn(&Duty) -> K) -> BTreeMap<K, Counts> {
    let mut counts: BTreeMap<K, Counts> = BTreeMap::new();
    for standing in standings {
        let count = counts.entry(by(&standing.duty)).or_default();
        count.expected += 1;
        count.received += usize::from(standing.handed_in.is_some());
        count.on_time += usize::from(standing.is_on_time());
        count.overdue += usize::from(standing.is_overdue());
    }
    counts
}

/// Who is late and has handed in nothing (催报), the longest first.
pub fn overdue(standings: &[Standing]) -> Vec<&Standing> {
    let mut late: Vec<&Standing> = standings.iter().filter(|standing| standing.is_overdue()).collect();
    late.sort_by(|a, b| b.late_by.cmp(&a.late_by).then_with(|| a.duty.cmp(&b.duty)));
    late
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use chrono::{NaiveDate, Weekday};
    use lanbai_kernel::territory::{Graph, TerritoryIndex};

    use super::{Counts, Duty, counts, duties, overdue, standings};
    use crate::calendar::{Calendar, YearNotCovered};
    use crate::form::Frequency;
    use crate::sample::{form, period};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn who_is_late_is_counted_in_working_days() {
        let forms = [form("f", Frequency::Quarter, &["a"])];
        let duties = duties(&forms, &Graph::new(2, Vec::new()), period("2024H1"));
        assert_eq!(duties.len(), 4);
        let mut calendar = Calendar::new([Weekday::Sat, Weekday::Sun]);
        calendar.cover(2024, [day("2024-04-04"), day("2024-04-05")], []);
        // Due 2024-04-09: five working days after a Sunday, two of them holidays.
        let duty = |at: &str, territory| Duty {
            form: Arc::from("f"),
            period: period(at),
            territory: TerritoryIndex(territory),
        };
        let received =
            BTreeMap::from([(duty("2024Q1", 0), day("2024-04-09")), (duty("2024Q1", 1), day("2024-04-12"))]);
        let found = standings(&forms, duties, &received, &calendar, day("2024-07-09"));
        let late: Vec<_> = found.iter().map(|standing| standing.late_by).collect();
        assert_eq!(late, [Some(0), Some(3), Some(2), Some(2)]);
        assert_eq!(found[0].due, Ok(day("2024-04-09")));
        let all = counts(&found, |duty| Arc::clone(&duty.form));
        assert_eq!(all[&Arc::<str>::from("f")], Counts { expected: 4, received: 2, on_time: 1, overdue: 2 });
        let by_territory = counts(&found, |duty| duty.territory);
        assert_eq!(by_territory[&TerritoryIndex(1)].on_time, 0);
        let owing: Vec<_> = overdue(&found).iter().map(|standing| standing.duty.territory.0).collect();
        assert_eq!(owing, [0, 1]);
    }

    #[test]
    fn a_due_day_that_nobody_knows_makes_nobody_late() {
        let forms = [form("f", Frequency::Year, &["a"])];
        let duties = duties(&forms, &Graph::new(2, Vec::new()), period("2024"));
        let found = standings(&forms, duties, &BTreeMap::new(), &Calendar::default(), day("2026-01-01"));
        assert_eq!(found[0].due, Err(YearNotCovered(2025)));
        assert!(found.iter().all(|standing| !standing.is_overdue() && !standing.is_on_time()));
    }
}
