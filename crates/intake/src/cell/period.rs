use lanbai_kernel::{Month, Period};

use super::{Problem, date};
use crate::fold::fold;

/// `2023` and `2023-09` in bytes; every other form goes through [`parse`], once for each distinct text.
#[inline]
pub(crate) fn plain(bytes: &[u8]) -> Option<Period> {
    match *bytes {
        [a, b, c, d] => Period::year(four(a, b, c, d)?),
        [a, b, c, d, b'-', e, f] => {
            let month = Month::new(four(a, b, c, d)?, two(e, f)?)?;
            Period::new(month, month)
        }
        _ => None,
    }
}

fn two(a: u8, b: u8) -> Option<u16> {
    (a.is_ascii_digit() && b.is_ascii_digit()).then(|| u16::from(a - b'0') * 10 + u16::from(b - b'0'))
}

fn four(a: u8, b: u8, c: u8, d: u8) -> Option<u16> {
    Some(two(a, b)? * 100 + two(c, d)?)
}

/// A period as people write it; our own forms first.
pub(crate) fn parse(text: &str) -> Result<Period, Problem> {
    let folded = fold(text);
    if let Ok(period) = folded.parse() {
        return Ok(period);
    }
    let text = plain_dashes(&folded);
    if let Some(period) = five_year_plan(&text) {
        return Ok(period);
    }
    if let Some(problem) = ambiguous(&text, &folded) {
        return Err(problem);
    }
    if let Some(counted) = text.strip_suffix("累计") {
        return year_to_date(counted);
    }
    let text = text.trim_end_matches(['末', '底']);
    from_year(text).or_else(|| years(text)).ok_or(Problem::Unreadable)
}

/// `1-9月累计` says the same twice; `9月累计` says one thing and means, perhaps, another.
fn year_to_date(text: &str) -> Result<Period, Problem> {
    let period = from_year(text).ok_or(Problem::Unreadable)?;
    if period.is_year_to_date() {
        return Ok(period);
    }
    let last = period.last();
    let from_january = Period::year_to_date(last.year(), last.month()).ok_or(Problem::Unreadable)?;
    Err(Problem::Ambiguous(vec![period.to_string(), from_january.to_string()]))
}

/// Spaces and quotes out, every dash, tilde and 至 a hyphen, letters in capitals.
fn plain_dashes(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '「' | '」'))
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '~' | '～' | '至' | '到' | '─' => '-',
            c => c.to_ascii_uppercase(),
        })
        .collect::<String>()
        .replace("--", "-")
}

/// 十三五 and its neighbours, with or without 时期.
fn five_year_plan(text: &str) -> Option<Period> {
    let name = text.trim_end_matches("时期").trim_end_matches("期间").trim_end_matches("规划");
    let first = match name {
        "十五" => 2001,
        "十一五" => 2006,
        "十二五" => 2011,
        "十三五" => 2016,
        "十四五" => 2021,
        "十五五" => 2026,
        _ => return None,
    };
    span(Month::new(first, 1)?, Month::new(first + 4, 12)?)
}

/// Texts with two honest readings.
fn ambiguous(text: &str, folded: &str) -> Option<Problem> {
    // Excel turns 2023.10 typed as a number into 2023.1.
    if let Some(year) = text.strip_suffix(".1").and_then(|year| number(year, 4, 4)) {
        return Some(Problem::Ambiguous(vec![format!("{year}-01"), format!("{year}-10")]));
    }
    // A day: the month it lies in, the year so far, or the year? Eight digits and 2023-09-30 alike.
    if text.len() >= 8
        && let Ok(day) = date::parse(folded)
    {
        let month = day.format("%Y-%m").to_string();
        let year = day.format("%Y").to_string();
        return Some(Problem::Ambiguous(vec![month, year]));
    }
    None
}

/// What stands between a year and the part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Year,
    Separator,
    Nothing,
}

