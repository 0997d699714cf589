use lanbai_kernel::NaiveDate;

use super::Problem;
use crate::fold::fold;

/// `2023-02-23` in bytes: the form in which our own files have it.
#[inline]
pub(crate) fn plain(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return None };
    let digit = |b: u8| b.is_ascii_digit().then(|| u32::from(b - b'0'));
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    day(year, digit(m1)? * 10 + digit(m2)?, digit(d1)? * 10 + digit(d2)?)
}

/// A day as people write it.
pub(crate) fn parse(text: &str) -> Result<NaiveDate, Problem> {
    let folded = fold(text);
    let text = without_time(&folded);
    if let Some(date) = plain(text.as_bytes()) {
        return Ok(date);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return from_digits(text);
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = text
        .trim_end_matches(['日', '号'])
        .split(['-', '/', '.', '年', '月', '\u{2010}', '\u{2013}', '\u{2014}'])
        .collect();
    let numbers: Option<Vec<u32>> = parts
        .iter()
        .map(|part| {
            (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        })
        .collect();
    match (numbers.as_deref(), parts.first().map(|first| first.len())) {
        (Some([year, month, last]), Some(4)) => day(*year, *month, *last).ok_or(Problem::Unreadable),
        (Some([a, b, year]), Some(1 | 2)) if *year >= 1900 => Err(day_or_month_first(*a, *b, *year)),
        _ => Err(Problem::Unreadable),
    }
}

/// Excel's day number. Its calendar has a 29 February 1900 that never was, so days before March 1900 are left alone.
pub(crate) fn from_serial(serial: i32) -> Option<NaiveDate> {
    // 1899-12-30 counted from the first of January of the year 1.
    const BEFORE_DAY_ONE: i32 = 693_594;
    (61..=110_000).contains(&serial).then(|| NaiveDate::from_num_days_from_ce_opt(BEFORE_DAY_ONE + serial))?
}

fn from_digits(text: &str) -> Result<NaiveDate, Problem> {
    let number: i32 = text.parse().map_err(|_| Problem::Unreadable)?;
    let date = match text.len() {
        8 => u32::try_from(number).ok().and_then(|n| day(n / 10_000, n / 100 % 100, n % 100)),
        // Five digits are Excel's number for a day between 1927 and 2173; fewer would be anything.
        5 => from_serial(number),
        _ => None,
    };
    date.ok_or(Problem::Unreadable)
}

/// `2023-02-23 00:00:00` and `2023-02-23T00:00:00Z` are what databases print for a day.
fn without_time(text: &str) -> &str {
    text.find([' ', 'T']).filter(|&at| text[at + 1..].contains(':')).map_or(text, |at| &text[..at])
}

fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    (1900..3000).contains(&year).then(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day))?
}

/// `02/03/2023` is a day in March or in February, depending on who wrote it.
fn day_or_month_first(a: u32, b: u32, year: u32) -> Problem {
    let readings: Vec<String> =
        [day(year, a, b), day(year, b, a)].into_iter().flatten().map(|date| date.to_string()).collect();
    if readings.is_empty() { Problem::Unreadable } else { Problem::Ambiguous(readings) }
}
