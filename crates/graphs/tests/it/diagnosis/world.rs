//! A small economy that can be worked out on paper.
//!
//! ```text
//! chain "c":  ore --1--> smelt --2--> foil --3--> cell --1--> pack      (segments 0 to 4)
//! here:       S1, S2 in smelt, C1 in cell          elsewhere: O1 in ore, F1, F2 in foil, A1 in smelt
//! supplies:   O1 -10-> S1 -6-> F1 -9-> C1,  F2 -3-> C1,  S2 -3-> C1
//! structure:  here smelt, cell | elsewhere ore, smelt, foil | far foil, cell      (10 each)
//! chain "m":  segment 5, which is the activity of foil; chain "n": segment 6, that of ore, with institution I1 here
//! ```

use lanbai_graphs::complexity;
use lanbai_graphs::diagnosis::{
    Actor, Chain, Conventions, Diagnosis, Evidence, Given, Kind, Linkage, List, Measured, Membership,
    Question, Segment, SegmentLink, Size, SizeKind, Sourced, Structure, Subject, Supply, Table, diagnose,
};
use lanbai_graphs::risk::Class;
use lanbai_graphs::{Csr, Entry};
use lanbai_kernel::{NaiveDate, Origin};

use crate::reference::threads;

pub const HERE: u32 = 0;
pub const ELSEWHERE: u32 = 1;

pub struct World {
    pub chains: Vec<Chain>,
    pub segments: Vec<Segment>,
    pub links: Vec<SegmentLink>,
    pub actors: Vec<Actor>,
    pub memberships: Vec<Membership>,
    pub supplies: Vec<Supply>,
    pub structure: Option<Structure>,
}

pub fn evidence(table: Table, row: usize) -> Evidence {
    let date = NaiveDate::from_ymd_opt(2024, 1, 1 + row as u32 % 28);
    Evidence { table, row: row as u32, source: Some(0), date, origin: Origin::Reported }
}

pub fn actor(row: usize, id: &str, kind: Kind, territory: Option<u32>) -> Actor {
    let evidence = evidence(Table::Actor, row);
    Actor { id: id.into(), kind, territory, size: None, patents: None, margin: None, evidence }
}

pub fn membership(row: usize, actor: u32, segment: u32, score: f64) -> Membership {
    Membership { actor, segment, score, evidence: evidence(Table::Membership, row) }
}

pub fn supply(row: usize, supplier: u32, customer: u32, weight: f64) -> Supply {
    Supply { supplier, customer, weight: Some(weight), unit: 0, evidence: evidence(Table::Supply, row) }
}

pub fn segment(id: &str, chain: u32, activity: Option<u32>) -> Segment {
    Segment { id: id.into(), chain, stage: None, activity, linkage: None, import_dependence: None }
}

pub fn link(row: usize, from: u32, to: u32, weight: f64) -> SegmentLink {
    let evidence = evidence(Table::SegmentLink, row);
    SegmentLink { from, to, weight: Some(weight), class: Class::NonEssential, evidence }
}

/// Rows of values by territory, with noughts left out.
pub fn structure(rows: &[&[f64]]) -> Structure {
    let entries: Vec<Entry> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, values)| {
            let cells = values.iter().enumerate().filter(|(_, value)| **value > 0.0);
            cells.map(move |(column, value)| Entry { row: row as u32, column: column as u32, weight: *value })
        })
        .collect();
    Structure {
        values: Csr::from_entries(rows.len(), rows[0].len(), &entries).expect("within"),
        evidence: (0..rows.len()).map(|row| evidence(Table::Structure, row)).collect(),
        // One update, so that fitness is diversity over its mean and can be told by hand.
        conventions: complexity::Conventions { fitness_updates: 1, ..complexity::Conventions::default() },
    }
}

pub const S1: u32 = 0;
pub const S2: u32 = 1;
pub const C1: u32 = 2;
pub const O1: u32 = 3;
pub const F1: u32 = 4;
pub const F2: u32 = 5;