/// A year in front, and behind it what part of it.
fn from_year(text: &str) -> Option<Period> {
    let year = number(text.get(..4)?, 4, 4)?;
    let rest = &text[4..];
    let (behind, rest) = if let Some(rest) = rest.strip_prefix('年') {
        (Behind::Year, rest)
    } else if let Some(rest) = rest.strip_prefix(['-', '/', '.']) {
        (Behind::Separator, rest)
    } else {
        (Behind::Nothing, rest)
    };
    let whole = match behind {
        Behind::Year => matches!(rest, "" | "度" | "全年"),
        Behind::Nothing => matches!(rest, "" | "年度" | "全年"),
        Behind::Separator => zeros(rest, text),
    };
    if whole {
        return Period::year(year);
    }
    part_of_year(year, rest, behind).or_else(|| to_another_year(year, rest))
}

/// The zeros of `2023.0`, which is what Excel makes of a year in a column of numbers.
fn zeros(rest: &str, text: &str) -> bool {
    text.as_bytes().get(4) == Some(&b'.') && !rest.is_empty() && rest.bytes().all(|b| b == b'0')
}

fn part_of_year(year: u16, rest: &str, behind: Behind) -> Option<Period> {
    match rest {
        "上半年" | "H1" => return Period::half(year, 1),
        "下半年" | "H2" => return Period::half(year, 2),
        "前三季度" | "前3季度" | "1-3季度" | "一-三季度" => {
            return Period::year_to_date(year, 9);
        }
        "前两季度" | "前二季度" | "1-2季度" => return Period::half(year, 1),
        "1-4季度" => return Period::year(year),
        _ => {}
    }
    if let Some(quarter) = quarter(rest) {
        return Period::quarter(year, quarter);
    }
    let months = rest.trim_end_matches('份');
    if let Some(first) = months.strip_suffix('月') {
        return months_of(year, first);
    }
    // Without 月, only two forms are months and nothing else: 2023/9 and 202309.
    match (behind, rest.len()) {
        (Behind::Nothing, 2) | (Behind::Separator, 1 | 2) => single(year, number(rest, 1, 2)?),
        (Behind::Separator, 3..=5) if rest.contains('-') => months_of(year, rest),
        _ => None,
    }
}

fn quarter(text: &str) -> Option<u16> {
    if let Some(digit) = text.strip_prefix('Q') {
        return number(digit, 1, 1);
    }
    let name = text.strip_suffix("季度").or_else(|| text.strip_suffix('季'))?;
    match name.trim_start_matches('第') {
        "一" | "1" | "首" => Some(1),
        "二" | "2" => Some(2),
        "三" | "3" => Some(3),
        "四" | "4" => Some(4),
        _ => None,
    }
}

/// `9`, `1-9` or `1月-9`, the last 月 already taken off.
fn months_of(year: u16, text: &str) -> Option<Period> {
    match text.split_once('-') {
        None => single(year, number(text, 1, 2)?),
        Some((first, last)) => {
            let first = number(first.trim_end_matches('月'), 1, 2)?;
            span(Month::new(year, first)?, Month::new(year, number(last, 1, 2)?)?)
        }
    }
}

/// `11月-2023年2月` behind a year.
fn to_another_year(year: u16, rest: &str) -> Option<Period> {
    let (first, last) = rest.split_once('-')?;
    let first = Month::new(year, number(first.strip_suffix('月')?, 1, 2)?)?;
    let (last_year, last) = last.strip_suffix('月')?.split_once('年')?;
    span(first, Month::new(number(last_year, 4, 4)?, number(last, 1, 2)?)?)
}

/// `2016-2020年` and `2016年-2020年`.
fn years(text: &str) -> Option<Period> {
    let (first, last) = text.trim_end_matches('度').trim_end_matches('年').split_once('-')?;
    let first = number(first.trim_end_matches('年'), 4, 4)?;
    span(Month::new(first, 1)?, Month::new(number(last, 4, 4)?, 12)?)
}

fn single(year: u16, month: u16) -> Option<Period> {
    let month = Month::new(year, month)?;
    Period::new(month, month)
}

fn span(first: Month, last: Month) -> Option<Period> {
    Period::new(first, last)
}

fn number(text: &str, least: usize, most: usize) -> Option<u16> {
    ((least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())?
}
