use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, NaiveDate, Origin, Period, Qualifiers};

use crate::{MeasureIndex, SourceIndex};

/// 观测值: one value of a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Unique in the lake.
    pub id: i64,
    /// What was counted.
    pub measure: MeasureIndex,
    /// Where.
    pub territory: TerritoryIndex,
    /// When.
    pub period: Period,
    /// In the measure's unit.
    pub value: Decimal,
    /// Digits after the point that the source printed, in the measure's unit; negative for rounded thousands.
    pub decimals: i8,
    /// What the source says of its exactness.
    pub qualifiers: Qualifiers,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it was read.
    pub source: SourceIndex,
    /// When its source published it, or its report was approved.
    pub known_on: NaiveDate,
    /// The publication that brought it into the lake.
    pub publication: u32,
    /// The observation that this one corrects.
    pub supersedes: Option<i64>,
}

/// Half a unit of the last printed digit: how far the true value may lie from the printed one.
pub(crate) fn half_unit(decimals: i8) -> Decimal {
    // Beyond 20 digits either way nothing was printed by a person.
    let clamped = decimals.clamp(-20, 20);
    let scale = u32::from(clamped.unsigned_abs());
    if clamped >= 0 {
        Decimal::new(5, scale + 1)
    } else {
        Decimal::from_i128_with_scale(5 * 10_i128.pow(scale - 1), 0)
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;

    #[test]
    fn half_a_unit_of_the_last_digit() {
        assert_eq!(super::half_unit(2), Decimal::new(5, 3));
        assert_eq!(super::half_unit(0), Decimal::new(5, 1));
        assert_eq!(super::half_unit(-3), Decimal::from(500));
    }
}
