use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar month, counted from January of year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

impl Month {
    const YEARS: std::ops::RangeInclusive<u16> = 1900..=2999;

    /// Month 1 to 12 of a year between 1900 and 2999.
    pub fn new(year: u16, month: u16) -> Option<Self> {
        (Self::YEARS.contains(&year) && (1..=12).contains(&month)).then(|| Self(year * 12 + month - 1))
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.0 / 12
    }

    /// 1 to 12.
    pub const fn month(self) -> u16 {
        self.0 % 12 + 1
    }

    /// How many months after another; `None` before it.
    pub fn since(self, other: Self) -> Option<usize> {
        self.0.checked_sub(other.0).map(usize::from)
    }

    /// The month after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.year()), u32::from(self.month()), 1).unwrap_or(NaiveDate::MIN)
    }
}

/// A run of whole months: `2023`, `2023H1`, `2023Q1`, `2023-01`, `2023-01..09`, `2016..2020`.
///
/// Two periods are equal when they cover the same months, however they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    // `last` first: periods sort by their end, which is what a stock is asked for.
    last: Month,
    first: Month,
}

impl Period {
    /// From the first to the last month, both included.
    pub fn new(first: Month, last: Month) -> Option<Self> {
        (first <= last).then_some(Self { last, first })
    }

    /// A calendar year.
    pub fn year(year: u16) -> Option<Self> {
        Self::new(Month::new(year, 1)?, Month::new(year, 12)?)
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: u16, quarter: u16) -> Option<Self> {
        (1..=4).contains(&quarter).then_some(())?;
        Self::new(Month::new(year, quarter * 3 - 2)?, Month::new(year, quarter * 3)?)
    }

    /// A half year, 1 or 2.
    pub fn half(year: u16, half: u16) -> Option<Self> {
        (1..=2).contains(&half).then_some(())?;
        Self::new(Month::new(year, half * 6 - 5)?, Month::new(year, half * 6)?)
    }

    /// January to the given month.
    pub fn year_to_date(year: u16, month: u16) -> Option<Self> {
        Self::new(Month::new(year, 1)?, Month::new(year, month)?)
    }

    /// The first month.
    pub const fn first(self) -> Month {
        self.first
    }

    /// The last month.
    pub const fn last(self) -> Month {
        self.last
    }

    /// How many months it covers.
    pub const fn months(self) -> u16 {
        self.last.0 - self.first.0 + 1
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.last.next().first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        self.first.first_day()
    }

    /// Whether a date lies in it.
    pub fn contains_day(self, day: NaiveDate) -> bool {
        Month::new(u16::try_from(day.year()).unwrap_or(0), u16::try_from(day.month()).unwrap_or(0))
            .is_some_and(|month| self.first <= month && month <= self.last)
    }

    /// Whether `other` lies wholly in it.
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether it begins in January and stays in that year.
    pub fn is_year_to_date(self) -> bool {
        self.first.month() == 1 && self.first.year() == self.last.year()
    }

    /// Whether it is exactly one calendar year.
    pub fn is_year(self) -> bool {
        self.is_year_to_date() && self.months() == 12
    }

    /// The same months a number of years later (earlier if negative).
    pub fn shifted_years(self, years: i16) -> Option<Self> {
        let shift =
            |month: Month| month.year().checked_add_signed(years).and_then(|y| Month::new(y, month.month()));
        Self::new(shift(self.first)?, shift(self.last)?)
    }

    /// Years from the end of `base` to the end of this period, with fractions for parts of a year.
    pub fn years_since(self, base: Self) -> f64 {
        (f64::from(self.last.0) - f64::from(base.last.0)) / 12.0
    }

    /// Three numbers that identify it, for tables: first month, last month.
    pub const fn to_bits(self) -> u32 {
        (self.last.0 as u32) << 16 | self.first.0 as u32
    }

