use lanbai_kernel::Period;

use super::coded::Coded;
use super::facts::{Number, Row};

/// Rows of one measure, in columns: ten million of them lie in memory, and their numbers are short and alike.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// None where all follow from the rows.
    ids: Option<Box<[i64]>>,
    digits: Digits,
    periods: Coded<Period>,
    facts: Coded<u32>,
}

#[derive(Debug, Clone)]
enum Digits {
    Short(Box<[i32]>),
    Long(Box<[i64]>),
}

impl Columns {
    pub fn new(rows: &[Row]) -> Self {
        Self {
            ids: rows
                .iter()
                .any(|row| row.kept_id != 0)
                .then(|| rows.iter().map(|row| row.kept_id).collect()),
            digits: Digits::new(rows),
            periods: Coded::new(rows.iter().map(|row| row.period).collect()),
            facts: Coded::new(rows.iter().map(|row| row.number.fact).collect()),
        }
    }

    /// The ids that are kept, if any.
    pub fn kept_ids(&self) -> Option<&[i64]> {
        self.ids.as_deref()
    }

    pub const fn periods(&self) -> &Coded<Period> {
        &self.periods
    }

    #[inline]
    pub fn period(&self, row: usize) -> Period {
        self.periods.at(row)
    }

    #[inline]
    pub fn number(&self, row: usize) -> Number {
        let digits = match &self.digits {
            Digits::Short(digits) => i64::from(digits[row]),
            Digits::Long(digits) => digits[row],
        };
        Number { digits, fact: self.facts.at(row) }
    }

    pub fn row(&self, row: usize) -> Row {
        let kept_id = self.ids.as_ref().map_or(0, |ids| ids[row]);
        Row { kept_id, number: self.number(row), period: self.period(row) }
    }
}

impl Digits {
    fn new(rows: &[Row]) -> Self {
        let short: Result<_, _> = rows.iter().map(|row| i32::try_from(row.number.digits)).collect();
        short.map_or_else(|_| Self::Long(rows.iter().map(|row| row.number.digits).collect()), Self::Short)
    }
}
