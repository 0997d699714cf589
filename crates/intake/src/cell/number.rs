use lanbai_kernel::{Decimal, Qualifier, Qualifiers, Unit};

use super::unit::{self, Scaled};
use super::{Problem, is_error_value, is_missing};
use crate::fold::fold;

/// What a cell of values says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberCell {
    /// That there is none.
    Missing,
    /// A number.
    Value(Number),
}

/// A number with what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    pub(crate) qualifiers: Qualifiers,
    /// `万` or `亿` without a unit behind it, as a power of ten; 0 where there is none.
    pub(crate) exponent: u32,
    pub(crate) unit: Option<Unit>,
}

/// Digits with at most one point and a sign in front: what most cells of most files are.
#[inline]
pub(crate) fn plain(bytes: &[u8]) -> Option<Decimal> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    // Eighteen digits fit an i64, and a point is one byte more.
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    let mut mantissa = 0i64;
    let mut point = None;
    for (n, &b) in digits.iter().enumerate() {
        match b {
            b'0'..=b'9' if n < 18 || point.is_some() => mantissa = mantissa * 10 + i64::from(b - b'0'),
            b'.' if point.is_none() && n > 0 => point = Some(n),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |point| digits.len() - point - 1);
    if point.is_some() && scale == 0 {
        return None;
    }
    let value = Decimal::new(if negative { -mantissa } else { mantissa }, u32::try_from(scale).ok()?);
    Some(value)
}

/// A cell of values as people write them.
pub(crate) fn parse(text: &str) -> Result<NumberCell, Problem> {
    if is_missing(text) {
        return Ok(NumberCell::Missing);
    }
    let folded = fold(text);
    if is_error_value(&folded) {
        return Err(Problem::ErrorValue);
    }
    let (mut qualifiers, rest) = strip_front(&folded, Qualifiers::EXACT);
    let rest = strip_back(rest, &mut qualifiers);
    if let Some(value) = bracketed(rest)? {
        return Ok(NumberCell::Value(Number { value, qualifiers, exponent: 0, unit: None }));
    }
    let (digits, behind) = rest.split_at(numeric_length(rest));
    let value = grouped(digits)?;
    let behind = strip_middle(behind.trim(), &mut qualifiers);
    if behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '至' | '—')) {
        // 100-200 is two numbers, not one with an odd unit.
        return Err(Problem::Unreadable);
    }
    let Scaled { exponent, unit } = unit::scaled(behind)?;
    let number = match unit {
        // The scale belongs to the unit that follows it: 3 万家 are 30,000 家.
        Some(_) => Number { value: times(value, exponent)?, qualifiers, exponent: 0, unit },
        None => Number { value, qualifiers, exponent, unit },
    };
    Ok(NumberCell::Value(number))
}

/// `value * 10^exponent`.
pub(crate) fn times(value: Decimal, exponent: u32) -> Result<Decimal, Problem> {
    let power = 10i64.checked_pow(exponent).ok_or(Problem::Unreadable)?;
    value.checked_mul(Decimal::from(power)).ok_or(Problem::Unreadable)
}

/// `(1,234)`: a loss, as accountants write it.
fn bracketed(text: &str) -> Result<Option<Decimal>, Problem> {
    match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if inner.starts_with(|c: char| c.is_ascii_digit()) => Ok(Some(-grouped(inner.trim())?)),
        _ => Ok(None),
    }
}

/// How many bytes in front look like a number, with the separators and exponent that one may have.
fn numeric_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    while let Some(&b) = bytes.get(at) {
        let digit_after = |n: usize| bytes.get(at + n).is_some_and(u8::is_ascii_digit);
        let belongs = match b {
            b'0'..=b'9' | b'.' => true,
            b',' | b' ' | b'\'' => digit_after(1),
            b'e' | b'E' => digit_after(1) || matches!(bytes.get(at + 1), Some(b'-' | b'+')) && digit_after(2),
            b'-' | b'+' => matches!(bytes[at - 1], b'e' | b'E'),
            _ => false,
        };
        if !belongs {
            break;
        }
        at += 1;
    }
    at
}

