//! Complexity of named territories and activities.

use lanbai_kernel::{Finding, Place, has_errors};
use serde::Serialize;

use super::rows::{amount, name, repeated};
use crate::complexity::{Complexity, Conventions, complexity};
use crate::csr::{Csr, Entry, Labels};
use crate::threads::Threads;

/// What a territory has of an activity: exports, output, employment, patents.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct ValueRow<'a> {
    pub territory: &'a str,
    pub activity: &'a str,
    pub value: f64,
}

/// Whether pairs are wanted, of which there are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Pairs {
    #[default]
    None,
    All,
}

/// Territories and activities in alphabetical order of their names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct ComplexityAnswer {
    pub conventions: Conventions,
    pub territories: Vec<TerritoryAnswer>,
    pub activities: Vec<ActivityAnswer>,
    pub pairs: Vec<Pair>,
}

/// See [`Complexity`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct TerritoryAnswer {
    pub territory: String,
    pub eci: f64,
    pub fitness: f64,
    pub diversity: usize,
    pub coi: f64,
}

/// See [`Complexity`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct ActivityAnswer {
    pub activity: String,
    pub pci: f64,
    pub quality: f64,
    pub ubiquity: usize,
}

/// Two activities, each pair once, or a territory and an activity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Pair {
    Activities { activity: String, other: String, proximity: f64 },
    Cell { territory: String, activity: String, rca: f64, present: bool, density: f64, cog: f64 },
}

/// Everything of complexity from a table of three columns.
pub fn answer_complexity(
    rows: &[ValueRow<'_>],
    conventions: &Conventions,
    pairs: Pairs,
    threads: Threads,
) -> (Option<ComplexityAnswer>, Vec<Finding>) {
    let mut findings = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        findings.extend(name(at, "territory", row.territory));
        findings.extend(name(at, "activity", row.activity));
        findings.extend(amount(at, "value", row.value));
    }
    let territories = Labels::sorted(rows.iter().map(|row| row.territory));
    let activities = Labels::sorted(rows.iter().map(|row| row.activity));
    let entry = |row: &ValueRow<'_>| {
        let (territory, activity) = (territories.find(row.territory)?, activities.find(row.activity)?);
        Some(Entry { row: territory, column: activity, weight: row.value })
    };
    let entries: Vec<Entry> = rows.iter().filter_map(entry).collect();
    findings.extend(repeated(&entries, "value"));
    if has_errors(&findings) {
        return (None, findings);
    }
    let values = Csr::from_entries(territories.len(), activities.len(), &entries)
        .expect("entries are numbered by the labels that count them");
    let found = match complexity(&values, conventions, threads) {
        Ok(found) => found,
        Err(few) => {
            let told = Finding::error("chain-nothing-to-compare", Place::default())
                .with("territories", few.territories)
                .with("activities", few.activities);
            findings.push(told);
            return (None, findings);
        }
    };
    findings.extend(notes(&found, &territories, &activities));
    (Some(named(&found, territories.names(), activities.names(), pairs)), findings)
}

/// What was left out, and whether the ranking says what it seems to say.
fn notes(found: &Complexity, territories: &Labels, activities: &Labels) -> Vec<Finding> {
    let left_out = |names: &[String], kept: &[usize]| -> Vec<String> {
        let is_out = |at: &usize| kept.binary_search(at).is_err();
        (0..names.len()).filter(is_out).map(|at| names[at].clone()).collect()
    };
    let mut findings = Vec::new();
    for (code, names, kept) in [
        ("chain-territories-left-out", territories.names(), &found.kept.territories),
        ("chain-activities-left-out", activities.names(), &found.kept.activities),
    ] {
        let out = left_out(names, kept);
        if !out.is_empty() {
            findings.push(Finding::note(code, Place::default()).with("names", out));
        }
    }
    if !found.vectors.is_unique() {
        let told = Finding::warning("chain-complexity-not-unique", Place::default())
            .with("parts", found.incidence.components())
            .with("second", found.vectors.second.to_string())
            .with("third", found.vectors.third.to_string());
        findings.push(told);
    }
    findings
}

fn named(
    found: &Complexity,
    territories: &[String],
    activities: &[String],
    pairs: Pairs,
) -> ComplexityAnswer {
    let territory = |at: usize| territories[found.kept.territories[at]].clone();
    let activity = |at: usize| activities[found.kept.activities[at]].clone();
    let (diversity, ubiquity) = (found.incidence.diversity(), found.incidence.ubiquity());
    let of_territory = |at| TerritoryAnswer {
        territory: territory(at),
        eci: found.eci[at],
        fitness: found.fitness[at],
        diversity: diversity[at],
        coi: found.coi[at],
    };
    let of_activity = |at| ActivityAnswer {
        activity: activity(at),
        pci: found.pci[at],
        quality: found.quality[at],
        ubiquity: ubiquity[at],
    };
    let of_activities = |a, b| Pair::Activities {
        activity: activity(a),
        other: activity(b),
        proximity: found.proximity.value(a, b),
    };
    let cell = |row, column| Pair::Cell {
        territory: territory(row),
        activity: activity(column),
        rca: found.advantage.value(row, column),
        present: found.incidence.territories().contains(row, column),
        density: found.density.value(row, column),
        cog: found.cog.value(row, column),
    };
    let (rows, columns) = (found.eci.len(), found.pci.len());
    let all = || {
        let activities = (0..columns).flat_map(|a| (a + 1..columns).map(move |b| (a, b)));
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        activities
            .map(|(a, b)| of_activities(a, b))
            .chain(cells.map(|(row, column)| cell(row, column)))
            .collect()
    };
    ComplexityAnswer {
        conventions: found.conventions,
        territories: (0..rows).map(of_territory).collect(),
        activities: (0..columns).map(of_activity).collect(),
        pairs: if pairs == Pairs::All { all() } else { Vec::new() },
    }
}
