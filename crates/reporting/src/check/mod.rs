//! Checks of a form's values, as a plan declares them, and their evaluation over whatever hands out values.
//!
//! A check holds, is broken, or is undecided because a value is missing: what cannot be judged neither passes nor fails
//! in silence.

mod change;
mod compare;
mod entry;
mod evaluate;
mod expression;
mod formula;
mod outlier;
mod parse;
mod values;

use std::sync::Arc;

use lanbai_kernel::{Decimal, Severity, Text};
use serde::{Deserialize, Serialize};

pub use entry::{Entry, check_entry};
pub use evaluate::{Outcome, Verdict, evaluate, evaluate_all, findings};
pub use expression::{Comparison, Expression, Reference, When, Whose};
pub use formula::formula;
pub use outlier::modified_z;
pub use parse::{NotUnderstood, parse};
pub use values::{Ask, Subject, Values};

/// 审核关系: what must hold of a form's values.
#[derive(Debug, Clone)]
pub struct Check {
    /// Unique in its form.
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub strictness: Strictness,
    #[allow(missing_docs)]
    pub rule: Rule,
    /// What holds, in the plan's words.
    pub says: Text,
    /// What to do where it does not hold, in the plan's words.
    pub remedy: Option<Text>,
}

/// What becomes of a form whose check is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strictness {
    /// 强制性: it cannot be handed in.
    Hard,
    /// 核实性: it can, with an explanation that the approver sees.
    Soft,
}

impl Strictness {
    /// Both with the name used in files and the API.
    pub const NAMED: [(&'static str, Self); 2] = [("hard", Self::Hard), ("soft", Self::Soft)];

    /// How grave a broken check is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Hard => Severity::Error,
            Self::Soft => Severity::Warning,
        }
    }
}

/// The kinds of rules.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Two expressions compare.
    Holds {
        #[allow(missing_docs)]
        left: Expression,
        #[allow(missing_docs)]
        comparison: Comparison,
        #[allow(missing_docs)]
        right: Expression,
        /// How far apart counts as equal, in the unit of the expressions; for rounding.
        tolerance: Decimal,
    },
    /// A field does not change by more than a share of what it was.
    Change {
        #[allow(missing_docs)]
        field: Arc<str>,
        /// What it is held against.
        since: When,
        /// A fraction: 0.3 is 30 %.
        more_than: Decimal,
    },
    /// A field lies among its own earlier values.
    Outlier {
        #[allow(missing_docs)]
        field: Arc<str>,
        /// Which earlier values it is held against.
        among: Among,
        /// How many periods, or years, back they are looked for.
        window: u16,
        /// Fewer known values than this decide nothing.
        at_least: usize,
        /// The modified z beyond which a value is an outlier; 3.5 after Iglewicz and Hoaglin (1993).
        threshold: Decimal,
    },
}

/// Which earlier values an outlier is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Among {
    /// The periods right before.
    EarlierPeriods,
    /// The same months of earlier years, so that a season is no outlier.
    SameSeason,
}

impl Among {
    /// Both with the name used in files and the API.
    pub const NAMED: [(&'static str, Self); 2] =
        [("earlier-periods", Self::EarlierPeriods), ("same-season", Self::SameSeason)];
}

/// What a check holds against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    BetweenMeasures,
    BetweenPeriods,
    BetweenTerritories,
    BetweenForms,
    Change,
    Outlier,
}

impl Rule {
    /// What it holds against what: the widest of its references decides.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Change { .. } => Kind::Change,
            Self::Outlier { .. } => Kind::Outlier,
            Self::Holds { left, right, .. } => {
                let references = || left.references().into_iter().chain(right.references());
                if references().any(|r| r.form.is_some()) {
                    Kind::BetweenForms
                } else if references().any(|r| r.whose == Whose::Parts) {
                    Kind::BetweenTerritories
                } else if references().any(|r| r.when != When::Now) {
                    Kind::BetweenPeriods
                } else {
                    Kind::BetweenMeasures
                }
            }
        }
    }

    /// The fields of the form itself that it speaks of, each once, sorted.
    pub fn fields(&self) -> Vec<Arc<str>> {
        let mut fields: Vec<Arc<str>> = match self {
            Self::Change { field, .. } | Self::Outlier { field, .. } => vec![Arc::clone(field)],
            Self::Holds { left, right, .. } => {
                let references = left.references().into_iter().chain(right.references());
                references.filter(|r| r.form.is_none()).map(|r| Arc::clone(&r.field)).collect()
            }
        };
        fields.sort();
        fields.dedup();
        fields
    }
}
