use std::sync::Arc;

use lanbai_kernel::{Decimal, Finding, Unit};
use lanbai_reporting::check::{Among, Check, Expression, Reference, Rule, Strictness, When, parse};
use lanbai_reporting::form::Form;

use super::Resolver;
use crate::raw::{self, Name};

/// The forms so far, each with its position in the file.
type Forms<'f> = &'f [(usize, Form)];

impl Resolver<'_> {
    /// The checks of the form at a place of the list; a rule over several fields becomes one check each.
    pub fn form_checks(&mut self, raw: &raw::Form, at: usize, forms: Forms<'_>) -> Vec<Check> {
        raw.check.iter().flat_map(|check| self.form_check(check, at, forms)).collect()
    }

    fn form_check(&mut self, raw: &raw::FormCheck, at: usize, forms: Forms<'_>) -> Vec<Check> {
        let file = &self.raw.forms;
        let Some(strictness) = self.choice(file, &raw.severity, &Strictness::NAMED) else {
            return Vec::new();
        };
        let rules = match (&raw.holds, &raw.change, &raw.outlier) {
            (Some(text), None, None) => self.holds(raw, text, at, forms).into_iter().collect(),
            (None, Some(change), None) => self.changes(change, at, forms),
            (None, None, Some(outlier)) => self.outliers(outlier, at, forms),
            _ => {
                self.findings.push(
                    Finding::error("plan-form-check-rule", file.place(&raw.id))
                        .with("check", raw.id.get_ref().as_str()),
                );
                return Vec::new();
            }
        };
        let is_alone = rules.len() == 1;
        let id = |rule: &Rule| {
            let name = raw.id.get_ref();
            match rule.fields().first() {
                // One id for each, so that an explanation belongs to one field.
                Some(field) if !is_alone => Arc::from(format!("{name}.{field}").as_str()),
                _ => Arc::from(name.as_str()),
            }
        };
        let check = |rule| Check {
            id: id(&rule),
            strictness,
            rule,
            says: raw.says.clone(),
            remedy: raw.remedy.clone(),
        };
        rules.into_iter().map(check).collect()
    }

    fn changes(&mut self, raw: &raw::ChangeRule, at: usize, forms: Forms<'_>) -> Vec<Rule> {
        let since = self.choice(&self.raw.forms, &raw.since, &When::NAMED);
        let fields = self.number_fields(&raw.fields, at, forms);
        let more_than = self.decimal(&raw.since, raw.more_than);
        let (Some(since), Some(more_than)) = (since, more_than) else { return Vec::new() };
        fields.into_iter().map(|field| Rule::Change { field, since, more_than }).collect()
    }

    fn outliers(&mut self, raw: &raw::OutlierRule, at: usize, forms: Forms<'_>) -> Vec<Rule> {
        let among = self.choice(&self.raw.forms, &raw.among, &Among::NAMED);
        let fields = self.number_fields(&raw.fields, at, forms);
        let threshold = self.decimal(&raw.among, raw.threshold);
        let (Some(among), Some(threshold)) = (among, threshold) else { return Vec::new() };
        let (window, at_least) = (raw.window, raw.at_least);
        fields.into_iter().map(|field| Rule::Outlier { field, among, window, at_least, threshold }).collect()
    }

    /// A number that is kept as it was written; nothing but a finding where it is none.
    fn decimal(&mut self, near: &Name, number: f64) -> Option<Decimal> {
        let decimal = Decimal::try_from(number).ok();
        if decimal.is_none() {
            let place = self.raw.forms.place(near);
            self.findings.push(Finding::error("plan-not-understood", place).with("seen", number.to_string()));
        }
        decimal
    }

    /// The fields of the form itself that words name, all of which take numbers.
    fn number_fields(&mut self, words: &[Name], at: usize, forms: Forms<'_>) -> Vec<Arc<str>> {
        let form = &forms[at].1;
        let mut found = Vec::new();
        for word in words {
            if self.unit_of_field(form, word.get_ref(), word).is_some() {
                found.push(Arc::from(word.get_ref().as_str()));
            }
        }
        found
    }

    fn holds(&mut self, raw: &raw::FormCheck, text: &Name, at: usize, forms: Forms<'_>) -> Option<Rule> {
        let (mut left, comparison, mut right) = match parse(text.get_ref()) {
            Ok(parsed) => parsed,
            Err(error) => {
                self.findings.push(
                    Finding::error("plan-form-expression", self.raw.forms.place(text))
                        .with("check", raw.id.get_ref().as_str())
                        .with("seen", if error.seen.is_empty() { "…".to_owned() } else { error.seen })
                        .with("character", text.get_ref()[..error.at].chars().count() + 1)
                        .with("reason", format!("expression-{}", error.expected)),
                );
                return None;
            }
        };
        let mut unit = None;
        let understood = self.units(&mut left, &mut unit, text, at, forms)
            & self.units(&mut right, &mut unit, text, at, forms);
        let tolerance = self.decimal(&raw.id, raw.tolerance.unwrap_or(0.0))?;
        understood.then_some(Rule::Holds { left, comparison, right, tolerance })
    }

    /// Brings every value of an expression into the unit of the first; whether that could be done.
    fn units(
        &mut self,
        expression: &mut Expression,
        unit: &mut Option<Unit>,
        text: &Name,
        at: usize,
        forms: Forms<'_>,
    ) -> bool {
        let mut understood = true;
        expression.for_each_reference(&mut |reference: &mut Reference| {
            let Some(own) = self.unit_of(reference, text, at, forms) else {
                understood = false;
                return;
            };
            let wanted = *unit.get_or_insert(own);
            match own.convert(Decimal::ONE, wanted) {
                Some(factor) => reference.factor = factor,
                None => {
                    understood = false;
                    self.findings.push(
                        Finding::error("plan-unit-mismatch", self.raw.forms.place(text))
                            .with("from", own.to_string())
                            .with("to", wanted.to_string()),
                    );
                }
            }
        });
        understood
    }

    fn unit_of(&mut self, reference: &Reference, text: &Name, at: usize, forms: Forms<'_>) -> Option<Unit> {
        let file = &self.raw.forms;
        let own = &forms[at].1;
        let Some(id) = &reference.form else { return self.unit_of_field(own, &reference.field, text) };
        let word = toml::Spanned::new(text.span(), id.to_string());
        let position = self.find(file, &word, "form", |r| &r.ids.forms)?;
        // A form that was not understood is told already.
        let other = forms.iter().find(|(n, _)| *n == position).map(|(_, form)| form)?;
        if other.frequency != own.frequency {
            self.findings.push(
                Finding::error("plan-form-frequency", file.place(text))
                    .with("id", id.as_ref())
                    .with("seen", other.frequency.name())
                    .with("expected", own.frequency.name()),
            );
            return None;
        }
        self.unit_of_field(other, &reference.field, text)
    }

    /// The unit of a field of a form that takes numbers.
    fn unit_of_field(&mut self, form: &Form, key: &str, text: &Name) -> Option<Unit> {
        let file = &self.raw.forms;
        let Some(field) = form.field(key) else {
            if self.is_written(form, key) {
                // A field that was not understood is told already.
                return None;
            }
            let known: Vec<&str> = form.fields().map(|field| &*field.key).collect();
            let word = toml::Spanned::new(text.span(), key.to_owned());
            self.unknown(file, &word, "form field", &known);
            return None;
        };
        let unit = field.unit();
        if unit.is_none() {
            self.findings
                .push(Finding::error("plan-form-field-without-number", file.place(text)).with("field", key));
        }
        unit
    }

    fn is_written(&self, form: &Form, key: &str) -> bool {
        let forms = self.raw.forms.content.form.iter().filter(|raw| *raw.id.get_ref() == *form.id);
        let mut fields = forms.flat_map(|raw| &raw.section).flat_map(|section| &section.field);
        fields.any(|field| field.word().is_some_and(|word| word.get_ref() == key))
    }
}
