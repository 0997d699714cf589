use lanbai_kernel::{Decimal, Finding, Origin, Unit};
use lanbai_measures::{Aggregate, Complete, Measure, RegisterFeed, When};

use super::Resolver;
use crate::model::{Register, RegisterFeedSpec};
use crate::raw::{self, FieldType, Name};

/// What a field may name besides a register.
const REFERENCES: [&str; 4] = ["segment", "source", "edition", "class"];

impl Resolver<'_> {
    /// The registers; each measure that one feeds learns how it is counted.
    pub fn registers(&mut self, measures: &mut [Measure]) -> Vec<Register> {
        let registers = &self.raw.registers.content.register;
        registers.iter().filter_map(|raw| self.register(raw, measures)).collect()
    }

    fn register(&mut self, raw: &raw::Register, measures: &mut [Measure]) -> Option<Register> {
        for unit in raw.field.iter().filter_map(|field| field.unit.as_ref()) {
            self.unit(&self.raw.registers, unit);
        }
        for word in raw.field.iter().flat_map(|field| &field.refers_to) {
            if !REFERENCES.contains(&word.get_ref().as_str()) {
                self.find(&self.raw.registers, word, "register", |r| &r.ids.registers);
            }
        }
        if let Some(acyclic) = &raw.acyclic {
            self.field_of(raw, &acyclic.from, FieldType::Text);
            self.field_of(raw, &acyclic.to, FieldType::Text);
            if let Some(filter) = &acyclic.r#where {
                self.filter(raw, filter);
            }
        }
        let key = self.field(raw, &raw.key);
        let territory = self.field_of(raw, &raw.territory, FieldType::Territory);
        let valid_from = self.field_of(raw, &raw.valid_from, FieldType::Date);
        let valid_to = raw.valid_to.as_ref().map(|word| self.field_of(raw, word, FieldType::Date));
        let complete_for: Vec<Complete> =
            raw.complete_for.iter().filter_map(|complete| self.complete(complete)).collect();
        let feeds =
            raw.feeds.iter().filter_map(|feed| self.feed(raw, feed, &complete_for, measures)).collect();
        Some(Register {
            feeds,
            respondents: Vec::new(),
            count_only: None,
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

    /// The field that a word names, if it holds what is asked of it.
    fn field_of(&mut self, register: &raw::Register, word: &Name, wanted: FieldType) -> Option<usize> {
        let position = self.field(register, word)?;
        if register.field[position].r#type != wanted {
            let expected = match wanted {
                FieldType::Text => "text",
                FieldType::Date => "date",
                FieldType::Number => "number",
                FieldType::Territory => "territory",
                FieldType::Code => "code",
            };
            self.findings.push(
                Finding::error("plan-field-type", self.raw.registers.place(word))
                    .with("id", word.get_ref().as_str())
                    .with("expected", expected),
            );
            return None;
        }
        Some(position)
    }

    /// A field and the value that rows must have there; a code must be one of the field's.
    fn filter(&mut self, register: &raw::Register, filter: &raw::Filter) -> Option<(usize, String)> {
        let position = self.field(register, &filter.field)?;
        let field = &register.field[position];
        let codes: Vec<&str> = field.codes.iter().map(|code| code.id.get_ref().as_str()).collect();
        if field.r#type == FieldType::Code && !codes.contains(&filter.equals.as_str()) {
            self.findings.push(
                Finding::error("plan-unknown-value", self.raw.registers.place(&filter.field))
                    .with("seen", filter.equals.as_str())
                    .with("expected", codes.join(", ")),
            );
            return None;
        }
        Some((position, filter.equals.clone()))
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
        let of = match (&raw.of, aggregate) {
            (Some(word), Aggregate::Sum) => Some(self.field_of(register, word, FieldType::Number)?),
            (Some(word), Aggregate::Count | Aggregate::Distinct) => Some(self.field(register, word)?),
            (None, Aggregate::Count) => None,
            (None, Aggregate::Distinct | Aggregate::Sum) => {
                // Without it every row would count as one of a kind, or as an amount of one.
                let place = file.place(&raw.aggregate);
                self.findings.push(Finding::error("plan-missing-key", place).with("key", "of"));
                return None;
            }
        };
        let filter = match &raw.r#where {
            Some(filter) => Some(self.filter(register, filter)?),
            None => None,
        };
        let factor = match (aggregate, of.and_then(|n| register.field[n].unit.as_ref())) {
            (Aggregate::Sum, Some(word)) => {
                // A unit that is none was told with its field.
                let (from, to) = (word.get_ref().parse::<Unit>().ok()?, measures[measure.at()].unit);
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
