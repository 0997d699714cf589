use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is counted; only units of one dimension convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Dimension {
    Pure,
    Count,
    Money,
    Persons,
    PersonYears,
    Energy,
    Electricity,
    Area,
    Length,
    Mass,
}

/// One row of the table of simple units: name as officials write it, dimension, factor to the dimension's base.
/// The factor is `mantissa * 10^exponent`.
struct Simple(&'static str, Dimension, i64, i32);

const SIMPLE: &[Simple] = &[
    Simple("1", Dimension::Pure, 1, 0),
    Simple("%", Dimension::Pure, 1, -2),
    Simple("‰", Dimension::Pure, 1, -3),
    Simple("家", Dimension::Count, 1, 0),
    Simple("个", Dimension::Count, 1, 0),
    Simple("件", Dimension::Count, 1, 0),
    Simple("项", Dimension::Count, 1, 0),
    Simple("户", Dimension::Count, 1, 0),
    Simple("台", Dimension::Count, 1, 0),
    Simple("人次", Dimension::Count, 1, 0),
    Simple("元", Dimension::Money, 1, 0),
    Simple("千元", Dimension::Money, 1, 3),
    Simple("万元", Dimension::Money, 1, 4),
    Simple("百万元", Dimension::Money, 1, 6),
    Simple("亿元", Dimension::Money, 1, 8),
    Simple("万亿元", Dimension::Money, 1, 12),
    Simple("人", Dimension::Persons, 1, 0),
    Simple("万人", Dimension::Persons, 1, 4),
    Simple("人年", Dimension::PersonYears, 1, 0),
    Simple("万人年", Dimension::PersonYears, 1, 4),
    Simple("吨标准煤", Dimension::Energy, 1, 0),
    Simple("万吨标准煤", Dimension::Energy, 1, 4),
    Simple("千瓦时", Dimension::Electricity, 1, 0),
    Simple("万千瓦时", Dimension::Electricity, 1, 4),
    Simple("亿千瓦时", Dimension::Electricity, 1, 8),
    Simple("km²", Dimension::Area, 1_000_000, 0),
    Simple("公顷", Dimension::Area, 10_000, 0),
    // 1 亩 = 2000/3 m²; three more digits than any figure of the field needs.
    Simple("亩", Dimension::Area, 666_666_667, -6),
    Simple("km", Dimension::Length, 1, 3),
    Simple("m", Dimension::Length, 1, 0),
    Simple("吨", Dimension::Mass, 1, 0),
    Simple("万吨", Dimension::Mass, 1, 4),
];

/// A unit as officials write it: `亿元`, `家`, `%`, or a quotient such as `件/万人`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    numerator: u8,
    denominator: Option<u8>,
}

impl Unit {
    /// The pure number.
    pub const ONE: Self = Self { numerator: 0, denominator: None };

    /// The simple units as officials write them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SIMPLE.iter().map(|simple| simple.0)
    }

    /// Numerator and denominator dimensions; [`Dimension::Pure`] where there is no denominator.
    pub fn dimensions(self) -> (Dimension, Dimension) {
        (simple(self.numerator).1, self.denominator.map_or(Dimension::Pure, |d| simple(d).1))
    }

    /// What one of this unit is in the base units of its dimensions.
    pub fn factor(self) -> Decimal {
        let scale = |n: u8| {
            let Simple(_, _, mantissa, exponent) = *simple(n);
            power(Decimal::from(mantissa), exponent)
        };
        scale(self.numerator) / self.denominator.map_or(Decimal::ONE, scale)
    }

    /// Whether values convert between the two.
    pub fn converts_to(self, other: Self) -> bool {
        self.dimensions() == other.dimensions()
    }

    /// `value` of this unit in `other`; `None` where the dimensions differ or the number does not fit.
    pub fn convert(self, value: Decimal, other: Self) -> Option<Decimal> {
        if self == other {
            return Some(value);
        }
        self.converts_to(other)
            .then(|| value.checked_mul(self.factor() / other.factor()).map(|v| v.normalize()))?
    }

    /// The factor that turns `numerator / denominator` (each in its own unit) into this unit, if the dimensions agree.
    ///
    /// A quotient of equal dimensions is a pure number, so `亿元 / 亿元` can be shown in `%`.
    pub fn scale_of_ratio(self, numerator: Self, denominator: Self) -> Option<Decimal> {
        let (n, d) = (numerator.dimensions(), denominator.dimensions());
        if n.1 != Dimension::Pure || d.1 != Dimension::Pure {
            return None;
        }
        let quotient = if n.0 == d.0 { (Dimension::Pure, Dimension::Pure) } else { (n.0, d.0) };
        (quotient == self.dimensions()).then(|| numerator.factor() / denominator.factor() / self.factor())
    }
}

