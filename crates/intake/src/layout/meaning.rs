use std::collections::HashMap;

use lanbai_kernel::{Period, Unit};

use crate::cell::{period, unit};
use crate::fold::fold;
use crate::headings::{Heading, Role};
use crate::resolve::{find_measure, twice};
use crate::{Lookup, Measure, Names};

/// What one heading of a wide table can mean. Several at once: `2023年产值（万元）`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Meaning {
    pub(crate) role: Option<Role>,
    pub(crate) measure: Option<Measure>,
    pub(crate) period: Option<Period>,
    pub(crate) territory: Option<u32>,
    pub(crate) unit: Option<Unit>,
    /// Something is written there that means none of these.
    pub(crate) unknown: bool,
}

impl Meaning {
    /// Whether it says what the values under it are.
    pub(crate) fn is_of_data(&self) -> bool {
        self.measure.is_some() || self.period.is_some() || self.territory.is_some()
    }

    /// Adds what the heading in the row below means. False if the two say different things.
    pub(crate) fn join(&mut self, below: &Self) -> bool {
        fn one<T: PartialEq + Copy>(above: &mut Option<T>, below: Option<T>) -> bool {
            let agree = above.is_none() || below.is_none() || *above == below;
            *above = above.or(below);
            agree
        }
        self.unknown |= below.unknown;
        one(&mut self.role, below.role)
            & one(&mut self.measure, below.measure)
            & one(&mut self.period, below.period)
            & one(&mut self.territory, below.territory)
            & one(&mut self.unit, below.unit)
    }
}

/// The meanings of headings, each distinct text found out once.
pub(crate) struct Meanings<'n> {
    names: &'n dyn Names,
    known: HashMap<String, Meaning>,
}

impl<'n> Meanings<'n> {
    pub(crate) fn new(names: &'n dyn Names) -> Self {
        Self { names, known: HashMap::new() }
    }

    pub(crate) fn names(&self) -> &'n dyn Names {
        self.names
    }

    pub(crate) fn of(&mut self, text: &str) -> Meaning {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let meaning = self.find(text);
        self.known.insert(text.to_owned(), meaning.clone());
        meaning
    }

    fn find(&self, text: &str) -> Meaning {
        // A heading may be broken into lines to fit its column.
        let joined: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let text = fold(&joined);
        if text.is_empty() {
            return Meaning::default();
        }
        let heading = Heading::new(&text);
        if let Some(role) = Role::of(&heading) {
            return Meaning { role: Some(role), unit: heading.unit, ..Meaning::default() };
        }
        if let Some(meaning) = self.of_data(&text, &heading) {
            return meaning;
        }
        if let Some(unit) = unit::parse(&text) {
            return Meaning { unit: Some(unit), ..Meaning::default() };
        }
        self.period_and_measure(&heading).unwrap_or(Meaning { unknown: true, ..Meaning::default() })
    }

    fn of_data(&self, text: &str, heading: &Heading) -> Option<Meaning> {
        if let (Lookup::Found(measure), unit) = find_measure(self.names, text) {
            return Some(Meaning { measure: Some(measure), unit, ..Meaning::default() });
        }
        if let Ok(period) = period::parse(&heading.name) {
            return Some(Meaning { period: Some(period), unit: heading.unit, ..Meaning::default() });
        }
        match twice(text, |text| self.names.territory(text)) {
            Lookup::Found(territory) => Some(Meaning { territory: Some(territory), ..Meaning::default() }),
            _ => None,
        }
    }

    /// `2023年产值`: the longest period in front of which a measure's name is left.
    fn period_and_measure(&self, heading: &Heading) -> Option<Meaning> {
        // Longer than any period that people write.
        const LONGEST: usize = 14;
        let name = heading.name.as_str();
        if !name.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let ends: Vec<usize> = name.char_indices().map(|(n, _)| n).skip(4).take(LONGEST).collect();
        ends.into_iter().rev().find_map(|end| {
            let period = period::parse(&name[..end]).ok()?;
            match twice(name[end..].trim(), |text| self.names.measure(text)) {
                Lookup::Found(measure) => Some(Meaning {
                    measure: Some(measure),
                    period: Some(period),
                    unit: heading.unit,
                    ..Meaning::default()
                }),
                _ => None,
            }
        })
    }
}