/// Digits that may be grouped in threes by commas, spaces or apostrophes, or have an exponent.
fn grouped(text: &str) -> Result<Decimal, Problem> {
    let text = text.strip_prefix('+').unwrap_or(text);
    if let Some(value) = plain(text.as_bytes()) {
        return Ok(value);
    }
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).map_err(|_| Problem::Unreadable);
    }
    let Some(separator) = text.chars().find(|c| matches!(c, ',' | ' ' | '\'')) else {
        // More digits than the plain form takes, or a bare point; the decimal itself knows its bounds.
        return text
            .bytes()
            .any(|b| b.is_ascii_digit())
            .then(|| Decimal::from_str_exact(text).ok())
            .flatten()
            .ok_or(Problem::Unreadable);
    };
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, f)| (whole, Some(f)));
    let groups: Vec<&str> = whole.trim_start_matches('-').split(separator).collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let well_grouped = digits(groups[0])
        && groups[0].len() <= 3
        && groups[1..].iter().all(|group| group.len() == 3 && digits(group))
        && fraction.is_none_or(digits);
    if !well_grouped {
        // 1,23 may be 1.23 or a slip in 1,230: both are ways people write, so neither is taken.
        let without: String = text.chars().filter(|c| *c != separator).collect();
        return Err(match Decimal::from_str_exact(&without) {
            Ok(_) => Problem::Ambiguous(vec![without, text.replacen(separator, ".", 1)]),
            Err(_) => Problem::Unreadable,
        });
    }
    let joined: String = text.chars().filter(|c| *c != separator).collect();
    Decimal::from_str_exact(&joined).map_err(|_| Problem::Unreadable)
}

const FRONT: [(&str, Qualifier); 29] = [
    ("大约", Qualifier::About),
    ("约为", Qualifier::About),
    ("约", Qualifier::About),
    ("将近", Qualifier::About),
    ("接近", Qualifier::About),
    ("近", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("预计", Qualifier::Estimate),
    ("预期", Qualifier::Estimate),
    ("预估", Qualifier::Estimate),
    ("估计", Qualifier::Estimate),
    ("不超过", Qualifier::AtMost),
    ("不足", Qualifier::AtMost),
    ("少于", Qualifier::AtMost),
    ("低于", Qualifier::AtMost),
    ("小于", Qualifier::AtMost),
    ("<=", Qualifier::AtMost),
    ("<", Qualifier::AtMost),
    ("≤", Qualifier::AtMost),
    ("超过", Qualifier::AtLeast),
    ("突破", Qualifier::AtLeast),
    ("不少于", Qualifier::AtLeast),
    ("不低于", Qualifier::AtLeast),
    ("至少", Qualifier::AtLeast),
    ("大于", Qualifier::AtLeast),
    ("逾", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    (">", Qualifier::AtLeast),
];

const BACK: [(&str, Qualifier); 9] = [
    ("以上", Qualifier::AtLeast),
    ("(预计)", Qualifier::Estimate),
    ("(预计数)", Qualifier::Estimate),
    ("(估计)", Qualifier::Estimate),
    ("以下", Qualifier::AtMost),
    ("以内", Qualifier::AtMost),
    ("左右", Qualifier::About),
    ("上下", Qualifier::About),
    ("+", Qualifier::AtLeast),
];

fn strip_front(text: &str, mut qualifiers: Qualifiers) -> (Qualifiers, &str) {
    let mut rest = text.trim();
    let find = |rest: &str| {
        let more = [("≥", Qualifier::AtLeast), ("超", Qualifier::AtLeast)];
        FRONT.into_iter().chain(more).find(|(word, _)| rest.starts_with(word))
    };
    while let Some((word, qualifier)) = find(rest) {
        qualifiers = qualifiers.with(qualifier);
        rest = rest[word.len()..].trim_start();
    }
    (qualifiers, rest)
}

fn strip_back<'a>(text: &'a str, qualifiers: &mut Qualifiers) -> &'a str {
    let mut rest = text;
    while let Some((word, qualifier)) = BACK.into_iter().find(|(word, _)| rest.ends_with(word)) {
        *qualifiers = qualifiers.with(qualifier);
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    rest
}

/// `200余家`, `200多家`: the word stands between the number and its unit.
fn strip_middle<'a>(text: &'a str, qualifiers: &mut Qualifiers) -> &'a str {
    for word in ["余", "多"] {
        if let Some(rest) = text.strip_prefix(word).or_else(|| text.strip_suffix(word)) {
            *qualifiers = qualifiers.with(Qualifier::AtLeast);
            return rest.trim();
        }
    }
    text
}