impl World {
    pub fn small() -> Self {
        let make = |row: usize, id: &str, territory, size: Option<f64>, patents, margin| Actor {
            size: size.map(|value| Size { kind: SizeKind::Revenue, value }),
            patents,
            margin,
            ..actor(row, id, Kind::Enterprise, Some(territory))
        };
        let mut segments = vec![
            segment("c-0-ore", 0, Some(0)),
            segment("c-1-smelt", 0, Some(1)),
            segment("c-2-foil", 0, Some(2)),
            segment("c-3-cell", 0, Some(3)),
            segment("c-4-pack", 0, None),
            segment("m-foil", 1, Some(2)),
            segment("n-ore", 2, Some(0)),
        ];
        segments[2].linkage = Some(Sourced {
            value: Linkage { backward: 1.2, forward: 0.8 },
            evidence: evidence(Table::Linkage, 0),
        });
        segments[2].import_dependence = Some(Sourced { value: 0.4, evidence: evidence(Table::Import, 0) });
        Self {
            chains: ["c", "m", "n"].map(|id| Chain { id: id.into() }).to_vec(),
            segments,
            links: vec![link(0, 0, 1, 1.0), link(1, 1, 2, 2.0), link(2, 2, 3, 3.0), link(3, 3, 4, 1.0)],
            actors: vec![
                make(0, "S1", HERE, Some(80.0), Some(2.0), Some(0.02)),
                make(1, "S2", HERE, Some(20.0), Some(0.0), Some(0.04)),
                make(2, "C1", HERE, Some(50.0), None, None),
                make(3, "O1", ELSEWHERE, None, None, None),
                make(4, "F1", ELSEWHERE, Some(30.0), Some(4.0), None),
                make(5, "F2", ELSEWHERE, Some(60.0), None, None),
                make(6, "A1", ELSEWHERE, None, Some(4.0), Some(0.1)),
                actor(7, "I1", Kind::Institution, Some(HERE)),
            ],
            memberships: vec![
                membership(0, S1, 1, 1.0),
                membership(1, S2, 1, 1.0),
                membership(2, C1, 3, 1.0),
                membership(3, O1, 0, 1.0),
                membership(4, F1, 2, 1.0),
                membership(5, F2, 2, 0.8),
                membership(6, 6, 1, 1.0),
                membership(7, 7, 6, 1.0),
            ],
            supplies: vec![
                supply(0, O1, S1, 10.0),
                supply(1, S1, F1, 6.0),
                supply(2, F1, C1, 9.0),
                supply(3, F2, C1, 3.0),
                supply(4, S2, C1, 3.0),
            ],
            structure: Some(structure(&[
                &[0.0, 10.0, 0.0, 10.0],
                &[10.0, 10.0, 10.0, 0.0],
                &[0.0, 0.0, 10.0, 10.0],
            ])),
        }
    }

    pub fn given(&self) -> Given<'_> {
        Given {
            territories: 3,
            chains: &self.chains,
            segments: &self.segments,
            segment_links: &self.links,
            actors: &self.actors,
            memberships: &self.memberships,
            supplies: &self.supplies,
            structure: self.structure.as_ref(),
        }
    }

    pub fn diagnose(&self) -> Diagnosis {
        let question = Question { chain: 0, inside: vec![HERE] };
        diagnose(self.given(), &question, Conventions::default(), threads()).expect("all is in order")
    }

    pub fn list(&self, list: List) -> Measured {
        self.diagnose().list(list).expect("one of the seven").clone()
    }
}

/// Raw values of one subject, in the order of the list's criteria; `None` where they are not known.
pub fn raw(list: &Measured, subject: Subject) -> Vec<Option<f64>> {
    let found = list.subjects().iter().find(|one| one.subject == subject);
    let found = found.unwrap_or_else(|| panic!("{subject:?} is no subject of {:?}", list.list()));
    found.cells.iter().map(|cell| cell.raw.ok()).collect()
}

pub fn subjects(list: &Measured) -> Vec<Subject> {
    list.subjects().iter().map(|one| one.subject).collect()
}
