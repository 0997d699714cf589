use std::sync::Arc;

use lanbai_kernel::{Finding, Light};
use lanbai_reporting::supervision::{Sign, SupervisionRule, Trigger};

use super::Resolver;
use crate::raw;

impl Resolver<'_> {
    /// The rules of supervision, in the order of the file.
    pub fn supervision(&mut self) -> Vec<SupervisionRule> {
        let rules = &self.raw.supervision.content.rule;
        let mut found = Vec::new();
        for raw in rules {
            found.push(SupervisionRule {
                id: Arc::from(raw.id.get_ref().as_str()),
                version: Arc::from(raw.version.as_str()),
                name: raw.name.clone(),
                triggers: raw.opens.iter().filter_map(|trigger| self.trigger(trigger)).collect(),
                due_working_days: raw.due_working_days,
            });
        }
        found
    }

    /// Position of the rule in force.
    pub fn default_supervision(&mut self) -> Option<usize> {
        let file = &self.raw.supervision;
        let word = file.content.default_rule.as_ref()?;
        self.find(file, word, "supervision rule", |r| &r.ids.supervision)
    }

    fn trigger(&mut self, raw: &raw::Trigger) -> Option<Trigger> {
        #[derive(Clone, Copy, PartialEq)]
        enum When {
            Light,
            LateNode,
        }
        let file = &self.raw.supervision;
        let whens = [("light", When::Light), ("late-node", When::LateNode)];
        let when = match (self.choice(file, &raw.when, &whens)?, raw.light) {
            (When::Light, Some(light @ (Light::Red | Light::Yellow))) => {
                Sign::Light { light, in_a_row: usize::from(raw.in_a_row.unwrap_or(1).max(1)) }
            }
            (When::LateNode, None) => Sign::LateNode { working_days: raw.working_days.unwrap_or(0) },
            _ => {
                let place = file.place(&raw.when);
                self.findings.push(
                    Finding::error("plan-supervision-trigger", place)
                        .with("when", raw.when.get_ref().as_str()),
                );
                return None;
            }
        };
        Some(Trigger { when, measure: raw.measure.clone() })
    }
}
