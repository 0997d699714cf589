use std::sync::Arc;

use lanbai_measures::{Condition, LightRule, Quantity, RuleStep};

use super::Resolver;
use crate::raw::{self, Located, Name};

impl Resolver<'_> {
    /// The light rules, in the order of the file.
    pub fn lights(&mut self) -> Vec<LightRule> {
        let rules = &self.raw.lights.content.rule;
        rules
            .iter()
            .map(|rule| LightRule {
                id: Arc::from(rule.id.get_ref().as_str()),
                version: Arc::from(rule.version.as_str()),
                steps: rule.step.iter().map(|step| self.step(step)).collect(),
            })
            .collect()
    }

    fn step(&mut self, raw: &raw::Step) -> RuleStep {
        let file = &self.raw.lights;
        let when = raw
            .when
            .iter()
            .filter_map(|condition| {
                Some(Condition {
                    quantity: self.choice(file, &condition.quantity, &Quantity::NAMED)?,
                    at_least: condition.at_least,
                    more_than: condition.more_than,
                    at_most: condition.at_most,
                    less_than: condition.less_than,
                })
            })
            .collect();
        RuleStep { light: raw.light, when, reason: raw.reason.clone() }
    }

    /// Position of the rule that a word names.
    pub fn rule<T>(&mut self, file: &Located<T>, word: &Name) -> Option<usize> {
        let rules = &self.raw.lights.content.rule;
        let position = rules.iter().position(|rule| rule.id.get_ref() == word.get_ref());
        if position.is_none() {
            let known: Vec<&str> = rules.iter().map(|rule| rule.id.get_ref().as_str()).collect();
            self.unknown(file, word, "light rule", &known);
        }
        position
    }
}