    /// Back from [`Period::to_bits`].
    pub fn from_bits(bits: u32) -> Option<Self> {
        let month = |n: u32| Month::new(u16::try_from(n / 12).ok()?, u16::try_from(n % 12 + 1).ok()?);
        Self::new(month(bits & 0xffff)?, month(bits >> 16)?)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let (year, from, to) = (first.year(), first.month(), last.month());
        if year != last.year() {
            return if from == 1 && to == 12 {
                write!(f, "{year}..{}", last.year())
            } else {
                write!(f, "{year}-{from:02}..{}-{to:02}", last.year())
            };
        }
        match (from, to) {
            (1, 12) => write!(f, "{year}"),
            (1, 6) => write!(f, "{year}H1"),
            (7, 12) => write!(f, "{year}H2"),
            _ if from == to => write!(f, "{year}-{from:02}"),
            _ if from % 3 == 1 && to == from + 2 => write!(f, "{year}Q{}", to / 3),
            _ => write!(f, "{year}-{from:02}..{to:02}"),
        }
    }
}

/// Why a string is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period: write 2023, 2023H1, 2023Q1, 2023-01, 2023-01..09 or 2016..2020")]
pub struct InvalidPeriod(pub String);

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, InvalidPeriod> {
        parse(text).ok_or_else(|| InvalidPeriod(text.chars().take(32).collect()))
    }
}

fn parse(text: &str) -> Option<Period> {
    if let Some((first, last)) = text.split_once("..") {
        return parse_range(first, last);
    }
    if let Some((year, quarter)) = text.split_once('Q') {
        return Period::quarter(digits(year, 4)?, digits(quarter, 1)?);
    }
    if let Some((year, half)) = text.split_once('H') {
        return Period::half(digits(year, 4)?, digits(half, 1)?);
    }
    if let Some((year, month)) = text.split_once('-') {
        let month = Month::new(digits(year, 4)?, digits(month, 2)?)?;
        return Period::new(month, month);
    }
    Period::year(digits(text, 4)?)
}

/// `2023-01..09`, `2022-11..2023-02` or `2016..2020`.
fn parse_range(first: &str, last: &str) -> Option<Period> {
    let Some((year, month)) = first.split_once('-') else {
        return Period::new(Month::new(digits(first, 4)?, 1)?, Month::new(digits(last, 4)?, 12)?);
    };
    let year = digits(year, 4)?;
    let first = Month::new(year, digits(month, 2)?)?;
    let last = match last.split_once('-') {
        Some((year, month)) => Month::new(digits(year, 4)?, digits(month, 2)?)?,
        None => Month::new(year, digits(last, 2)?)?,
    };
    Period::new(first, last)
}

fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Month, Period};

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn reads_every_form_and_writes_the_shortest() {
        for (written, shown) in [
            ("2023", "2023"),
            ("2023-01..12", "2023"),
            ("2023H2", "2023H2"),
            ("2023-01..06", "2023H1"),
            ("2023Q3", "2023Q3"),
            ("2023-07..09", "2023Q3"),
            ("2023-02", "2023-02"),
            ("2023-01..09", "2023-01..09"),
            ("2016..2020", "2016..2020"),
            ("2022-11..2023-02", "2022-11..2023-02"),
        ] {
            assert_eq!(period(written).to_string(), shown);
        }
    }

    #[test]
    fn refuses_what_is_not_a_period() {
        for bad in [
            "",
            "23",
            "2023Q5",
            "2023H0",
            "2023-13",
            "2023-1",
            "2023..2022",
            "2023-09..01",
            "２０２３",
            "+202",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn knows_its_last_day() {
        assert_eq!(period("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(period("2023").last_day().to_string(), "2023-12-31");
    }

    #[test]
    fn counts_years_between_ends() {
        assert!((period("2027").years_since(period("2022")) - 5.0).abs() < f64::EPSILON);
        assert!((period("2023Q1").years_since(period("2022")) - 0.25).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn reads_back_what_it_writes(year in 1900u16..2999, month in 1u16..=12, length in 0u16..40) {
            let first = Month::new(year, month).expect("in range");
            let last = (0..length).fold(first, |m, _| m.next());
            if let Some(p) = Period::new(first, last) && last.year() <= 2999 {
                prop_assert_eq!(p.to_string().parse::<Period>(), Ok(p));
                prop_assert_eq!(Period::from_bits(p.to_bits()), Some(p));
            }
        }

        #[test]
        fn never_panics_on_any_text(text in "\\PC{0,24}") {
            let _ = text.parse::<Period>();
        }
    }
}
