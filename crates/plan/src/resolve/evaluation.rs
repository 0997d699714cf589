use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_reporting::form::{Category, Direction, EvaluationIndicator, EvaluationSystem};

use super::Resolver;
use crate::raw;

impl Resolver<'_> {
    /// The evaluation systems, in the order of the file.
    pub fn systems(&mut self) -> Vec<EvaluationSystem> {
        let systems = &self.raw.evaluation.content.system;
        let mut found = Vec::new();
        for raw in systems {
            found.push(EvaluationSystem {
                id: Arc::from(raw.id.get_ref().as_str()),
                version: Arc::from(raw.version.as_str()),
                name: raw.name.clone(),
                document_number: raw.document_number.clone(),
                categories: raw.category.iter().map(|category| self.category(category)).collect(),
                certainty: raw.certainty,
                note: raw.note.clone(),
            });
        }
        found
    }

    fn category(&mut self, raw: &raw::Category) -> Category {
        Category {
            id: Arc::from(raw.id.get_ref().as_str()),
            name: raw.name.clone(),
            weight: weight(raw.weight),
            indicators: raw.indicator.iter().map(|item| self.item(item)).collect(),
        }
    }

    fn item(&mut self, raw: &raw::Item) -> EvaluationIndicator {
        let file = &self.raw.evaluation;
        let directions = [("higher", Direction::Higher), ("lower", Direction::Lower)];
        let direction = self.choice(file, &raw.direction, &directions);
        let mut measures = Vec::new();
        for word in &raw.measures {
            if self.measure(file, word).is_some() {
                measures.push(Arc::from(word.get_ref().as_str()));
            }
        }
        EvaluationIndicator {
            id: Arc::from(raw.id.get_ref().as_str()),
            number: raw.number.clone(),
            name: raw.name.clone(),
            weight: weight(raw.weight),
            direction: direction.unwrap_or(Direction::Higher),
            is_qualitative: raw.qualitative,
            measures,
            note: raw.note.clone(),
        }
    }
}

fn weight(written: Option<f64>) -> Option<Decimal> {
    Decimal::try_from(written?).ok()
}
