use std::sync::Arc;

use lanbai_kernel::{Decimal, Unit};

use super::MeasureIndex;

/// An indicator's place in [`Definitions::indicators`](super::Definitions::indicators).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorIndex(pub u32);

impl IndicatorIndex {
    /// As an index into a slice.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Direction {
    Higher,
    Lower,
}

/// One measure of a linear combination.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Term {
    pub measure: MeasureIndex,
    pub weight: Decimal,
}

/// How an indicator is computed.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// It is a measure.
    Measure(MeasureIndex),
    /// Numerator over denominator times a factor; never an average of ratios.
    Ratio {
        /// Linear combination above the line.
        numerator: Vec<Term>,
        /// Linear combination below the line.
        denominator: Vec<Term>,
        /// The measure under which ratios published without their parts are recorded.
        published_as: Option<MeasureIndex>,
        /// Brings the quotient into the indicator's unit.
        factor: Decimal,
    },
    /// The yearly growth of a measure, as a fraction times `factor`.
    Growth {
        /// What grows.
        measure: MeasureIndex,
        /// Brings the fraction into the indicator's unit (100 for %).
        factor: Decimal,
    },
}

impl Formula {
    /// The measure under which the indicator's own values are recorded, if they are.
    pub fn recorded_as(&self) -> Option<MeasureIndex> {
        match self {
            Self::Measure(measure) => Some(*measure),
            Self::Ratio { published_as, .. } => *published_as,
            Self::Growth { .. } => None,
        }
    }

    /// Every measure that the value may rest on.
    pub fn measures(&self) -> Vec<MeasureIndex> {
        match self {
            Self::Measure(measure) | Self::Growth { measure, .. } => vec![*measure],
            Self::Ratio { numerator, denominator, published_as, .. } => {
                let parts = numerator.iter().chain(denominator).map(|term| term.measure);
                parts.chain(*published_as).collect()
            }
        }
    }
}

/// 指标.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Indicator {
    pub id: Arc<str>,
    pub unit: Unit,
    /// Digits after the point when it is shown.
    pub decimals: u8,
    pub direction: Direction,
    /// `None`: known to exist, its definition is not.
    pub formula: Option<Formula>,
    /// Index of its own light rule.
    pub rule: Option<usize>,
}
