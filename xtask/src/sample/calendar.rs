//! Days on which things happen.

use chrono::{Months, NaiveDate};

use super::LAST_YEAR;
use super::draw::Draw;

/// How likely a month is, January to December.
pub type Season = [u64; 12];

/// All months alike.
pub const EVEN: Season = [1; 12];
/// Most of it towards the end of the year, as with contracts and recognitions.
pub const LATE: Season = [2, 1, 3, 3, 3, 4, 4, 4, 5, 5, 7, 9];
/// Certificates come in batches in the second half of the year.
pub const SECOND_HALF: Season = [0, 0, 0, 0, 0, 0, 2, 2, 3, 4, 4, 3];
/// The months of the last year that are known.
const KNOWN: usize = 9;

/// A day of the year, never at the edge of a month: no one has to ask on which side of a quarter's end it falls.
pub fn day(draw: &mut Draw, year: i32, season: &Season) -> NaiveDate {
    let mut season = *season;
    if year == LAST_YEAR {
        season[KNOWN..].fill(0);
    }
    let month = draw.weighted(&season) as u32 + 1;
    let day = draw.between(3, 27) as u32;
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The same day some years later.
pub fn years_later(date: NaiveDate, years: u32) -> NaiveDate {
    date.checked_add_months(Months::new(12 * years)).unwrap_or(date)
}

/// A date that may be open, as a cell.
pub fn cell(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
