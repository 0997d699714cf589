use lanbai_kernel::{Decimal, Finding};
use lanbai_measures::{Confidentiality, Measure, OverTerritory, When};

use super::Resolver;
use crate::model::{Register, RegisterFeedSpec};
use crate::raw::{self, FieldType};

impl Resolver<'_> {
    /// What is someone's secret; the registers learn whom they name and which of their rows they may not name.
    pub fn confidentiality(&mut self, measures: &[Measure], registers: &mut [Register]) -> Confidentiality {
        let raw = self.raw;
        let file = &raw.confidentiality.content;
        let confidential = file.measure.iter().filter_map(|of| self.confidential(of, measures, registers));
        let confidential = confidential.collect();
        for rows in &file.count_only {
            self.count_only(rows, registers);
        }
        Confidentiality { fewest: file.fewest_respondents, measures: confidential }
    }

    fn confidential(
        &mut self,
        of: &raw::ConfidentialMeasure,
        measures: &[Measure],
        registers: &mut [Register],
    ) -> Option<(lanbai_measures::MeasureIndex, When)> {
        let raw = self.raw;
        let file = &raw.confidentiality;
        let measure = self.measure(file, &of.id)?;
        let position = self.register_of(file, &of.register)?;
        let respondent = self.text_field(file, position, &of.respondent)?;
        if measures[measure.at()].over_territory != OverTerritory::Sum {
            // What is not a sum follows from no total, and is no total of what single respondents told.
            self.findings.push(
                Finding::error("plan-confidential-not-a-sum", file.place(&of.id))
                    .with("id", of.id.get_ref().as_str()),
            );
            return None;
        }
        let register = registers.get_mut(position)?;
        let feed = register.feeds.iter().find(|feed| feed.measure == measure);
        let filter = feed.and_then(|feed| feed.filter.clone());
        let when = feed.and_then(|_| measures[measure.at()].feed.as_ref()).map(|feed| feed.when);
        register.respondents.push(RegisterFeedSpec {
            measure,
            of: Some(respondent),
            filter,
            factor: Decimal::ONE,
        });
        Some((measure, when.unwrap_or(When::ValidAtEnd)))
    }

    fn count_only(&mut self, rows: &raw::CountOnly, registers: &mut [Register]) {
        let raw = self.raw;
        let file = &raw.confidentiality;
        let Some(position) = self.register_of(file, &rows.register) else { return };
        let Some(field) = self.text_field(file, position, &rows.field) else { return };
        if let Some(register) = registers.get_mut(position) {
            register.count_only = Some((field, rows.equals.clone()));
        }
    }

    fn register_of(
        &mut self,
        file: &raw::Located<raw::ConfidentialityFile>,
        word: &raw::Name,
    ) -> Option<usize> {
        self.find(file, word, "register", |r| &r.ids.registers)
    }

    /// The field of that name, which must hold words.
    fn text_field(
        &mut self,
        file: &raw::Located<raw::ConfidentialityFile>,
        register: usize,
        word: &raw::Name,
    ) -> Option<usize> {
        let fields = &self.raw.registers.content.register.get(register)?.field;
        let holds_words = |field: &&raw::Field| matches!(field.r#type, FieldType::Text | FieldType::Code);
        let named = fields.iter().filter(holds_words);
        let known: Vec<&str> = named.map(|field| field.id.get_ref().as_str()).collect();
        if !known.contains(&word.get_ref().as_str()) {
            self.unknown(file, word, "field", &known);
            return None;
        }
        fields.iter().position(|field| field.id.get_ref() == word.get_ref())
    }
}
