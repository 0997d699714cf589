use std::collections::HashMap;

use lanbai_intake::{Code, Field, FieldKind, Lookup, Measure, Names, Noun, Register};
use lanbai_kernel::Decimal;
use lanbai_measures::MeasureKind;
use lanbai_plan::Plan;
use lanbai_plan::raw::{self, FieldType};

/// What people may call the things of a plan.
pub(crate) struct PlanNames<'p> {
    plan: &'p Plan,
    territories: HashMap<&'p str, Vec<u32>>,
    measures: HashMap<&'p str, Vec<u32>>,
    sources: HashMap<&'p str, Vec<u32>>,
}

impl<'p> PlanNames<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        let mut names =
            Self { plan, territories: HashMap::new(), measures: HashMap::new(), sources: HashMap::new() };
        for (n, territory) in (0..).zip(&plan.raw.territories.content.territory) {
            let texts = [Some(&territory.name), territory.short_name.as_ref()];
            let spoken = texts.into_iter().flatten().flat_map(|text| [text.zh.as_str(), text.en.as_str()]);
            let called = std::iter::once(territory.id.get_ref().as_str()).chain(spoken);
            add(&mut names.territories, n, called.chain(territory.formerly.iter().map(String::as_str)));
        }
        for (n, measure) in (0..).zip(&plan.raw.measures.content.measure) {
            let called = [measure.id.get_ref().as_str(), measure.name.zh.as_str(), measure.name.en.as_str()];
            add(
                &mut names.measures,
                n,
                called.into_iter().chain(measure.formerly.iter().map(String::as_str)),
            );
        }
        for (n, source) in (0..).zip(&plan.raw.sources.content.source) {
            let called = [source.id.get_ref().as_str(), source.title.as_str()];
            add(&mut names.sources, n, called.into_iter().chain(source.formerly.iter().map(String::as_str)));
        }
        names
    }

    fn found(&self, map: &HashMap<&str, Vec<u32>>, text: &str, id: impl Fn(u32) -> String) -> Lookup<u32> {
        match map.get(text).map(Vec::as_slice) {
            None | Some([]) => Lookup::Unknown,
            Some([only]) => Lookup::Found(*only),
            // An exact id wins over a name that happens to read the same.
            Some(several) => match several.iter().find(|n| id(**n) == text) {
                Some(exact) => Lookup::Found(*exact),
                None => Lookup::Ambiguous(several.iter().map(|n| id(*n)).collect()),
            },
        }
    }

    fn territory_at(&self, index: u32) -> &'p raw::Territory {
        &self.plan.raw.territories.content.territory[index as usize]
    }

    fn measure_at(&self, index: u32) -> &'p raw::Measure {
        &self.plan.raw.measures.content.measure[index as usize]
    }

    fn source_at(&self, index: u32) -> &'p raw::Source {
        &self.plan.raw.sources.content.source[index as usize]
    }
}

fn add<'p>(map: &mut HashMap<&'p str, Vec<u32>>, index: u32, called: impl Iterator<Item = &'p str>) {
    for name in called {
        let known = map.entry(name).or_default();
        if !known.contains(&index) {
            known.push(index);
        }
    }
}

impl Names for PlanNames<'_> {
    fn territory(&self, text: &str) -> Lookup<u32> {
        self.found(&self.territories, text, |n| self.territory_at(n).id.get_ref().clone())
    }

    fn measure(&self, text: &str) -> Lookup<Measure> {
        match self.found(&self.measures, text, |n| self.measure_at(n).id.get_ref().clone()) {
            Lookup::Found(index) => {
                let definition = &self.plan.definitions.measures[index as usize];
                let range = self.measure_at(index).valid_range.as_ref();
                let limit = |value: Option<f64>| value.and_then(|v| Decimal::try_from(v).ok());
                Lookup::Found(Measure {
                    index,
                    unit: definition.unit,
                    ratio: definition.kind == MeasureKind::Ratio,
                    least: range.and_then(|r| limit(r.min)),
                    greatest: range.and_then(|r| limit(r.max)),
                })
            }
            Lookup::Ambiguous(ids) => Lookup::Ambiguous(ids),
            Lookup::Unknown => Lookup::Unknown,
        }
    }

    fn source(&self, text: &str) -> Lookup<u32> {
        self.found(&self.sources, text, |n| self.source_at(n).id.get_ref().clone())
    }

    fn each(&self, noun: Noun, each: &mut dyn FnMut(&str)) {
        let map = match noun {
            Noun::Territory => &self.territories,
            Noun::Measure => &self.measures,
            Noun::Source => &self.sources,
        };
        let mut names: Vec<&&str> = map.keys().collect();
        names.sort_unstable();
        names.into_iter().for_each(|name| each(name));
    }
}

/// The plan's registers as intake reads them.
pub(crate) fn registers(plan: &Plan) -> Vec<Register> {
    (0..plan.registers.len()).map(|index| register_at(plan, index)).collect()
}

/// The register at a position of the plan.
pub(crate) fn register_at(plan: &Plan, index: usize) -> Register {
    let text = plan.register_text(index);
    Register {
        id: text.id.get_ref().clone(),
        name: text.name.clone(),
        key: plan.registers[index].key,
        fields: text
            .field
            .iter()
            .map(|field| Field {
                id: field.id.get_ref().clone(),
                name: field.name.clone(),
                kind: kind(field),
                required: field.required,
            })
            .collect(),
    }
}

fn kind(field: &raw::Field) -> FieldKind {
    match field.r#type {
        FieldType::Text => FieldKind::Text,
        FieldType::Date => FieldKind::Date,
        FieldType::Number => {
            FieldKind::Number(field.unit.as_ref().and_then(|unit| unit.get_ref().parse().ok()))
        }
        FieldType::Territory => FieldKind::Territory,
        FieldType::Code => FieldKind::Code(
            field
                .codes
                .iter()
                .map(|code| Code { id: code.id.get_ref().clone(), name: code.name.clone() })
                .collect(),
        ),
    }
}
