use lanbai_kernel::{Decimal, Finding, Origin};
use lanbai_measures::{Aggregate, Complete, Measure, RegisterFeed, When};

use super::Resolver;
use crate::model::{Register, RegisterFeedSpec};
use crate::raw::{self, Name};

impl Resolver<'_> {
    /// The registers; each measure that one feeds learns how it is counted.
    pub fn registers(&mut self, measures: &mut [Measure]) -> Vec<Register> {
        let registers = &self.raw.registers.content.register;
        registers.iter().filter_map(|raw| self.register(raw, measures)).collect()
    }

    fn register(&mut self, raw: &raw::Register, measures: &mut [Measure]) -> Option<Register> {
        let key = self.field(raw, &raw.key);
        let territory = self.field(raw, &raw.territory);
        let valid_from = self.field(raw, &raw.valid_from);
        let valid_to = raw.valid_to.as_ref().map(|word| self.field(raw, word));
        let complete_for: Vec<Complete> =
            raw.complete_for.iter().filter_map(|complete| self.complete(complete)).collect();
        let feeds =
            raw.feeds.iter().filter_map(|feed| self.feed(raw, feed, &complete_for, measures)).collect();
        Some(Register {
            feeds,
            key: key?,
            territory: territory?,
            valid_from: valid_from?,
            valid_to: valid_to.flatten(),
        })
    }

    fn complete(&mut self, raw: &raw::Complete) -> Option<Complete> {
        let file = &self.raw.registers;
        let territory = self.territory(file, &raw.territory)?;
        let origins = Origin::ALL.map(|origin| (origin.name(), origin));
        let origin = match &raw.origin {
            Some(word) => Some(self.choice(file, word, &origins)?),
            None => None,
        };
        Some(Complete { territory, origin })
    }

    fn field(&mut self, register: &raw::Register, word: &Name) -> Option<usize> {
        let position = register.field.iter().position(|field| field.id.get_ref() == word.get_ref());
        if position.is_none() {
            let known: Vec<&str> = register.field.iter().map(|field| field.id.get_ref().as_str()).collect();
            self.unknown(&self.raw.registers, word, "field", &known);
        }
        position
    }

    fn feed(
        &mut self,
        register: &raw::Register,
        raw: &raw::Feed,
        complete_for: &[Complete],
        measures: &mut [Measure],
    ) -> Option<RegisterFeedSpec> {
        let file = &self.raw.registers;
        let measure = self.measure(file, &raw.measure)?;
        let aggregates =
            [("count", Aggregate::Count), ("distinct", Aggregate::Distinct), ("sum", Aggregate::Sum)];
        let whens = [("valid-at-end", When::ValidAtEnd), ("starts-within", When::StartsWithin)];
        let aggregate = self.choice(file, &raw.aggregate, &aggregates)?;
        let when = self.choice(file, &raw.when, &whens)?;
        let of = match &raw.of {
            Some(word) => Some(self.field(register, word)?),
            None => None,
        };
        let filter = match &raw.r#where {
            Some(filter) => Some((self.field(register, &filter.field)?, filter.equals.clone())),
            None => None,
        };
        let factor = match (aggregate, of.and_then(|n| register.field[n].unit.as_ref())) {
            (Aggregate::Sum, Some(word)) => {
                let (from, to) = (self.unit(file, word)?, measures[measure.at()].unit);
                let factor = from.convert(Decimal::ONE, to);
                if factor.is_none() {
                    self.findings.push(
                        Finding::error("plan-unit-mismatch", file.place(word))
                            .with("from", from.to_string())
                            .with("to", to.to_string()),
                    );
                }
                factor?
            }
            _ => Decimal::ONE,
        };
        if measures[measure.at()].feed.is_some() {
            self.findings.push(
                Finding::error("plan-measure-fed-twice", file.place(&raw.measure))
                    .with("id", raw.measure.get_ref().as_str()),
            );
            return None;
        }
        let complete_for = complete_for.to_vec();
        measures[measure.at()].feed = Some(RegisterFeed { aggregate, when, complete_for });
        Some(RegisterFeedSpec { measure, of, filter, factor })
    }
}
