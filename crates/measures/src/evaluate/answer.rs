use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Certainty, Decimal, Origin, Period, Qualifiers};

use super::Judgement;
use crate::{Quantity, SourceIndex};

/// How a value was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// An observation of exactly that period.
    Direct,
    /// Shorter periods that tile it exactly.
    Tiled,
    /// The difference of two year-to-date values of one source.
    YearToDateDifference,
    /// Counted from a register.
    Register,
    /// A published ratio times its denominator.
    DerivedNumerator,
    /// Joined from the territories below.
    RolledUp,
    /// Numerator over denominator.
    Ratio,
    /// Change on the year before.
    Growth,
}

/// A value with everything that travels with it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Cell {
    pub value: Decimal,
    /// How far a value that adds up may lie from the true one because of rounding in print; 0 for counts. Ratios
    /// and growths leave it to the range of their parts.
    pub rounding: Decimal,
    pub qualifiers: Qualifiers,
    pub origin: Origin,
    /// The source, where there is just one.
    pub source: Option<SourceIndex>,
    pub method: Method,
}

impl Cell {
    /// What a value made of this one and another carries besides its number.
    pub(super) fn joined(self, other: Self, value: Decimal, rounding: Decimal, method: Method) -> Self {
        Self {
            value,
            rounding,
            qualifiers: self.qualifiers.union(other.qualifiers),
            origin: self.origin.weakest(other.origin),
            source: if self.source == other.source { self.source } else { None },
            method,
        }
    }
}

/// 覆盖: how many of the expected leaves a value rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Coverage {
    pub covered: usize,
    pub expected: usize,
    pub missing: Vec<TerritoryIndex>,
}

impl Coverage {
    /// Whether nothing is missing.
    pub const fn is_complete(&self) -> bool {
        self.covered == self.expected
    }
}

/// The direct value less the rolled-up one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Difference {
    pub value: Decimal,
    /// Whether rounding in print alone can explain it.
    pub explained_by_rounding: bool,
}

/// The value that the path starts from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Base {
    pub period: Period,
    pub value: f64,
    pub origin: Origin,
}

/// 首位度: the share of the reference territory.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Share {
    pub of: TerritoryIndex,
    pub value: f64,
    pub origin: Origin,
}

/// Why a light is what it is.
#[derive(Debug, Clone, PartialEq)]
pub enum LightReason {
    /// A step of a rule: rule and step by index, with the quantities that were looked at.
    Rule {
        /// Index into the definitions' rules.
        rule: usize,
        /// Index of the step.
        step: usize,
        /// What the step and the reason's words may need.
        quantities: Vec<(Quantity, f64)>,
    },
    /// The value is already what the target wants, whatever the path asks for meanwhile.
    TargetMet,
    /// No step of the rule applies; index of the rule.
    NoStep(usize),
    /// The indicator is known to exist; its definition is not.
    NoDefinition,
    /// There is no value.
    NoValue,
    /// Nobody set a target for this territory.
    NoTarget,
    /// There is no value at the base period, so there is no path.
    NoBase,
    /// The period lies outside the path.
    OffPath,
    /// The value rests on a part of the leaves only.
    IncompleteCoverage,
    /// The value is a bound.
    BoundOnly,
    /// The plan chose no rule.
    NoRule,
    /// It rests on numbers that whoever asks may not see.
    Withheld,
}

/// What [`evaluate`](super::evaluate) returns.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Answer {
    pub cell: Option<Cell>,
    pub coverage: Option<Coverage>,
    /// The same without the territory's own values (for a union: without its operands' own).
    pub rolled_up: Option<Cell>,
    pub rolled_up_coverage: Option<Coverage>,
    pub difference: Option<Difference>,
    /// Index into the definitions' targets.
    pub target: Option<usize>,
    pub base: Option<Base>,
    pub judgement: Judgement,
    pub share: Option<Share>,
    /// Confirmed, or the weaker certainty of an inherited target or an inferred membership.
    pub certainty: Certainty,
}
