use std::sync::Arc;

use lanbai_kernel::Light;
use lanbai_kernel::territory::TerritoryIndex;

use super::Veil;
use crate::{
    Answer, Attribution, Formula, Judgement, LightReason, MeasureIndex, Question, Record, StepKind, StepNote,
    World,
};

impl Veil {
    /// Whether the value of an indicator is hidden: where that of any measure in its formula is, for a ratio with one
    /// known part tells the other.
    pub fn hides_indicator(&self, world: &World<'_>, question: &Question) -> bool {
        self.asks(world, question, |measure, at| self.hides(world, measure, &at.territories, at.period))
    }

    /// Whether any measure in the formula is hidden in a part of what is asked.
    fn hides_some(&self, world: &World<'_>, question: &Question) -> bool {
        self.asks(world, question, |measure, at| self.hides_part(world, measure, &at.territories, at.period))
    }

    /// Asks of each measure in the formula, at the period and, for a growth, the one before it.
    fn asks(
        &self,
        world: &World<'_>,
        question: &Question,
        is_so: impl Fn(MeasureIndex, &Question) -> bool,
    ) -> bool {
        if self.is_empty() {
            return false;
        }
        let Some(formula) = &world.definitions.indicator(question.indicator).formula else { return false };
        let earlier = match formula {
            Formula::Growth { .. } => question.period.shifted_years(-1),
            _ => None,
        };
        let periods = [Some(question.period), earlier];
        let at: Vec<Question> =
            periods.into_iter().flatten().map(|period| Question { period, ..question.clone() }).collect();
        formula.measures().into_iter().any(|measure| at.iter().any(|at| is_so(measure, at)))
    }

    /// The answer without what is hidden.
    pub fn over(&self, world: &World<'_>, question: &Question, answer: Arc<Answer>) -> Arc<Answer> {
        if self.is_empty() {
            return answer;
        }
        if self.hides_answer(world, question, &answer) {
            return Arc::new(withheld(&answer));
        }
        let hides_at = |territories: &[TerritoryIndex], period| {
            let at = Question { territories: territories.to_vec(), period, ..question.clone() };
            self.hides_indicator(world, &at)
        };
        let own = &question.territories;
        let base = answer.base.is_some_and(|base| hides_at(own, base.period));
        let reference = world.definitions.reference;
        let compared = reference.is_some_and(|of| hides_at(&[of], question.period));
        let earlier = question.period.shifted_years(-1).is_some_and(|period| hides_at(own, period));
        let below = !answer.rolled_up_coverage.as_ref().is_none_or(|coverage| coverage.is_complete())
            && self.hides_some(world, question);
        if !(base || compared || earlier || below) {
            return answer;
        }
        let mut told = Answer::clone(&answer);
        if base || compared || earlier {
            told.judgement = no_judgement();
            told.base = told.base.filter(|_| !base);
        }
        if compared {
            told.share = None;
        }
        if below {
            (told.rolled_up, told.difference) = (None, None);
        }
        Arc::new(told)
    }

    /// Whether nothing of an answer's value may be told.
    fn hides_answer(&self, world: &World<'_>, question: &Question, answer: &Answer) -> bool {
        let is_whole = answer.coverage.as_ref().is_none_or(|coverage| coverage.is_complete());
        self.hides_indicator(world, question) || (!is_whole && self.hides_some(world, question))
    }

    /// The steps without what is hidden.
    pub fn over_steps(&self, world: &World<'_>, question: &Question, steps: Vec<Record>) -> Vec<Record> {
        if self.is_empty() {
            return steps;
        }
        steps.into_iter().map(|step| self.over_step(world, question, step)).collect()
    }

    fn over_step(&self, world: &World<'_>, question: &Question, mut step: Record) -> Record {
        let territories = if step.territories.is_empty() { &question.territories } else { &step.territories };
        let at = Question { territories: territories.clone(), period: step.period, ..question.clone() };
        let is_partial =
            step.notes.iter().any(|note| matches!(note, StepNote::Missing(leaves) if !leaves.is_empty()));
        let hides = match step.kind {
            StepKind::Measure(m) | StepKind::Tiling(m) | StepKind::YearToDateDifference(m) => {
                self.hides(world, m, &at.territories, at.period)
                    || (is_partial && self.hides_part(world, m, &at.territories, at.period))
            }
            StepKind::Indicator(indicator) => {
                let at = Question { indicator, ..at };
                self.hides_indicator(world, &at) || (is_partial && self.hides_some(world, &at))
            }
            _ => self.hides_indicator(world, &at) || (is_partial && self.hides_some(world, &at)),
        };
        if hides {
            return step.without_values();
        }
        step.children = std::mem::take(&mut step.children)
            .into_iter()
            .map(|child| self.over_step(world, question, child))
            .collect();
        step
    }

    /// The contributions without those that tell a hidden value, and how many were taken out.
    pub fn over_attribution(
        &self,
        world: &World<'_>,
        question: &Question,
        mut attribution: Attribution,
    ) -> (Attribution, usize) {
        let before = attribution.members.len();
        attribution.members.retain(|member| {
            let at = |period| Question { territories: vec![member.territory], period, ..question.clone() };
            !self.hides_indicator(world, &at(question.period))
                && !self.hides_indicator(world, &at(attribution.earlier))
        });
        let withheld = before - attribution.members.len();
        (attribution, withheld)
    }
}

/// Nothing but what the plan itself says, and how much is covered.
fn withheld(answer: &Answer) -> Answer {
    Answer {
        cell: None,
        coverage: answer.coverage.clone(),
        rolled_up: None,
        rolled_up_coverage: None,
        difference: None,
        target: answer.target,
        base: None,
        judgement: no_judgement(),
        share: None,
        certainty: answer.certainty,
    }
}

fn no_judgement() -> Judgement {
    Judgement {
        path: None,
        progress: None,
        gap: None,
        required_growth: None,
        light: Light::Grey,
        light_reason: LightReason::Withheld,
    }
}
