use std::sync::Arc;

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_kernel::{Decimal, Finding, Period, Text, Unit};
use lanbai_measures::Measure;
use lanbai_reporting::form::{
    Choice, Field, FieldKind, Form, Frequency, Head, Help, Owed, Question, Range, Section,
};

use super::Resolver;
use crate::raw::{self, Name, TerritoryKind};

/// Of a question that takes words and does not say how many.
const CHARACTERS_BY_DEFAULT: u32 = 500;

impl Resolver<'_> {
    /// The forms, in the order of the file; one that is not understood is left out, which an error tells.
    pub fn forms(&mut self, measures: &[Measure]) -> Vec<Form> {
        let raw = &self.raw.forms.content.form;
        let mut forms: Vec<(usize, Form)> =
            raw.iter().enumerate().filter_map(|(n, form)| Some((n, self.form(form, measures)?))).collect();
        // Checks name fields of other forms, so all fields come first.
        for at in 0..forms.len() {
            let checks = self.form_checks(&raw[forms[at].0], at, &forms);
            forms[at].1.checks = checks;
        }
        forms.into_iter().map(|(_, form)| form).collect()
    }

    fn form(&mut self, raw: &raw::Form, measures: &[Measure]) -> Option<Form> {
        let file = &self.raw.forms;
        if let Some(system) = &raw.evaluation {
            self.find(file, system, "evaluation system", |r| &r.ids.systems);
        }
        let valid_until = raw.valid_until.as_ref().and_then(|day| self.day(file, &raw.id, day));
        let frequency = self.choice(file, &raw.frequency, &Frequency::NAMED);
        let owed_by = self.owed_by(raw);
        let route = self.find(file, &raw.route, "route", |r| &r.ids.routes);
        let sections = raw.section.iter().map(|section| self.section(section, measures)).collect();
        Some(Form {
            id: Arc::from(raw.id.get_ref().as_str()),
            version: Arc::from(raw.version.as_str()),
            name: raw.name.clone(),
            head: Head {
                table_number: raw.table_number.clone(),
                authority: raw.authority.clone(),
                document_number: raw.document_number.clone(),
                valid_until,
                signatories: raw.signatories.clone(),
            },
            frequency: frequency?,
            owed_by: owed_by?,
            due_working_days: raw.due_working_days,
            route: route?,
            span: self.span(raw),
            sections,
            checks: Vec::new(),
            certainty: raw.certainty,
        })
    }

    fn span(&self, raw: &raw::Form) -> (Period, Period) {
        let header = &self.raw.header.content;
        let first = raw.first_period.unwrap_or(header.first_period);
        (first, raw.last_period.unwrap_or(header.last_period))
    }

    /// By kind, or by name; one of the two.
    fn owed_by(&mut self, raw: &raw::Form) -> Option<Owed> {
        let file = &self.raw.forms;
        let owed = &raw.owed_by;
        if owed.kind.is_some() != owed.territories.is_empty() {
            self.findings.push(
                Finding::error("plan-form-owed-by", file.place(&raw.id))
                    .with("id", raw.id.get_ref().as_str()),
            );
            return None;
        }
        let within = match &owed.within {
            Some(word) => {
                let whole = self.territory(file, word)?;
                Some((whole, self.own_kind(whole)))
            }
            None => None,
        };
        let candidates = match owed.kind {
            Some(kind) => self.territories_of_kind(kind),
            None => owed.territories.iter().filter_map(|word| self.territory(file, word)).collect(),
        };
        Some(Owed { candidates, within })
    }

    fn own_kind(&self, territory: TerritoryIndex) -> MembershipKind {
        self.raw.territories.content.territory[territory.at()].memberships_kind
    }

    /// All territories of a kind, in the order of the file.
    pub fn territories_of_kind(&self, kind: TerritoryKind) -> Vec<TerritoryIndex> {
        let territories = &self.raw.territories.content.territory;
        let of_kind = (0..).map(TerritoryIndex).zip(territories).filter(|(_, t)| t.kind == kind);
        of_kind.map(|(index, _)| index).collect()
    }

    fn section(&mut self, raw: &raw::Section, measures: &[Measure]) -> Section {
        Section {
            id: Arc::from(raw.id.get_ref().as_str()),
            title: raw.title.clone(),
            fields: raw.field.iter().filter_map(|field| self.form_field(raw, field, measures)).collect(),
        }
    }

    fn form_field(
        &mut self,
        section: &raw::Section,
        raw: &raw::FormField,
        measures: &[Measure],
    ) -> Option<Field> {
        let file = &self.raw.forms;
        let place = file.place(raw.word().unwrap_or(&section.id));
        let (kind, name, definition) = match (&raw.measure, &raw.register, &raw.question) {
            (Some(measure), None, None) => self.measure_field(raw, measure, measures)?,
            (None, Some(register), None) => {
                let n = self.find(file, register, "register", |r| &r.ids.registers)?;
                let text = &self.raw.registers.content.register[n];
                let register = Arc::from(text.id.get_ref().as_str());
                (FieldKind::Register { register }, Some(text.name.clone()), text.definition.clone())
            }
            (None, None, Some(question)) => (FieldKind::Question(self.question(raw, question)?), None, None),
            _ => {
                self.findings.push(
                    Finding::error("plan-form-field-kind", place)
                        .with("section", section.id.get_ref().as_str()),
                );
                return None;
            }
        };
        let missing = |key| Finding::error("plan-missing-key", place.clone()).with("key", key);
        let (word, name) = match (raw.word(), raw.name.clone().or(name)) {
            (Some(word), Some(name)) => (word, name),
            (None, _) => {
                self.findings.push(missing("key"));
                return None;
            }
            (_, None) => {
                self.findings.push(missing("name"));
                return None;
            }
        };
        Some(Field {
            key: Arc::from(word.get_ref().as_str()),
            name,
            kind,
            required: raw.required.unwrap_or(true),
            help: Help { definition: raw.definition.clone().or(definition), example: raw.example.clone() },
        })
    }

    fn measure_field(
        &mut self,
        raw: &raw::FormField,
        word: &Name,
        measures: &[Measure],
    ) -> Option<(FieldKind, Option<Text>, Option<Text>)> {
        let file = &self.raw.forms;
        let index = self.measure(file, word)?;
        let text = &self.raw.measures.content.measure[index.at()];
        let own = measures[index.at()].unit;
        let unit = match &raw.unit {
            Some(word) => self.unit_like(word, own)?,
            None => own,
        };
        let limit = |limit: Option<f64>| own.convert(Decimal::try_from(limit?).ok()?, unit);
        let range = text
            .valid_range
            .as_ref()
            .map_or_else(Range::default, |range| Range { least: limit(range.min), most: limit(range.max) });
        let kind = FieldKind::Measure {
            measure: Arc::from(text.id.get_ref().as_str()),
            unit,
            decimals: raw.decimals.or(text.decimals).unwrap_or(0),
            range,
        };
        Some((kind, Some(text.name.clone()), text.definition.clone()))
    }

    /// A unit that must be convertible to another.
    fn unit_like(&mut self, word: &Name, other: Unit) -> Option<Unit> {
        let file = &self.raw.forms;
        let unit = self.unit(file, word)?;
        if !unit.converts_to(other) {
            self.findings.push(
                Finding::error("plan-unit-mismatch", file.place(word))
                    .with("from", unit.to_string())
                    .with("to", other.to_string()),
            );
            return None;
        }
        Some(unit)
    }

    fn question(&mut self, raw: &raw::FormField, word: &Name) -> Option<Question> {
        #[derive(Clone, Copy)]
        enum Asked {
            Text,
            Number,
            Choice,
            YesNo,
        }
        let file = &self.raw.forms;
        let kinds = [
            ("text", Asked::Text),
            ("number", Asked::Number),
            ("choice", Asked::Choice),
            ("yes-no", Asked::YesNo),
        ];
        Some(match self.choice(file, word, &kinds)? {
            Asked::Text => {
                Question::Text { most_characters: raw.most_characters.unwrap_or(CHARACTERS_BY_DEFAULT) }
            }
            Asked::Number => {
                let unit = match &raw.unit {
                    Some(word) => self.unit(file, word)?,
                    None => Unit::ONE,
                };
                Question::Number { unit, decimals: raw.decimals.unwrap_or(0) }
            }
            Asked::Choice => {
                if raw.choices.is_empty() {
                    let place = file.place(word);
                    self.findings.push(Finding::error("plan-missing-key", place).with("key", "choices"));
                    return None;
                }
                let choice = |code: &raw::Code| Choice {
                    id: Arc::from(code.id.get_ref().as_str()),
                    name: code.name.clone(),
                };
                Question::Choice(raw.choices.iter().map(choice).collect())
            }
            Asked::YesNo => Question::YesNo,
        })
    }
}
