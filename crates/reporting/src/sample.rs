//! Forms and values for tests, all made up.

use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Certainty, Decimal, Period, Text, Unit};

use crate::check::{Ask, Check, Rule, Strictness, Values, parse};
use crate::form::{Field, FieldKind, Form, Frequency, Head, Help, Owed, Range, Section};

pub(crate) fn period(text: &str) -> Period {
    text.parse().expect(text)
}

pub(crate) fn number(text: &str) -> Decimal {
    text.parse().expect(text)
}

/// A required field that asks for the measure of the same name.
pub(crate) fn field(key: &str) -> Field {
    let kind = FieldKind::Measure {
        measure: Arc::from(key),
        unit: Unit::ONE,
        decimals: 2,
        range: Range { least: Some(Decimal::ZERO), most: None },
    };
    Field { key: Arc::from(key), name: Text::same(key), kind, required: true, help: Help::default() }
}

/// A form with such fields, owed by territories 0 and 1 from 2023 to 2026.
pub(crate) fn form(id: &str, frequency: Frequency, fields: &[&str]) -> Form {
    let fields = fields.iter().map(|key| field(key)).collect();
    Form {
        id: Arc::from(id),
        version: Arc::from("1"),
        name: Text::same(id),
        head: Head::default(),
        frequency,
        owed_by: Owed { candidates: vec![TerritoryIndex(0), TerritoryIndex(1)], within: None },
        due_working_days: 5,
        route: 0,
        span: (period("2023"), period("2026")),
        sections: vec![Section { id: Arc::from("all"), title: Text::same("all"), fields }],
        checks: Vec::new(),
        certainty: Certainty::Confirmed,
    }
}

/// A check that must hold, named after its text.
pub(crate) fn holds(text: &str) -> Check {
    let (left, comparison, right) = parse(text).expect(text);
    check(text, Rule::Holds { left, comparison, right, tolerance: Decimal::ZERO })
}

pub(crate) fn check(id: &str, rule: Rule) -> Check {
    Check { id: Arc::from(id), strictness: Strictness::Hard, rule, says: Text::same(id), remedy: None }
}

/// Values by form, field, territory and period.
#[derive(Default)]
pub(crate) struct Filled {
    pub values: BTreeMap<Ask, Decimal>,
    pub parts: Vec<TerritoryIndex>,
}

impl Filled {
    /// Reads `field@period#territory = number`, the territory 0 and the form `f` where they are not given.
    pub(crate) fn read(lines: &[&str]) -> Self {
        let mut filled = Self::default();
        for line in lines {
            let (asked, value) = line.split_once(" = ").expect("a value");
            let (asked, territory) = asked.split_once('#').unwrap_or((asked, "0"));
            let (field, at) = asked.split_once('@').expect("a period");
            let (form, field) = field.split_once(':').unwrap_or(("f", field));
            let territory = TerritoryIndex(territory.parse().expect("a number"));
            let ask = Ask { form: form.into(), field: field.into(), territory, period: period(at) };
            filled.values.insert(ask, number(value));
        }
        filled
    }
}

impl Values for Filled {
    fn value(&self, ask: &Ask) -> Option<Decimal> {
        self.values.get(ask).copied()
    }

    fn parts(&self, _: &str, _: TerritoryIndex, _: Period) -> Vec<TerritoryIndex> {
        self.parts.clone()
    }
}
