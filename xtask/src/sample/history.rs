//! Dated rows whose number at each year's end is given.

use chrono::NaiveDate;

use super::calendar::{self, Season};
use super::draw::Draw;
use super::{FIRST_YEAR, LAST_YEAR};

/// A thing in a park, from a day on and perhaps until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// Index of the park.
    pub park: usize,
    /// The first day on which it is no more.
    pub to: Option<NaiveDate>,
}

/// How things of one kind come and go.
pub struct Habits<'a> {
    /// The year of the oldest.
    pub oldest: i32,
    /// How many of a hundred end in a year.
    pub ending: u64,
    /// When in the year they begin.
    pub season: &'a Season,
}

/// Three quarters of the last year's change: what holds on the last day that is known.
pub fn known_end(before: i64, end: i64) -> i64 {
    before + (end - before) * 3 / 4
}

/// Spans that make up the given stocks (ends of the year before the first to the last year), oldest first.
pub fn spans(draw: &mut Draw, stocks: &[Vec<i64>], habits: &Habits<'_>) -> Vec<Span> {
    let mut all: Vec<Span> =
        stocks.iter().enumerate().flat_map(|(park, stocks)| of_park(draw, park, stocks, habits)).collect();
    all.sort_by_key(|span| (span.from, span.park, span.to));
    all
}

fn of_park(draw: &mut Draw, park: usize, stocks: &[i64], habits: &Habits<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    for _ in 0..stocks[0] {
        let year = old_year(draw, habits.oldest);
        spans.push(Span { from: calendar::day(draw, year, habits.season), park, to: None });
    }
    let mut living: Vec<usize> = (0..spans.len()).collect();
    for (year, pair) in (FIRST_YEAR..=LAST_YEAR).zip(stocks.windows(2)) {
        let wanted = if year == LAST_YEAR { known_end(pair[0], pair[1]) } else { pair[1] };
        let wanted = usize::try_from(wanted).unwrap_or(0);
        let usual = living.len() as u64 * habits.ending + draw.below(100);
        let ending = (usual / 100).max(living.len().saturating_sub(wanted) as u64).min(living.len() as u64);
        for _ in 0..ending {
            let gone = living.swap_remove(draw.index(living.len()));
            spans[gone].to = Some(calendar::day(draw, year, &calendar::EVEN));
        }
        while living.len() < wanted {
            living.push(spans.len());
            spans.push(Span { from: calendar::day(draw, year, habits.season), park, to: None });
        }
    }
    spans
}

/// A year before the first; later years are likelier.
fn old_year(draw: &mut Draw, oldest: i32) -> i32 {
    let years = u64::try_from(FIRST_YEAR - oldest).unwrap_or(1).max(1);
    let back = draw.below(years).min(draw.below(years));
    FIRST_YEAR - 1 - i32::try_from(back).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;

    use super::{Habits, known_end, spans};
    use crate::sample::calendar::LATE;
    use crate::sample::draw::Draw;

    #[test]
    fn stocks_are_met() {
        let stocks = vec![vec![5, 8, 8, 4, 10, 11, 12, 12, 16], vec![0, 0, 1, 1, 1, 1, 1, 1, 1]];
        let habits = Habits { oldest: 2008, ending: 20, season: &LATE };
        let spans = spans(&mut Draw::new("toy"), &stocks, &habits);
        for (park, stocks) in stocks.iter().enumerate() {
            for (year, wanted) in (2018..).zip(stocks) {
                let wanted = if year == 2026 { known_end(stocks[7], *wanted) } else { *wanted };
                let of_park = spans.iter().filter(|span| span.park == park && span.from.year() <= year);
                let living = of_park.filter(|span| span.to.is_none_or(|to| to.year() > year)).count();
                assert_eq!(living as i64, wanted, "park {park} at the end of {year}");
            }
        }
        assert!(
            spans.iter().all(|span| span.to.is_none_or(|to| to > span.from)),
            "nothing ends before it begins"
        );
        assert!(spans.is_sorted_by_key(|span| span.from));
    }
}
