use std::sync::Arc;

use lanbai_kernel::{Certainty, Decimal, Text};
use serde::{Deserialize, Serialize};

/// 评价指标体系: categories of indicators with weights, as an authority issued it.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct EvaluationSystem {
    pub id: Arc<str>,
    pub version: Arc<str>,
    pub name: Text,
    pub document_number: Option<String>,
    pub categories: Vec<Category>,
    pub certainty: Certainty,
    pub note: Option<Text>,
}

/// 一级指标.
#[derive(Debug, Clone)]
pub struct Category {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    /// In percent of the whole; nothing where it is not known.
    pub weight: Option<Decimal>,
    #[allow(missing_docs)]
    pub indicators: Vec<EvaluationIndicator>,
}

/// 二级指标.
#[derive(Debug, Clone)]
pub struct EvaluationIndicator {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    /// As it is numbered in the document: `1.4`.
    pub number: String,
    #[allow(missing_docs)]
    pub name: Text,
    /// 赋权, as printed; nothing where it is not known.
    pub weight: Option<Decimal>,
    #[allow(missing_docs)]
    pub direction: Direction,
    /// Scored by experts, not computed.
    pub is_qualitative: bool,
    /// Measures of the plan that it is computed from, where that is clear.
    pub measures: Vec<Arc<str>>,
    #[allow(missing_docs)]
    pub note: Option<Text>,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Direction {
    Higher,
    Lower,
}

impl EvaluationSystem {
    /// All indicators, in the order of the document.
    pub fn indicators(&self) -> impl Iterator<Item = &EvaluationIndicator> {
        self.categories.iter().flat_map(|category| &category.indicators)
    }

    /// How many indicators have no known weight.
    pub fn without_weight(&self) -> usize {
        self.indicators().filter(|indicator| indicator.weight.is_none()).count()
    }

    /// The sum of the categories' weights; nothing while one of them is not known.
    pub fn whole(&self) -> Option<Decimal> {
        self.categories.iter().try_fold(Decimal::ZERO, |sum, category| sum.checked_add(category.weight?))
    }
}
