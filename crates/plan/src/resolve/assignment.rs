use std::sync::Arc;

use lanbai_assign::{
    Activity, ActivityIndex, CodeWeights, FieldWeights, LONGEST_WORD, Negation, Rules, Segment, Thresholds,
    Weights,
};
use lanbai_kernel::Finding;

use super::Resolver;
use crate::raw::{self, Name};

impl Resolver<'_> {
    /// How enterprises are assigned; `None` where the plan has no rule or its edition is none.
    pub fn assignment(&mut self) -> Option<Rules> {
        let file = &self.raw.assignment;
        let activities = file.content.activity.iter().map(|activity| self.activity(activity)).collect();
        let segments = self.segments();
        let rule = file.content.rule.as_ref()?;
        let edition = self.find(file, &rule.edition, "edition", |r| &r.ids.editions)?;
        Some(Rules {
            id: Arc::from(rule.id.get_ref().as_str()),
            version: Arc::from(rule.version.as_str()),
            edition: Arc::from(file.content.edition[edition].id.get_ref().as_str()),
            segments,
            activities,
            negation: self.negation(&rule.negation),
            light_words: self.words(&rule.light_words),
            joints: self.words(&rule.joints),
            weights: self.weights(rule),
            thresholds: self.thresholds(rule),
        })
    }

    fn activity(&mut self, raw: &raw::Activity) -> Activity {
        self.is_share(&raw.id, "elsewhere", raw.elsewhere);
        Activity {
            id: Arc::from(raw.id.get_ref().as_str()),
            name: raw.name.clone(),
            words: self.words(&raw.words),
            elsewhere: raw.elsewhere,
        }
    }

    /// Every segment of the plan with what speaks for it; a product is a word unless it is only a hint.
    fn segments(&mut self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = self.raw.industries.content.segment.iter().map(bare).collect();
        let file = &self.raw.assignment;
        for vocabulary in &file.content.vocabulary {
            self.choice(file, &vocabulary.basis, &[("S", ()), ("G", ())]);
            let (words, hints, others) = (
                self.words(&vocabulary.words),
                self.words(&vocabulary.hints),
                self.words(&vocabulary.others),
            );
            let does = vocabulary.does.iter().filter_map(|word| {
                let position = self.find(file, word, "activity", |r| &r.ids.activities)?;
                u32::try_from(position).ok().map(ActivityIndex)
            });
            let does = does.collect();
            let Some(at) = self.find(file, &vocabulary.segment, "segment", |r| &r.ids.segments) else {
                continue;
            };
            let segment = &mut segments[at];
            segment.words.retain(|word| !hints.contains(word) && !words.contains(word));
            segment.words.extend(words);
            segment.hints = hints;
            segment.others = others;
            segment.does = does;
        }
        segments
    }

    fn negation(&mut self, raw: &raw::Negation) -> Negation {
        let word = |word: &Name| word.get_ref().clone();
        Negation {
            before: self.words(&raw.before),
            after: self.words(&raw.after),
            around: raw.around.iter().map(|(begin, end)| (word(begin), word(end))).collect(),
        }
    }

    fn weights(&mut self, rule: &raw::AssignmentRule) -> Weights {
        let raw = rule.weights;
        let shares = [
            ("word", raw.word),
            ("hint", raw.hint),
            ("product", raw.product),
            ("scope", raw.scope),
            ("name", raw.name),
            ("modifier", raw.modifier),
            ("unsaid", raw.unsaid),
            ("code_division", raw.code_division),
            ("code_group", raw.code_group),
            ("code_class", raw.code_class),
            ("contradicted", raw.contradicted),
        ];
        for (key, value) in shares {
            self.is_share(&rule.id, key, value);
        }
        Weights {
            word: raw.word,
            hint: raw.hint,
            fields: FieldWeights { product: raw.product, scope: raw.scope, name: raw.name },
            modifier: raw.modifier,
            unsaid: raw.unsaid,
            codes: CodeWeights { division: raw.code_division, group: raw.code_group, class: raw.code_class },
            contradicted: raw.contradicted,
        }
    }

    fn thresholds(&mut self, rule: &raw::AssignmentRule) -> Thresholds {
        let raw = rule.thresholds;
        self.is_share(&rule.id, "sure", raw.sure);
        self.is_share(&rule.id, "review", raw.review);
        Thresholds { sure: raw.sure, review: raw.review }
    }

    /// Words as written; one that is empty or longer than any word is told.
    fn words(&mut self, raw: &[Name]) -> Vec<String> {
        let file = &self.raw.assignment;
        for word in raw {
            let length = word.get_ref().trim().chars().count();
            if length == 0 || length > LONGEST_WORD {
                self.findings.push(
                    Finding::error("plan-assignment-word", file.place(word))
                        .with("word", word.get_ref().as_str())
                        .with("limit", LONGEST_WORD),
                );
            }
        }
        raw.iter().map(|word| word.get_ref().trim().to_owned()).collect()
    }

    fn is_share(&mut self, at: &Name, key: &'static str, value: f64) {
        if !(0.0..=1.0).contains(&value) {
            self.findings.push(
                Finding::error("plan-assignment-weight", self.raw.assignment.place(at).column(key))
                    .with("key", key)
                    .with("seen", value.to_string()),
            );
        }
    }
}

fn bare(raw: &raw::Segment) -> Segment {
    Segment {
        id: Arc::from(raw.id.get_ref().as_str()),
        name: raw.name.clone(),
        codes: raw.gbt4754.clone(),
        words: raw.products.iter().map(|word| word.trim().to_owned()).collect(),
        hints: Vec::new(),
        others: Vec::new(),
        does: Vec::new(),
    }
}
