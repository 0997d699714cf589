//! A plan of a handful of names, and a reading of it all into memory.

use std::ops::ControlFlow;

use lanbai_kernel::{Decimal, Finding, Unit};

use crate::{Batch, Lookup, Measure, Names, Noun, ObservationBatch, RegisterBatch, Request, Summary, read};

pub(super) struct Toy;

const TERRITORIES: [(&str, &str); 5] = [
    ("gansu", "甘肃省"),
    ("lanzhou-hitech", "兰州高新区"),
    ("baiyin-hitech", "白银高新区"),
    ("lanzhou-new-area", "兰州新区"),
    ("lanzhou", "兰州市"),
];

const MEASURES: [(&str, &str, &str); 5] = [
    ("gdp", "地区生产总值", "亿元"),
    ("high-tech-enterprises", "高新技术企业数", "家"),
    ("rd-intensity", "研发投入强度", "%"),
    ("rd-personnel", "研发人员", "人"),
    ("output", "产值", "万元"),
];

const SOURCES: [(&str, &str); 2] = [("yearbook", "统计年鉴"), ("bulletin", "统计公报")];

fn find(list: &[(&str, &str)], text: &str) -> Lookup<u32> {
    list.iter()
        .position(|(id, name)| *id == text || *name == text)
        .map_or(Lookup::Unknown, |n| Lookup::Found(n as u32))
}

impl Names for Toy {
    fn territory(&self, text: &str) -> Lookup<u32> {
        if text == "兰州" {
            return Lookup::Ambiguous(vec!["lanzhou".to_owned(), "lanzhou-new-area".to_owned()]);
        }
        find(&TERRITORIES, text)
    }

    fn measure(&self, text: &str) -> Lookup<Measure> {
        let known = MEASURES.map(|(id, name, _)| (id, name));
        let Lookup::Found(index) = find(&known, text) else { return Lookup::Unknown };
        let unit: Unit = MEASURES[index as usize].2.parse().expect("a unit of the kernel");
        let greatest = (text == "rd-intensity").then(|| Decimal::from(100));
        Lookup::Found(Measure { index, unit, ratio: unit.to_string() == "%", least: None, greatest })
    }

    fn source(&self, text: &str) -> Lookup<u32> {
        find(&SOURCES, text)
    }

    fn each(&self, noun: Noun, each: &mut dyn FnMut(&str)) {
        match noun {
            Noun::Territory => TERRITORIES.iter().flat_map(|(id, name)| [*id, *name]).for_each(each),
            Noun::Measure => MEASURES.iter().flat_map(|(id, name, _)| [*id, *name]).for_each(each),
            Noun::Source => SOURCES.iter().flat_map(|(id, name)| [*id, *name]).for_each(each),
        }
    }
}

/// Everything that a file gives.
#[derive(Debug, Default)]
pub(super) struct Got {
    pub(super) observations: Vec<String>,
    pub(super) registers: Vec<RegisterBatch>,
    pub(super) summary: Summary,
}

impl Got {
    /// `code@line` of each finding.
    pub(super) fn codes(&self) -> Vec<String> {
        self.summary.findings.iter().map(code_and_line).collect()
    }
}

fn code_and_line(finding: &Finding) -> String {
    let code = finding.code.trim_start_matches("intake-");
    finding.place.line.map_or_else(|| code.to_owned(), |line| format!("{code}@{line}"))
}

pub(super) fn read_all(bytes: &[u8], request: &Request<'_>) -> Got {
    let mut got = Got::default();
    let mut input = bytes;
    got.summary = read(&mut input, request, &Toy, &mut |batch| {
        match batch {
            Batch::Observations(batch) => {
                got.observations.extend((0..batch.line.len()).map(|n| shown(&batch, n)))
            }
            Batch::Register(batch) => got.registers.push(batch),
        }
        ControlFlow::Continue(())
    })
    .expect("memory can be read");
    got
}

/// `territory measure period value qualifiers origin source known_on note` as a line.
fn shown(batch: &ObservationBatch, n: usize) -> String {
    let source = SOURCES.get(batch.source[n] as usize).map_or("-", |(id, _)| id);
    format!(
        "{} {} {} {} {} {} {source} {}{}{}",
        TERRITORIES[batch.territory[n] as usize].0,
        MEASURES[batch.measure[n] as usize].0,
        batch.period[n],
        batch.value[n],
        batch.qualifiers[n],
        batch.origin[n].name(),
        batch.known_on[n],
        batch.note[n].as_ref().map_or_else(String::new, |note| format!(" {note}")),
        batch.supersedes_at(n).map_or_else(String::new, |id| format!(" corrects {id}")),
    )
}
