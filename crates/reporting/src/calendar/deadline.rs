use chrono::NaiveDate;
use lanbai_kernel::Period;

use super::{Calendar, YearNotCovered};

/// The last day on which a form for a period is in time: so many working days after the period's end.
///
/// # Errors
/// The year on the way that the calendar does not cover.
pub fn deadline(calendar: &Calendar, period: Period, working_days: u32) -> Result<NaiveDate, YearNotCovered> {
    calendar.after(period.last_day(), working_days)
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use lanbai_kernel::Period;
    use proptest::prelude::*;

    use super::{Calendar, deadline};

    proptest! {
        #[test]
        fn later_periods_are_due_no_earlier(a in 0usize..16, b in 0usize..16, n in 0u32..30) {
            let mut calendar = Calendar::new([Weekday::Sat, Weekday::Sun]);
            (2023..=2027).for_each(|year| calendar.cover(year, [], []));
            let quarter = |n: usize| {
                Period::quarter(2023 + u16::try_from(n / 4).expect("small"), u16::try_from(n % 4).expect("small") + 1)
                    .expect("a quarter")
            };
            let due = |n_th| deadline(&calendar, quarter(n_th), n).expect("covered");
            prop_assert!(due(a.min(b)) <= due(a.max(b)));
            prop_assert!(due(a) >= quarter(a).last_day());
        }
    }
}
