//! All that the lake knows of chains, as a diagnosis reads it: numbered while it passes by, for a nation has a million
//! enterprises and some million supplies.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};
use std::time::Duration;

use lanbai_graphs::diagnosis::{
    Actor, Evidence, Given, Kind, Membership, SegmentLink, Size, SizeKind, Structure, Supply, Table,
};
use lanbai_graphs::risk::Class;
use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_lake::{QueryLimits, VisitedRow, register_table};
use lanbai_measures::SourceIndex;
use lanbai_plan::Plan;
use xxhash_rust::xxh3::xxh3_64;

use super::given::Numbered;
use super::load::{ACTORS, LINKS, current};
use crate::{App, AppError};

const LIMITS: QueryLimits =
    QueryLimits { rows: usize::MAX, memory_bytes: 2 << 30, time: Duration::from_secs(60) };

/// Actors with what links them, by number.
#[derive(Debug, Default)]
pub(in crate::chain) struct Gathered {
    pub actors: Vec<Actor>,
    /// The name of each actor.
    pub names: Vec<Box<str>>,
    pub memberships: Vec<Membership>,
    pub supplies: Vec<Supply>,
    pub segment_links: Vec<SegmentLink>,
}

impl App {
    /// Every actor, and every link that puts one into a segment of the plan or says what supplies what.
    pub(in crate::chain) async fn gather(&self, plan: &Plan) -> Result<Gathered, AppError> {
        let mut gathered = Gathered::default();
        if self.register_there(ACTORS)?.is_none() || self.register_there(LINKS)?.is_none() {
            return Ok(gathered);
        }
        let mut numbers = Numbers::default();
        let mut words = Words::of(plan);
        // A lake from before the plan asked for them has no such columns.
        let there = self.columns_of(ACTORS).await?;
        let sizes = ["revenue", "employees", "patents", "margin"]
            .map(|name| if there.iter().any(|one| one == name) { name } else { "NULL" });
        let actors = format!(
            "SELECT actor, field_source, valid_from, origin, name, kind, territory, {} FROM {}",
            sizes.join(", "),
            current(ACTORS)
        );
        self.lake.visit(&actors, LIMITS, |row| gathered.actor(row, &mut numbers, &mut words)).await?;
        let links = format!(
            "SELECT link, field_source, valid_from, origin, \"from\", \"to\", kind, weight, unit FROM {} \
             WHERE kind IN ('belongs', 'supplies')",
            current(LINKS)
        );
        self.lake.visit(&links, LIMITS, |row| gathered.link(row, &numbers, &mut words)).await?;
        Ok(gathered)
    }

    /// The columns of a register's table.
    pub(in crate::chain) async fn columns_of(&self, register: &str) -> Result<Vec<String>, AppError> {
        let none = format!("SELECT * FROM {} LIMIT 0", register_table(register));
        Ok(self.lake.query(&none, LIMITS).await?.columns.into_iter().map(|(name, _)| name).collect())
    }
}

impl Gathered {
    /// All of it as the engine takes it.
    pub fn given<'g>(
        &'g self,
        plan: &Plan,
        numbered: &'g Numbered,
        structure: Option<&'g Structure>,
    ) -> Given<'g> {
        Given {
            territories: u32::try_from(plan.graph.len()).unwrap_or(u32::MAX),
            chains: &numbered.chains,
            segments: &numbered.segments,
            segment_links: &self.segment_links,
            actors: &self.actors,
            memberships: &self.memberships,
            supplies: &self.supplies,
            structure,
        }
    }

    fn actor(&mut self, row: VisitedRow<'_>, numbers: &mut Numbers, words: &mut Words<'_>) {
        let Some(id) = row.text(0) else { return };
        if !numbers.add(id) {
            return;
        }
        let size = |kind, column| row.number(column).map(|value| Size { kind, value });
        self.names.push(row.text(4).unwrap_or(id).into());
        self.actors.push(Actor {
            id: id.to_owned(),
            kind: match row.text(5) {
                Some("institution") => Kind::Institution,
                Some("platform") => Kind::Platform,
                _ => Kind::Enterprise,
            },
            territory: row.text(6).and_then(|id| words.territory(id)),
            size: size(SizeKind::Revenue, 7).or_else(|| size(SizeKind::Employment, 8)),
            patents: row.number(9),
            margin: row.number(10).map(|percent| percent / 100.0),
            evidence: words.evidence(Table::Actor, row),
        });
    }

    fn link(&mut self, row: VisitedRow<'_>, numbers: &Numbers, words: &mut Words<'_>) {
        let (Some(from), Some(to), Some(kind)) = (row.text(4), row.text(5), row.text(6)) else { return };
        let (supplier, customer) = (numbers.find(from), numbers.find(to));
        match (kind, supplier, customer) {
            ("belongs", Some(actor), _) => {
                let Some(segment) = words.segments.get(to).copied() else { return };
                let evidence = words.evidence(Table::Membership, row);
                self.memberships.push(Membership { actor, segment, score: 1.0, evidence });
            }
            ("supplies", Some(supplier), Some(customer)) => {
                let weight = row.number(7);
                let unit = words.unit(weight.and(row.text(8)).unwrap_or_default());
                let evidence = words.evidence(Table::Supply, row);
                self.supplies.push(Supply { supplier, customer, weight, unit, evidence });
            }
            ("supplies", ..) => {
                let ends = words.segments.get(from).copied().zip(words.segments.get(to).copied());
                let Some((from, to)) = ends else { return };
                let evidence = words.evidence(Table::SegmentLink, row);
                // What is lost if an input is missing is stated nowhere; none is taken for dispensable.
                self.segment_links.push(SegmentLink {
                    from,
                    to,
                    weight: None,
                    class: Class::Essential,
                    evidence,
                });
            }
            _ => {}
        }
    }
}

