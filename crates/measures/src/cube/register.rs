use lanbai_kernel::{Decimal, NaiveDate, Origin};

use crate::SourceIndex;

/// One row of a register, reduced to what a measure that it feeds needs.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterRow {
    /// The thing that the row names; equal things have equal numbers within one register.
    pub thing: u64,
    /// First day of validity, or the day of the event.
    pub from: NaiveDate,
    /// First day on which it is no longer valid.
    pub to: Option<NaiveDate>,
    /// The amount in the measure's unit, where amounts are summed.
    pub amount: Decimal,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it was read.
    pub source: SourceIndex,
    /// When it became known.
    pub known_on: NaiveDate,
    /// The publication that brought it into the lake.
    pub publication: u32,
    /// The publication that brought a later version of the same row, and when that became known.
    pub superseded: Option<(u32, NaiveDate)>,
}
