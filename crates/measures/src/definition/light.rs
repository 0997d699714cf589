use std::sync::Arc;

use lanbai_kernel::{Light, Text};

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// (value - base) / (path - base).
    Progress,
    /// value / path.
    Achievement,
    /// 100 * (1 - achievement), percentage points below the path.
    ShortfallPoints,
    /// Growth on the year before, a fraction.
    Growth,
    /// Growth less the growth that the target needs from the base.
    PlannedGrowthGap,
    /// Growth less the mean growth of the territory's peers, which share a whole with it, itself among them.
    PeerGrowthGap,
    /// Growth less that of the plan's reference territory.
    ReferenceGrowthGap,
}

impl Quantity {
    /// Every quantity with the name it has in a plan.
    pub const NAMED: [(&'static str, Self); 7] = [
        ("progress", Self::Progress),
        ("achievement", Self::Achievement),
        ("shortfall_points", Self::ShortfallPoints),
        ("growth", Self::Growth),
        ("planned_growth_gap", Self::PlannedGrowthGap),
        ("peer_growth_gap", Self::PeerGrowthGap),
        ("reference_growth_gap", Self::ReferenceGrowthGap),
    ];
}

/// A quantity within limits.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Condition {
    pub quantity: Quantity,
    pub at_least: Option<f64>,
    pub more_than: Option<f64>,
    pub at_most: Option<f64>,
    pub less_than: Option<f64>,
}

impl Condition {
    /// Whether a value of the quantity satisfies it.
    pub fn holds(&self, value: f64) -> bool {
        self.at_least.is_none_or(|limit| value >= limit)
            && self.more_than.is_none_or(|limit| value > limit)
            && self.at_most.is_none_or(|limit| value <= limit)
            && self.less_than.is_none_or(|limit| value < limit)
    }
}

/// One step of a rule: the light when all its conditions hold.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct RuleStep {
    pub light: Light,
    pub when: Vec<Condition>,
    /// The reason in words; `{progress}` and the like are filled in when it is shown.
    pub reason: Text,
}

/// A versioned rule: the first step whose conditions hold gives the light.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct LightRule {
    pub id: Arc<str>,
    pub version: Arc<str>,
    pub steps: Vec<RuleStep>,
}

impl LightRule {
    /// Whether any step looks at growth, its own or that of peers.
    pub fn asks_for_growth(&self) -> bool {
        let is_growth = |quantity| match quantity {
            Quantity::Growth
            | Quantity::PlannedGrowthGap
            | Quantity::PeerGrowthGap
            | Quantity::ReferenceGrowthGap => true,
            Quantity::Progress | Quantity::Achievement | Quantity::ShortfallPoints => false,
        };
        self.steps.iter().flat_map(|step| &step.when).any(|condition| is_growth(condition.quantity))
    }
}
