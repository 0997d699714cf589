use chrono::Weekday;
use lanbai_kernel::{Finding, NaiveDate};
use lanbai_reporting::calendar::Calendar;
use toml::value::Datetime;

use super::Resolver;
use crate::raw;

/// The longest stretch of days off that is no slip of the pen.
const MOST_DAYS_OFF: usize = 60;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Resolver<'_> {
    /// The calendar by which deadlines are counted.
    pub fn calendar(&mut self) -> Calendar {
        let file = &self.raw.calendar;
        let weekend = file.content.calendar.iter().flat_map(|calendar| &calendar.weekend);
        let weekend: Vec<Weekday> = weekend.filter_map(|word| self.choice(file, word, &WEEKDAYS)).collect();
        let mut calendar = Calendar::new(weekend);
        for year in &file.content.year {
            let off: Vec<NaiveDate> =
                year.off.iter().flat_map(|(first, last)| self.days_off(year, first, last)).collect();
            let worked: Vec<NaiveDate> =
                year.worked.iter().filter_map(|day| self.day(file, &year.id, day)).collect();
            calendar.cover(i32::from(year.year), off, worked);
        }
        calendar
    }

    fn days_off(&mut self, year: &raw::Year, first: &Datetime, last: &Datetime) -> Vec<NaiveDate> {
        let file = &self.raw.calendar;
        let (from, to) = (self.day(file, &year.id, first), self.day(file, &year.id, last));
        let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
        let days: Vec<NaiveDate> =
            from.iter_days().take_while(|day| *day <= to).take(MOST_DAYS_OFF + 1).collect();
        if days.is_empty() || days.len() > MOST_DAYS_OFF {
            self.findings.push(
                Finding::error("plan-calendar-stretch", file.place(&year.id))
                    .with("from", from.to_string())
                    .with("to", to.to_string())
                    .with("limit", MOST_DAYS_OFF),
            );
            return Vec::new();
        }
        days
    }
}
