//! Working days: weekends, holidays and make-up workdays (调休) as a plan's data say, for the years that they cover.
//!
//! A year without data has no working days here, neither all weekdays nor none: whoever asks is told the year.

mod deadline;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

pub use deadline::deadline;

/// A year for which nobody has said which days are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("the calendar does not cover {0}")]
pub struct YearNotCovered(pub i32);

/// Which days are worked.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    weekend: BTreeSet<u32>,
    covered: BTreeSet<i32>,
    changed: BTreeMap<NaiveDate, bool>,
}

impl Calendar {
    /// A calendar with its weekend, for no year yet.
    pub fn new(weekend: impl IntoIterator<Item = Weekday>) -> Self {
        let weekend = weekend.into_iter().map(|day| day.num_days_from_monday()).collect();
        Self { weekend, ..Self::default() }
    }

    /// Adds what was decided for a year. Days of the year before or after may be among them.
    pub fn cover(
        &mut self,
        year: i32,
        holidays: impl IntoIterator<Item = NaiveDate>,
        workdays: impl IntoIterator<Item = NaiveDate>,
    ) {
        self.covered.insert(year);
        self.changed.extend(holidays.into_iter().map(|day| (day, false)));
        self.changed.extend(workdays.into_iter().map(|day| (day, true)));
    }

    /// The years that it covers.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.covered.iter().copied()
    }

    /// Whether a weekday is of the weekend.
    pub fn is_weekend(&self, day: NaiveDate) -> bool {
        self.weekend.contains(&day.weekday().num_days_from_monday())
    }

    /// Whether a day is worked.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, YearNotCovered> {
        if !self.covered.contains(&day.year()) {
            return Err(YearNotCovered(day.year()));
        }
        Ok(self.changed.get(&day).copied().unwrap_or_else(|| !self.is_weekend(day)))
    }

    /// The n-th working day after a day; the day itself for 0.
    pub fn after(&self, day: NaiveDate, working_days: u32) -> Result<NaiveDate, YearNotCovered> {
        self.walk(day, working_days, NaiveDate::succ_opt)
    }

    /// The n-th working day before a day; the day itself for 0.
    pub fn before(&self, day: NaiveDate, working_days: u32) -> Result<NaiveDate, YearNotCovered> {
        self.walk(day, working_days, NaiveDate::pred_opt)
    }

    // Every step leaves a covered year sooner or later, so it ends.
    fn walk(
        &self,
        mut day: NaiveDate,
        working_days: u32,
        step: impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Result<NaiveDate, YearNotCovered> {
        let mut left = working_days;
        while left > 0 {
            day = step(&day).ok_or(YearNotCovered(day.year()))?;
            left -= u32::from(self.is_working_day(day)?);
        }
        Ok(day)
    }

    /// Working days after `from` up to and with `to`; none where `to` is not later.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> Result<u32, YearNotCovered> {
        let mut count = 0;
        for day in from.iter_days().skip(1).take_while(|day| *day <= to) {
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, Weekday};
    use proptest::prelude::*;

    use super::{Calendar, YearNotCovered};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    /// A week of holidays that is paid for by the Sunday before and the Saturday after, in made-up years.
    fn calendar() -> Calendar {
        let mut calendar = Calendar::new([Weekday::Sat, Weekday::Sun]);
        for year in 2023..=2026 {
            let holidays = day(&format!("{year}-10-01")).iter_days().take(7);
            calendar.cover(year, holidays, []);
        }
        calendar.cover(2024, [], [day("2024-09-29"), day("2024-10-12")]);
        calendar
    }

    #[test]
    fn a_weekend_may_be_worked_and_a_weekday_off() {
        let calendar = calendar();
        for (date, worked) in
            [("2024-09-28", false), ("2024-09-29", true), ("2024-09-30", true), ("2024-10-01", false)]
        {
            assert_eq!(calendar.is_working_day(day(date)), Ok(worked), "{date}");
        }
        assert_eq!(calendar.after(day("2024-09-28"), 3), Ok(day("2024-10-08")));
        assert_eq!(calendar.between(day("2024-09-30"), day("2024-10-12")), Ok(5));
        assert_eq!(calendar.between(day("2024-10-12"), day("2024-09-30")), Ok(0));
    }

    #[test]
    fn a_year_without_data_is_told_and_not_guessed() {
        let calendar = calendar();
        assert_eq!(calendar.after(day("2026-12-30"), 2), Err(YearNotCovered(2027)));
        assert_eq!(calendar.before(day("2023-01-02"), 1), Err(YearNotCovered(2022)));
        assert_eq!(calendar.between(day("2026-12-31"), day("2027-01-01")), Err(YearNotCovered(2027)));
    }

    prop_compose! {
        fn any_day()(offset in 100u64..900) -> NaiveDate {
            day("2023-01-01") + chrono::Days::new(offset)
        }
    }

    proptest! {
        #[test]
        fn counting_back_undoes_counting_on(from in any_day(), n in 1u32..60) {
            let calendar = calendar();
            let there = calendar.after(from, n).expect("covered");
            prop_assert_eq!(calendar.between(from, there), Ok(n));
            prop_assert_eq!(calendar.is_working_day(there), Ok(true));
            let back = calendar.before(there, n).expect("covered");
            // From a day off one comes back to the last working day before it.
            prop_assert!(back <= from);
            prop_assert_eq!(calendar.between(back, from), Ok(0));
            if calendar.is_working_day(from) == Ok(true) {
                prop_assert_eq!(back, from);
            }
        }

        #[test]
        fn later_days_and_more_of_them_never_end_earlier(a in any_day(), b in any_day(), n in 0u32..40, m in 0u32..40) {
            let calendar = calendar();
            let (a, b, n, m) = (a.min(b), a.max(b), n.min(m), n.max(m));
            prop_assert!(calendar.after(a, n).expect("covered") <= calendar.after(b, n).expect("covered"));
            prop_assert!(calendar.after(a, n).expect("covered") <= calendar.after(a, m).expect("covered"));
        }

        #[test]
        fn stretches_add_up(a in any_day(), b in any_day(), c in any_day()) {
            let mut days = [a, b, c];
            days.sort();
            let calendar = calendar();
            let count = |from, to| calendar.between(from, to).expect("covered");
            prop_assert_eq!(count(days[0], days[2]), count(days[0], days[1]) + count(days[1], days[2]));
        }
    }
}
