//! Words that rows name, as the numbers that stand for them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use lanbai_graphs::diagnosis::{Evidence, Table};
use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_lake::VisitedRow;
use lanbai_measures::SourceIndex;
use lanbai_plan::Plan;
use xxhash_rust::xxh3::xxh3_64;

/// Words of the plan, with the last answer kept: one row is mostly like the row before it. A clone numbers alike.
#[derive(Clone)]
pub(in crate::chain) struct Words {
    plan: Arc<Plan>,
    segments: Arc<Numbers>,
    units: Arc<Mutex<Vec<Box<str>>>>,
    territory: Last<TerritoryIndex>,
    source: Last<SourceIndex>,
    unit: Last<u16>,
}

impl Words {
    pub fn of(plan: &Arc<Plan>) -> Self {
        let segments = plan.raw.industries.content.segment.iter().map(|one| one.id.get_ref().as_str());
        Self {
            plan: Arc::clone(plan),
            segments: Arc::new(Numbers::of(segments)),
            units: Arc::default(),
            territory: Last::default(),
            source: Last::default(),
            unit: Last::default(),
        }
    }

    pub fn segment(&self, id: &str) -> Option<u32> {
        self.segments.find(id)
    }

    pub fn territory(&mut self, id: &str) -> Option<u32> {
        self.territory.find(id, |id| self.plan.territory(id)).map(|found| found.0)
    }

    /// A number for a unit, none of which the plan has to know.
    pub fn unit(&mut self, word: &str) -> u16 {
        let number = |word: &str| {
            let mut units = self.units.lock().unwrap_or_else(PoisonError::into_inner);
            let at = units.iter().position(|known| **known == *word).unwrap_or_else(|| {
                units.push(word.into());
                units.len() - 1
            });
            u16::try_from(at).ok()
        };
        self.unit.find(word, number).unwrap_or(u16::MAX)
    }

    /// Of a row whose first columns are its key, its source, the day on which it was known and its origin.
    pub fn evidence(&mut self, table: Table, row: VisitedRow<'_>) -> Evidence {
        let source = row.text(1).and_then(|id| self.source.find(id, |id| self.plan.source(id)));
        Evidence {
            table,
            row: row_number(row.text(0).unwrap_or_default()),
            source: source.map(|found| found.0),
            date: row.day(2),
            origin: row.text(3).and_then(Origin::from_name).unwrap_or(Origin::Sample),
        }
    }
}

/// A number for the row of a key that is the same in whatever order rows are read.
pub(in crate::chain) fn row_number(key: &str) -> u32 {
    (xxh3_64(key.as_bytes()) >> 32) as u32
}

/// What the last word stood for.
#[derive(Clone)]
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
        if self.word != word || self.found.is_none() {
            self.found = look_up(word);
            word.clone_into(&mut self.word);
        }
        self.found
    }
}

/// Numbers by a hash of ids: a look-up that reads no text of a million is twice as fast. That two of a million ids
/// share one of 2^64 hashes happens once in some thirty million such registers.
#[derive(Default)]
pub(in crate::chain) struct Numbers(HashMap<u64, u32, BuildHasherDefault<Hashed>>);

impl Numbers {
    /// With room for that many.
    pub fn with_capacity(count: usize) -> Self {
        Self(HashMap::with_capacity_and_hasher(count, BuildHasherDefault::default()))
    }

    /// Numbers ids in their order; one that comes again keeps its first number.
    pub fn of<'i>(ids: impl Iterator<Item = &'i str>) -> Self {
        let mut numbers = Self::with_capacity(ids.size_hint().0);
        for id in ids {
            numbers.add(id);
        }
        numbers
    }

    /// Gives the next number to an id, unless it has one.
    pub fn add(&mut self, id: &str) -> bool {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(xxh3_64(id.as_bytes())).or_insert(next) == next
    }

    pub fn find(&self, id: &str) -> Option<u32> {
        self.0.get(&xxh3_64(id.as_bytes())).copied()
    }

    pub fn has(&self, id: &str) -> bool {
        self.find(id).is_some()
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
