//! What the plan declares and the evaluation needs: measures, indicators, targets, light rules, preferences.

mod indicator;
mod light;
mod measure;
mod preference;
mod target;

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_kernel::{Grade, Period};

use crate::Confidentiality;

pub use indicator::{Direction, Formula, Indicator, IndicatorIndex, Term};
pub use light::{Condition, LightRule, Quantity, RuleStep};
pub use measure::{
    Aggregate, Complete, Measure, MeasureIndex, MeasureKind, OverTerritory, OverTime, RegisterFeed, When,
};
pub use preference::{Preference, SourceIndex};
pub use target::{PathShape, Target};

/// Everything that the plan declares for evaluation. Indices of the parts point into these lists.
#[derive(Debug, Clone)]
pub struct Definitions {
    /// 基础数据项.
    pub measures: Vec<Measure>,
    /// 指标.
    pub indicators: Vec<Indicator>,
    /// 目标, inherited ones included.
    pub targets: Vec<Target>,
    /// 红黄绿灯 rules.
    pub rules: Vec<LightRule>,
    /// The rule of indicators that name none; an index into `rules`.
    pub default_rule: Option<usize>,
    /// Which origin and grade is preferred.
    pub preference: Preference,
    /// The period that paths start from.
    pub base_period: Period,
    /// The territory whose share is shown (首位度).
    pub reference: Option<TerritoryIndex>,
    /// The kind of membership that each territory's roll-up follows.
    pub own_kind: Vec<MembershipKind>,
    /// Which measures are someone's secret.
    pub confidentiality: Confidentiality,
    /// The grade of each source.
    pub grades: Vec<Grade>,
}

impl Definitions {
    /// The measure behind an index.
    pub fn measure(&self, index: MeasureIndex) -> &Measure {
        &self.measures[index.at()]
    }

    /// The indicator behind an index.
    pub fn indicator(&self, index: IndicatorIndex) -> &Indicator {
        &self.indicators[index.at()]
    }

    /// The grade of a source; D where it is unknown.
    pub fn grade(&self, source: SourceIndex) -> Grade {
        self.grades.get(source.at()).copied().unwrap_or(Grade::D)
    }
}
