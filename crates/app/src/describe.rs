//! Formulas and numbers in words, from the plan's own names.

use lanbai_kernel::{Certainty, Decimal, Light, Text};
use lanbai_measures::{Formula, IndicatorIndex, Method, Term};
use lanbai_plan::Plan;
use rust_decimal::prelude::ToPrimitive;

use crate::view::Bilingual;

/// The name of a light.
pub(crate) const fn light(light: Light) -> &'static str {
    match light {
        Light::Green => "green",
        Light::Yellow => "yellow",
        Light::Red => "red",
        Light::Grey => "grey",
    }
}

/// The name of a certainty.
pub(crate) const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Confirmed => "confirmed",
        Certainty::Inferred => "inferred",
        Certainty::NotFound => "not-found",
    }
}

/// The name of a method.
pub(crate) const fn method(method: Method) -> &'static str {
    match method {
        Method::Direct => "direct",
        Method::Tiled => "tiled",
        Method::YearToDateDifference => "year-to-date-difference",
        Method::Register => "register",
        Method::DerivedNumerator => "derived-numerator",
        Method::RolledUp => "rolled-up",
        Method::Ratio => "ratio",
        Method::Growth => "growth",
    }
}

/// A number for machines: what a decimal is as floating point.
pub(crate) fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// A number for people: fixed digits, thousands separated.
pub(crate) fn shown(value: f64, decimals: u8) -> String {
    let fixed = format!("{value:.*}", usize::from(decimals));
    let (sign, digits) = fixed.strip_prefix('-').map_or(("", fixed.as_str()), |digits| ("−", digits));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = part.map(|part| format!(".{part}")).unwrap_or_default();
    format!("{sign}{grouped}{part}")
}

/// A number for people with the digits that it was written with, thousands separated.
pub(crate) fn shown_freely(value: f64) -> String {
    let digits = value.to_string().split_once('.').map_or(0, |(_, part)| part.len());
    shown(value, u8::try_from(digits).unwrap_or(u8::MAX))
}

/// Two numbers for people with as many digits as tell them apart: what differs never reads the same.
pub(crate) fn shown_apart(value: f64, other: f64, decimals: u8) -> [String; 2] {
    /// Beyond these digits, two numbers of one thing are the same.
    const MORE: u8 = 6;
    let mut digits = decimals..=decimals + MORE;
    let apart = digits.find(|digits| shown(value, *digits) != shown(other, *digits)).unwrap_or(decimals);
    // A count stays a whole number beside a path that is none.
    let as_needed = |number: f64| {
        let fixed = format!("{number:.*}", usize::from(decimals));
        let is_exact = fixed.parse::<f64>().is_ok_and(|told| told == number);
        shown(number, if is_exact { decimals } else { apart })
    };
    [as_needed(value), as_needed(other)]
}

/// A fraction as a percentage; what is not quite a whole never reads as one.
pub(crate) fn percent_apart(fraction: f64, decimals: u8) -> String {
    let [told, _] = shown_apart(fraction * 100.0, 100.0, decimals);
    // Only the whole asks for more digits.
    if shown(fraction * 100.0, decimals) == shown(100.0, decimals) && fraction != 1.0 {
        return format!("{told}%");
    }
    percent(fraction, decimals)
}

/// A fraction as a percentage.
pub(crate) fn percent(fraction: f64, decimals: u8) -> String {
    format!("{}%", shown(fraction * 100.0, decimals))
}

/// The formula of an indicator in words, if it has one.
pub(crate) fn formula(plan: &Plan, indicator: IndicatorIndex) -> Option<Bilingual> {
    let definition = plan.definitions.indicator(indicator);
    match definition.formula.as_ref()? {
        Formula::Measure(measure) => Some((&plan.measure_text(*measure).name).into()),
        Formula::Ratio { numerator, denominator, factor, .. } => {
            let (above, below) = (terms(plan, numerator), terms(plan, denominator));
            let scale = scale(*factor, definition.unit.to_string() == "%");
            Some(Bilingual {
                zh: format!("{} ÷ {}{scale}", above.zh, below.zh),
                en: format!("{} ÷ {}{scale}", above.en, below.en),
            })
        }
        Formula::Growth { measure, .. } => {
            let name = &plan.measure_text(*measure).name;
            let same = |name: &str| format!("{name}(t) ÷ {name}(t−1) − 1");
            Some(Bilingual { zh: same(&name.zh), en: same(&name.en) })
        }
    }
}

fn scale(factor: Decimal, percent: bool) -> String {
    if factor == Decimal::ONE {
        String::new()
    } else if percent && factor == Decimal::ONE_HUNDRED {
        " × 100%".to_owned()
    } else {
        format!(" × {}", factor.normalize())
    }
}

fn terms(plan: &Plan, terms: &[Term]) -> Text {
    let mut joined = Text::default();
    for (n, term) in terms.iter().enumerate() {
        let name = &plan.measure_text(term.measure).name;
        let sign = match (n, term.weight.is_sign_negative()) {
            (0, false) => "",
            (_, false) => " + ",
            (0, true) => "−",
            (_, true) => " − ",
        };
        let weight = term.weight.abs();
        let weight =
            if weight == Decimal::ONE { String::new() } else { format!("{} × ", weight.normalize()) };
        joined.zh.push_str(&format!("{sign}{weight}{}", name.zh));
        joined.en.push_str(&format!("{sign}{weight}{}", name.en));
    }
    if terms.len() > 1 { Text::new(format!("({})", joined.zh), format!("({})", joined.en)) } else { joined }
}

#[cfg(test)]
mod tests {
    use super::{percent, percent_apart, shown, shown_apart, shown_freely};

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(shown(1234567.891, 1), "1,234,567.9");
        assert_eq!(shown(698.0, 0), "698");
        assert_eq!(shown(-12.5, 2), "−12.50");
        assert_eq!(percent(0.13243, 2), "13.24%");
        assert_eq!(shown_freely(4800.0), "4,800");
        assert_eq!(shown_freely(2.45), "2.45");
    }

    #[test]
    fn what_differs_reads_differently() {
        assert_eq!(shown_apart(7.0, 7.4, 0), ["7", "7.4"]);
        assert_eq!(shown_apart(4.051, 4.0512, 2), ["4.0510", "4.0512"]);
        assert_eq!(shown_apart(698.0, 790.4, 0), ["698", "790"]);
        assert_eq!(shown_apart(1234.0, 1234.0, 0), ["1,234", "1,234"]);
        assert_eq!(percent_apart(0.9997, 1), "99.97%");
        assert_eq!(percent_apart(1.0, 1), "100.0%");
        assert_eq!(percent_apart(0.851, 1), "85.1%");
    }
}