/// Words of the plan that rows name, with the last answer kept: one row is mostly like the row before it.
struct Words<'p> {
    segments: HashMap<&'p str, u32>,
    plan: &'p Plan,
    territory: Last<TerritoryIndex>,
    source: Last<SourceIndex>,
    units: Vec<Box<str>>,
}

impl<'p> Words<'p> {
    fn of(plan: &'p Plan) -> Self {
        let segments = plan.raw.industries.content.segment.iter();
        Self {
            segments: segments.zip(0..).map(|(one, at)| (one.id.get_ref().as_str(), at)).collect(),
            plan,
            territory: Last::default(),
            source: Last::default(),
            units: Vec::new(),
        }
    }

    fn territory(&mut self, id: &str) -> Option<u32> {
        self.territory.find(id, |id| self.plan.territory(id)).map(|found| found.0)
    }

    fn source(&mut self, id: &str) -> Option<u32> {
        self.source.find(id, |id| self.plan.source(id)).map(|found| found.0)
    }

    /// A number for a unit.
    fn unit(&mut self, word: &str) -> u16 {
        let at = self.units.iter().position(|known| **known == *word).unwrap_or_else(|| {
            self.units.push(word.into());
            self.units.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Of a row whose first columns are its key, its source, the day on which it was known and its origin.
    fn evidence(&mut self, table: Table, row: VisitedRow<'_>) -> Evidence {
        Evidence {
            table,
            row: row_number(row.text(0).unwrap_or_default()),
            source: row.text(1).and_then(|id| self.source(id)),
            date: row.day(2),
            origin: row.text(3).and_then(Origin::from_name).unwrap_or(Origin::Sample),
        }
    }
}

/// A number for the row of a key that is the same in whatever order rows are read.
pub(in crate::chain) fn row_number(key: &str) -> u32 {
    (xxh3_64(key.as_bytes()) >> 32) as u32
}

/// Numbers of actors by a hash of their ids: a look-up that reads no text of a million is twice as fast. That two of
/// a million ids share one of 2^64 hashes happens once in some thirty million such registers.
#[derive(Default)]
struct Numbers(HashMap<u64, u32, BuildHasherDefault<Hashed>>);

impl Numbers {
    /// Gives the next number to an id, unless it has one.
    fn add(&mut self, id: &str) -> bool {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let place = self.0.entry(xxh3_64(id.as_bytes()));
        let is_new = matches!(place, Entry::Vacant(_));
        place.or_insert(next);
        is_new
    }

    fn find(&self, id: &str) -> Option<u32> {
        self.0.get(&xxh3_64(id.as_bytes())).copied()
    }
}

/// Takes a hash as it is.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// What the last word stood for.
struct Last<T> {
    word: String,
    found: Option<T>,
}

impl<T> Default for Last<T> {
    fn default() -> Self {
        Self { word: String::new(), found: None }
    }
}

impl<T: Copy> Last<T> {
    fn find(&mut self, word: &str, look_up: impl Fn(&str) -> Option<T>) -> Option<T> {
        if self.word != word {
            self.found = look_up(word);
            word.clone_into(&mut self.word);
        }
        self.found
    }
}
