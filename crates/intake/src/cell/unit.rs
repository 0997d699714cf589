use lanbai_kernel::{Dimension, Unit};

use super::Problem;
use crate::fold::fold;

/// A scale word and the unit behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scaled {
    pub(crate) exponent: u32,
    pub(crate) unit: Option<Unit>,
}

/// What a finding names where a unit is not known.
pub(crate) const EXAMPLES: &str = "亿元, 万元, 家, 件, 人, %";

/// Longer words first: 万亿 is neither 万 nor 亿.
const SCALES: [(&str, u32); 7] =
    [("万亿", 12), ("千万", 7), ("百万", 6), ("十万", 5), ("千", 3), ("万", 4), ("亿", 8)];

/// What stands behind a number: nothing, a scale, a unit, or both.
pub(crate) fn scaled(text: &str) -> Result<Scaled, Problem> {
    if text.is_empty() {
        return Ok(Scaled { exponent: 0, unit: None });
    }
    // The kernel's own table first: 万元 is a unit there, not a scale and a unit.
    if let Some(unit) = parse(text) {
        return Ok(Scaled { exponent: 0, unit: Some(unit) });
    }
    let unknown = || Problem::UnknownUnit(text.chars().take(32).collect());
    let (word, exponent) = SCALES.into_iter().find(|(word, _)| text.starts_with(word)).ok_or_else(unknown)?;
    match text[word.len()..].trim() {
        "" => Ok(Scaled { exponent, unit: None }),
        unit => Ok(Scaled { exponent, unit: Some(parse(unit).ok_or_else(unknown)?) }),
    }
}

/// A unit as a cell or heading gives it.
pub(crate) fn parse(text: &str) -> Option<Unit> {
    let folded = fold(text);
    let name = folded.trim_start_matches("单位:").trim();
    let name = match name {
        "人民币元" | "RMB" | "yuan" => "元",
        "所" | "座" | "次" | "篇" | "宗" | "例" | "只" | "支" | "名录" | "企业" => "个",
        "名" | "person" | "persons" => "人",
        "平方千米" => "km²",
        "千米" => "km",
        "percent" | "pct" | "百分比" => "%",
        "吨标煤" => "吨标准煤",
        "万吨标煤" => "万吨标准煤",
        "度" => "千瓦时",
        "kWh" | "KWH" | "kwh" => "千瓦时",
        other => other,
    };
    name.parse().ok()
}

/// The unit that a bare `万` or `亿` multiplies for a measure in `unit`, as the exponent that `unit` itself has over
/// it: 4 for 万元. None where people do not agree on what is multiplied.
pub(crate) fn exponent_of(unit: Unit) -> Option<u32> {
    let (top, bottom) = unit.dimensions();
    let countable = matches!(
        top,
        Dimension::Count
            | Dimension::Money
            | Dimension::Persons
            | Dimension::PersonYears
            | Dimension::Energy
            | Dimension::Electricity
            | Dimension::Mass
    );
    if !countable || bottom != Dimension::Pure {
        return None;
    }
    let mut factor = unit.factor().normalize();
    let mut exponent = 0;
    while factor > lanbai_kernel::Decimal::ONE {
        factor /= lanbai_kernel::Decimal::TEN;
        exponent += 1;
    }
    (factor == lanbai_kernel::Decimal::ONE).then_some(exponent)
}
