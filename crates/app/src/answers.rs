use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use lanbai_measures::{Answer, Definitions, MeasureIndex, Question, Silent, World, evaluate};

/// Answers of one indicator.
type OfIndicator = Arc<RwLock<HashMap<Question, Arc<Answer>>>>;

/// Answers that were worked out before. A publication forgets only the indicators whose measures it touched.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers(Vec<OfIndicator>);

impl Answers {
    /// Questions kept for one indicator; a caller who asks for ever new ones only makes it start again.
    const MOST: usize = 2_000;

    /// None yet.
    pub fn none(definitions: &Definitions) -> Self {
        Self(definitions.indicators.iter().map(|_| OfIndicator::default()).collect())
    }

    /// Those that still hold after values of some measures arrived.
    pub fn untouched_by(&self, touched: &HashSet<MeasureIndex>, definitions: &Definitions) -> Self {
        let kept = self.0.iter().zip(&definitions.indicators).map(|(answers, indicator)| {
            let measures = indicator.formula.as_ref().map(lanbai_measures::Formula::measures);
            let is_touched = measures.unwrap_or_default().iter().any(|measure| touched.contains(measure));
            if is_touched { OfIndicator::default() } else { Arc::clone(answers) }
        });
        Self(kept.collect())
    }

    /// The answer to a question, worked out once.
    pub fn to(&self, world: &World<'_>, question: &Question) -> Arc<Answer> {
        let Some(answers) = self.0.get(question.indicator.at()) else {
            return Arc::new(evaluate(world, question, &mut Silent));
        };
        let known = answers.read().unwrap_or_else(PoisonError::into_inner).get(question).map(Arc::clone);
        known.unwrap_or_else(|| {
            let answer = Arc::new(evaluate(world, question, &mut Silent));
            let mut answers = answers.write().unwrap_or_else(PoisonError::into_inner);
            if answers.len() >= Self::MOST {
                answers.clear();
            }
            answers.insert(question.clone(), Arc::clone(&answer));
            answer
        })
    }
}