fn simple(index: u8) -> &'static Simple {
    &SIMPLE[usize::from(index)]
}

fn power(value: Decimal, exponent: i32) -> Decimal {
    let ten = Decimal::from(10);
    (0..exponent.abs()).fold(value, |v, _| if exponent < 0 { v / ten } else { v * ten })
}

/// A unit that the table does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown unit `{0}`")]
pub struct UnknownUnit(pub String);

impl FromStr for Unit {
    type Err = UnknownUnit;

    fn from_str(text: &str) -> Result<Self, UnknownUnit> {
        let find = |name: &str| {
            let name = match name.trim() {
                "km2" | "平方公里" => "km²",
                "公里" => "km",
                other => other,
            };
            SIMPLE.iter().position(|unit| unit.0 == name).and_then(|n| u8::try_from(n).ok())
        };
        let unknown = || UnknownUnit(text.chars().take(32).collect());
        if let Some(numerator) = find(text) {
            return Ok(Self { numerator, denominator: None });
        }
        let (top, bottom) = text.split_once('/').ok_or_else(unknown)?;
        let numerator = find(top).ok_or_else(unknown)?;
        Ok(Self { numerator, denominator: Some(find(bottom).ok_or_else(unknown)?) })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(simple(self.numerator).0)?;
        self.denominator.map_or(Ok(()), |d| write!(f, "/{}", simple(d).0))
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({self})")
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::{SIMPLE, Unit};

    fn unit(text: &str) -> Unit {
        text.parse().expect(text)
    }

    #[test]
    fn converts_money_and_people() {
        let convert = |value: i64, from: &str, to: &str| unit(from).convert(Decimal::from(value), unit(to));
        assert_eq!(convert(15_081, "万元", "亿元"), Some(Decimal::new(15_081, 4)));
        assert_eq!(convert(3, "万人", "人"), Some(Decimal::from(30_000)));
        assert_eq!(convert(1, "亿元", "家"), None);
    }

    #[test]
    fn scales_ratios_from_their_parts() {
        let scale = |shown: &str, n: &str, d: &str| unit(shown).scale_of_ratio(unit(n), unit(d));
        assert_eq!(scale("%", "亿元", "亿元"), Some(Decimal::from(100)));
        assert_eq!(scale("件/万人", "件", "万人"), Some(Decimal::ONE));
        assert_eq!(scale("件/万人", "件", "人"), Some(Decimal::from(10_000)));
        assert_eq!(scale("%", "件", "万人"), None);
    }

    proptest! {
        #[test]
        fn converting_there_and_back_changes_nothing(a in 0..SIMPLE.len(), b in 0..SIMPLE.len(), mantissa in -1_000_000i64..1_000_000) {
            let (from, to) = (unit(SIMPLE[a].0), unit(SIMPLE[b].0));
            let value = Decimal::new(mantissa, 2);
            if let Some(there) = from.convert(value, to) {
                let back = to.convert(there, from).expect("same dimension");
                prop_assert!((back - value).abs() < Decimal::new(1, 6));
            }
        }
    }
}
