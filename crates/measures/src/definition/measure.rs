use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Origin, Period, Unit};

use crate::RegisterRow;

/// A measure's place in [`Definitions::measures`](super::Definitions::measures).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureIndex(pub u32);

impl MeasureIndex {
    /// As an index into a slice.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Whether a measure adds over time or is taken at the end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// 流量.
    Flow,
    /// 存量.
    Stock,
    /// A ratio that someone published without its parts.
    Ratio,
}

/// How values of shorter periods answer for a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverTime {
    /// They add up.
    Sum,
    /// The value of the last day stands.
    End,
    /// They do not.
    None,
}

/// How values of members answer for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverTerritory {
    /// They add up.
    Sum,
    /// Distinct things of a register are counted over the leaves.
    Distinct,
    /// They do not.
    None,
}

/// 基础数据项: a countable thing with a unit.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Measure {
    pub id: Arc<str>,
    pub unit: Unit,
    pub kind: MeasureKind,
    pub over_time: OverTime,
    pub over_territory: OverTerritory,
    /// The register that feeds it, if one does.
    pub feed: Option<RegisterFeed>,
}

/// How rows of a register become a value of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RegisterFeed {
    pub aggregate: Aggregate,
    pub when: When,
    /// Where the register is the whole list, so that a leaf without a row has none of the things.
    pub complete_for: Vec<Complete>,
}

/// A territory for which a register is the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Complete {
    pub territory: TerritoryIndex,
    /// As far as its rows are of this origin; `None`: whatever they are.
    pub origin: Option<Origin>,
}

/// What is taken of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// The number of rows.
    Count,
    /// The number of different things that they name.
    Distinct,
    /// The sum of an amount.
    Sum,
}

/// Which rows a period takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Those valid on its last day.
    ValidAtEnd,
    /// Those that begin within it.
    StartsWithin,
}

impl When {
    /// Whether a period takes a row.
    pub fn takes(self, row: &RegisterRow, period: Period) -> bool {
        match self {
            Self::ValidAtEnd => {
                let last_day = period.last_day();
                row.from <= last_day && row.to.is_none_or(|to| last_day < to)
            }
            Self::StartsWithin => period.contains_day(row.from),
        }
    }
}
