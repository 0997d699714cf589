use std::collections::BTreeMap;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Bound, Certainty, Period};

use super::IndicatorIndex;

/// 序时进度: how the values wanted on the way are worked out.
#[derive(Debug, Clone, PartialEq)]
pub enum PathShape {
    /// The same growth rate every year.
    ConstantGrowth,
    /// The same step every year.
    Linear,
    /// Given period by period.
    Given(BTreeMap<Period, f64>),
}

impl PathShape {
    /// The value wanted at the end of `period`.
    ///
    /// `None` before the base, after the target, where a given path is silent, or where constant growth has no
    /// meaning (base and target must be positive).
    pub fn at(&self, base: (Period, f64), target: (Period, f64), period: Period) -> Option<f64> {
        let whole = target.0.years_since(base.0);
        let part = period.years_since(base.0);
        if part < 0.0 || part > whole || whole <= 0.0 {
            return None;
        }
        match self {
            Self::ConstantGrowth if base.1 > 0.0 && target.1 > 0.0 => {
                Some(base.1 * (target.1 / base.1).powf(part / whole))
            }
            Self::ConstantGrowth => None,
            Self::Linear => Some(base.1 + (target.1 - base.1) * part / whole),
            Self::Given(values) if part == 0.0 => Some(values.get(&period).copied().unwrap_or(base.1)),
            Self::Given(values) if period == target.0 => {
                Some(values.get(&period).copied().unwrap_or(target.1))
            }
            Self::Given(values) => values.get(&period).copied(),
        }
    }
}

/// 目标: the value wanted at a period.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Target {
    pub indicator: IndicatorIndex,
    pub territory: TerritoryIndex,
    pub period: Period,
    pub value: f64,
    pub bound: Bound,
    pub path: PathShape,
    pub certainty: Certainty,
    /// The territory that the target was set for, where this one inherits it.
    pub inherited_from: Option<TerritoryIndex>,
}

impl Target {
    /// Whether a value meets it.
    pub fn is_met_by(&self, value: f64) -> bool {
        match self.bound {
            Bound::AtLeast => value >= self.value,
            Bound::AtMost => value <= self.value,
            Bound::Exactly => value == self.value,
        }
    }

    /// Whether a value lies beyond a target that is to be hit exactly, as seen from the base.
    pub fn is_overshot_by(&self, value: f64, base: f64) -> bool {
        let beyond = (value - self.value) * (self.value - base);
        self.bound == Bound::Exactly && (beyond > 0.0 || (self.value == base && value != base))
    }

    /// 所需年均增速: the yearly growth, as a fraction, from `value` at `period` to the target; 0 once met.
    pub fn required_growth(&self, value: f64, period: Period) -> Option<f64> {
        if self.is_met_by(value) {
            return Some(0.0);
        }
        let years = self.period.years_since(period);
        (years > 0.0 && value > 0.0 && self.value > 0.0)
            .then(|| (self.value / value).powf(years.recip()) - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Period;

    use super::PathShape;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    fn path(shape: &PathShape) -> Vec<f64> {
        let base = (period("2022"), 698.0);
        let target = (period("2027"), 1300.0);
        (2022..=2027)
            .map(|y| shape.at(base, target, Period::year(y).expect("a year")).expect("on the way"))
            .map(|v| (v * 10.0).round() / 10.0)
            .collect()
    }

    #[test]
    fn paths_of_the_high_tech_enterprises() {
        assert_eq!(path(&PathShape::ConstantGrowth), [698.0, 790.4, 895.1, 1013.7, 1148.0, 1300.0]);
        assert_eq!(path(&PathShape::Linear), [698.0, 818.4, 938.8, 1059.2, 1179.6, 1300.0]);
    }

    #[test]
    fn there_is_no_path_before_the_base_or_after_the_target() {
        let at = |p| PathShape::Linear.at((period("2022"), 1.0), (period("2027"), 2.0), period(p));
        assert_eq!(at("2021"), None);
        assert_eq!(at("2028"), None);
        assert!(at("2024H1").is_some());
    }
}
