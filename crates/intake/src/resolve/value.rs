use lanbai_kernel::{Decimal, Qualifiers, Unit};

use super::{Resolver, checked_text};
use crate::cell::number::{self, Number, NumberCell};
use crate::cell::{Problem, unit};
use crate::codes;
use crate::fold::shorten;
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};

/// A cell of values, read and converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueCell {
    /// The cell says that there is no value.
    Missing,
    /// A value.
    Value(ReadValue),
    /// A finding was reported.
    Bad,
}

/// A value in the measure's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReadValue {
    pub(crate) value: Decimal,
    /// Digits after the point that were printed; negative for thousands and more.
    pub(crate) decimals: i8,
    pub(crate) qualifiers: Qualifiers,
}

/// What stands outside the cell: the measure, and the unit of a column or heading.
#[derive(Clone, Copy)]
pub(crate) struct Stated {
    pub(crate) measure: u32,
    pub(crate) unit: Option<Unit>,
}

impl Resolver<'_> {
    /// [`value`](Self::value), for a cell that a sheet may have more to say of than its text.
    #[inline]
    pub(crate) fn value_in(
        &mut self,
        row: &RawRow<'_>,
        column: usize,
        cell: &[u8],
        stated: Stated,
        (spot, report): (Spot<'_>, &mut Reporter),
    ) -> ValueCell {
        if !row.unanswered.is_empty() && row.unanswered.iter().any(|&n| n as usize == column) {
            report.report(codes::FORMULA_WITHOUT_VALUE, spot, |f| f);
            return ValueCell::Bad;
        }
        if !row.spread.is_empty() && row.is_spread(column) {
            report.report(codes::MERGED_VALUE, spot, |f| f.with("seen", shorten(&row.text(column))));
            return ValueCell::Bad;
        }
        self.value(cell, stated, spot, report)
    }

    /// Reads a value and converts it to the measure's unit; suspicious ones are reported and kept.
    #[inline]
    pub(crate) fn value(
        &mut self,
        cell: &[u8],
        stated: Stated,
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> ValueCell {
        let read = match number::plain(cell) {
            Some(value) => Some(Number { value, qualifiers: Qualifiers::EXACT, exponent: 0, unit: None }),
            None => match tolerant(cell, spot, report) {
                Some(NumberCell::Missing) => return ValueCell::Missing,
                Some(NumberCell::Value(number)) => Some(number),
                None => None,
            },
        };
        read.and_then(|number| self.converted(number, stated, spot, report))
            .map_or(ValueCell::Bad, ValueCell::Value)
    }

    #[inline]
    fn converted(
        &mut self,
        number: Number,
        stated: Stated,
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> Option<ReadValue> {
        let own = self.measure_at(stated.measure).unit;
        let (value, unit) = match (number.unit, number.exponent) {
            (None, 0) => (number.value, stated.unit.unwrap_or(own)),
            _ => match scaled(number, stated.unit, own) {
                Some(scaled) => scaled,
                None => {
                    report.report(codes::AMBIGUOUS_SCALE, spot, |f| {
                        f.with("seen", scale_seen(number))
                            .with("expected", stated.unit.unwrap_or(own).to_string())
                    });
                    return None;
                }
            },
        };
        let value = if unit == own {
            value
        } else {
            let factor = self.factor(unit, stated.measure, spot, report)?;
            let Some(value) = value.checked_mul(factor) else {
                report.report(codes::NUMBER_TOO_LONG, spot, |f| f.with("seen", value.to_string()));
                return None;
            };
            value.normalize()
        };
        self.check(value, stated.measure, spot, report);
        let decimals = printed_decimals(number.value, value);
        Some(ReadValue { value, decimals, qualifiers: number.qualifiers })
    }

    /// Warns of values that are hardly meant.
    #[inline]
    fn check(&mut self, value: Decimal, position: u32, spot: Spot<'_>, report: &mut Reporter) {
        let measure = self.measure_at(position);
        let below = measure.least.is_some_and(|least| value < least);
        if below || measure.greatest.is_some_and(|greatest| value > greatest) {
            let shown =
                |bound: Option<Decimal>| bound.map_or_else(|| "—".to_owned(), |b| b.normalize().to_string());
            let (least, greatest) = (shown(measure.least), shown(measure.greatest));
            report.report(codes::OUT_OF_RANGE, spot, |f| {
                f.with("seen", value.to_string()).with("least", least).with("greatest", greatest)
            });
        }
        if measure.ratio {
            self.check_fraction(value, position, spot, report);
        }
    }

    /// 0.035 under `%` is more often a share that Excel showed as 3.5 % than a thirtieth of a per cent.
    fn check_fraction(&mut self, value: Decimal, position: u32, spot: Spot<'_>, report: &mut Reporter) {
        let unit = self.measure_at(position).unit;
        let small = !value.is_zero() && value.abs() < Decimal::new(1, 1);
        if !small || unit.to_string() != "%" {
            return;
        }
        match self.fractions.get(&position) {
            Some(id) => report.repeat(*id),
            None => {
                let id = report.report(codes::LOOKS_LIKE_FRACTION, spot, |f| {
                    f.with("seen", value.to_string())
                        .with("expected", (value * Decimal::ONE_HUNDRED).normalize().to_string())
                        .with("rows", 1usize)
                });
                self.fractions.insert(position, id);
            }
        }
    }
}

/// How many digits after the point were printed, seen in the unit that the value was converted to.
///
/// 3.2 in units of ten thousand is 32000 known to the thousand: -3 digits. Units differ by powers of ten but for the
/// 亩, whose digits are kept as they were printed.
#[inline]
fn printed_decimals(printed: Decimal, value: Decimal) -> i8 {
    let digits = i8::try_from(printed.scale()).unwrap_or(i8::MAX);
    if printed == value || printed.is_zero() {
        return digits;
    }
    let Some(factor) = value.checked_div(printed).map(|factor| factor.normalize()) else { return digits };
    match (factor.mantissa(), factor.scale()) {
        (1, scale) => digits.saturating_add(i8::try_from(scale).unwrap_or(0)),
        (mantissa, 0) if mantissa > 0 && 10_i128.pow(mantissa.ilog10()) == mantissa => {
            digits.saturating_sub(i8::try_from(mantissa.ilog10()).unwrap_or(0))
        }
        _ => digits,
    }
}

/// The value and the unit it is in, where the cell itself has a scale or a unit. None if it contradicts what is stated.
pub(crate) fn scaled(number: Number, stated: Option<Unit>, own: Unit) -> Option<(Decimal, Unit)> {
    if let Some(unit) = number.unit {
        let agrees = stated.is_none_or(|stated| unit.convert(Decimal::ONE, stated) == Some(Decimal::ONE));
        return agrees.then_some((number.value, unit));
    }
    match stated {
        // 3.2万 under 元 is clear; under 万元 it is a slip or a habit, and nobody can tell which.
        Some(stated) => {
            let value = number::times(number.value, number.exponent).ok()?;
            (unit::exponent_of(stated) == Some(0)).then_some((value, stated))
        }
        None => {
            let over = unit::exponent_of(own)?;
            let value = number::times(number.value, number.exponent.saturating_sub(over)).ok()?;
            let down = number::times(Decimal::ONE, over.saturating_sub(number.exponent)).ok()?;
            Some((value.checked_div(down)?.normalize(), own))
        }
    }
}

fn scale_seen(number: Number) -> String {
    number.unit.map_or_else(
        || match number.exponent {
            4 => "万".to_owned(),
            8 => "亿".to_owned(),
            exponent => format!("10^{exponent}"),
        },
        |unit| unit.to_string(),
    )
}

/// The slow path of a cell of values.
pub(crate) fn tolerant(cell: &[u8], spot: Spot<'_>, report: &mut Reporter) -> Option<NumberCell> {
    let text = checked_text(cell, spot, report).ok()?;
    number::parse(text)
        .map_err(|problem| match problem {
            Problem::Unreadable => {
                report.report(codes::NOT_A_NUMBER, spot, |f| f.with("seen", shorten(text)))
            }
            Problem::Ambiguous(candidates) => report.report(codes::AMBIGUOUS_NUMBER, spot, |f| {
                f.with("seen", shorten(text)).with("candidates", candidates)
            }),
            Problem::UnknownUnit(unit) => report.report(codes::UNKNOWN_UNIT, spot, |f| {
                f.with("seen", unit).with("expected", unit::EXAMPLES).with("rows", 1usize)
            }),
            Problem::ErrorValue => report.report(codes::ERROR_VALUE, spot, |f| f.with("seen", shorten(text))),
        })
        .ok()
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;

    use super::printed_decimals;

    #[test]
    fn digits_follow_the_unit() {
        let check = |printed: &str, value: &str| {
            let read = |text: &str| text.parse::<Decimal>().expect("a number");
            printed_decimals(read(printed), read(value))
        };
        assert_eq!(check("3.45", "3.45"), 2);
        assert_eq!(check("45000", "4.5"), 4, "ten thousands to hundred millions");
        assert_eq!(check("3.2", "32000"), -3, "hundred millions to ten thousands");
        assert_eq!(check("0", "0"), 0);
    }
}
