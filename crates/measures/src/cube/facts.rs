//! What observations have in common, kept once.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, NaiveDate, Origin, Period, Qualifiers};
use rustc_hash::FxHashMap;

use super::{Identity, Observation};
use crate::{MeasureIndex, SourceIndex};

/// An observation in a cube: its own numbers, and where to find what it shares with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its id, where that does not follow from what it states; else nought.
    pub(super) kept_id: i64,
    pub number: Number,
    pub period: Period,
}

/// What was counted in an observation, as a cube keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// The digits of the value, or its place among the values that are too long for this.
    pub(super) digits: i64,
    /// Index into the facts.
    pub fact: u32,
}

impl Number {
    /// The digits of the value, where its fact says how many of them stand after the point.
    pub const fn digits(&self) -> i64 {
        self.digits
    }
}

/// Everything that many rows have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fact {
    pub source: SourceIndex,
    pub publication: u32,
    pub known_on: NaiveDate,
    pub origin: Origin,
    pub qualifiers: Qualifiers,
    pub decimals: i8,
    /// How many digits of the value stand after the point, or [`LONG`].
    scale: u8,
    /// Whether ids follow from what the rows state.
    has_derived_ids: bool,
}

impl Fact {
    /// How many digits stand after the point; `None` where values have more digits than a row holds.
    pub fn scale(&self) -> Option<u32> {
        (self.scale != LONG).then_some(u32::from(self.scale))
    }
}

impl Hash for Fact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Every row is looked up by it: the numbers go in together, and nothing is left out but a flag.
        let Self { source, publication, known_on, origin, qualifiers, decimals, scale, .. } = self;
        let small = [*origin as u8, qualifiers.bits(), decimals.cast_unsigned(), *scale];
        known_on.hash(state);
        state.write_u64(u64::from(source.0) << 32 | u64::from(*publication));
        state.write_u32(u32::from_le_bytes(small));
    }
}

/// In place of a scale: the value has more digits than a row holds.
const LONG: u8 = u8::MAX;

/// The facts of a cube, with the little that hardly any row has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    facts: Vec<Fact>,
    numbers: FxHashMap<Fact, u32>,
    /// The number that was given last.
    last: u32,
    long: Vec<Decimal>,
    /// Which observation a row corrects, by its id.
    corrects: FxHashMap<i64, i64>,
    /// What ids follow from.
    identity: Option<Arc<dyn Identity>>,
}

impl Facts {
    /// None yet. Ids that are as they follow from their rows will not be kept.
    pub fn identified_by(identity: Arc<dyn Identity>) -> Self {
        Self { identity: Some(identity), ..Self::default() }
    }

    /// Packs an observation; what is new in it is kept.
    pub fn pack(&mut self, observation: &Observation) -> Row {
        let Observation { id, value, period, supersedes, .. } = *observation;
        let (digits, scale) = match as_printed(value, observation.decimals) {
            Some((digits, scale)) => (digits, u8::try_from(scale).unwrap_or(LONG)),
            None => (self.put_aside(value), LONG),
        };
        let fact = Fact {
            source: observation.source,
            publication: observation.publication,
            known_on: observation.known_on,
            origin: observation.origin,
            qualifiers: observation.qualifiers,
            decimals: observation.decimals,
            scale,
            has_derived_ids: supersedes.is_none()
                && self.identity.as_ref().is_some_and(|identity| identity.id_of(observation) == id),
        };
        if let Some(corrected) = supersedes {
            self.corrects.insert(id, corrected);
        }
        let kept_id = if fact.has_derived_ids { 0 } else { id };
        Row { kept_id, number: Number { digits, fact: self.number(fact) }, period }
    }

    fn put_aside(&mut self, value: Decimal) -> i64 {
        self.long.push(value);
        i64::try_from(self.long.len() - 1).unwrap_or(i64::MAX)
    }

    fn number(&mut self, fact: Fact) -> u32 {
        // Rows that follow each other mostly share all of it.
        if self.facts.get(self.last as usize) == Some(&fact) {
            return self.last;
        }
        self.last = match self.numbers.get(&fact) {
            Some(known) => *known,
            None => self.new_number(fact),
        };
        self.last
    }

    fn new_number(&mut self, fact: Fact) -> u32 {
        let number = u32::try_from(self.facts.len()).expect("fewer facts than rows, which have their ids");
        self.facts.push(fact);
        self.numbers.insert(fact, number);
        number
    }

    /// Takes over the facts of others; their rows must then be moved by [`Moved::row`].
    pub fn absorb(&mut self, other: &Self) -> Moved {
        let long = self.long.len();
        self.identity = self.identity.take().or_else(|| other.identity.clone());
        self.long.extend(&other.long);
        self.corrects.extend(&other.corrects);
        Moved {
            numbers: other.facts.iter().map(|fact| self.number(*fact)).collect(),
            is_long: other.facts.iter().map(|fact| fact.scale == LONG).collect(),
            long: i64::try_from(long).unwrap_or(i64::MAX),
        }
    }

    /// Every fact, by its number.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    pub fn of(&self, number: Number) -> &Fact {
        &self.facts[number.fact as usize]
    }

    pub fn value(&self, number: Number) -> Decimal {
        match self.of(number).scale() {
            Some(scale) => Decimal::new(number.digits, scale),
            None => usize::try_from(number.digits).map_or(Decimal::ZERO, |place| self.long[place]),
        }
    }

    /// The observation that the one with an id corrects.
    pub fn corrected_by(&self, id: i64) -> Option<i64> {
        self.corrects.get(&id).copied()
    }

    /// Whether any observation corrects another.
    pub fn has_corrections(&self) -> bool {
        !self.corrects.is_empty()
    }

    /// The id of a row.
    pub fn id(&self, measure: MeasureIndex, territory: TerritoryIndex, row: &Row) -> i64 {
        match &self.identity {
            Some(identity) if self.of(row.number).has_derived_ids => {
                identity.id_of(&self.unnamed(measure, territory, row))
            }
            _ => row.kept_id,
        }
    }

    /// The whole observation.
    pub fn unpack(&self, measure: MeasureIndex, territory: TerritoryIndex, row: &Row) -> Observation {
        let id = self.id(measure, territory, row);
        Observation { id, supersedes: self.corrected_by(id), ..self.unnamed(measure, territory, row) }
    }

    /// What a row states.
    fn unnamed(&self, measure: MeasureIndex, territory: TerritoryIndex, row: &Row) -> Observation {
        let fact = self.of(row.number);
        Observation {
            id: row.kept_id,
            measure,
            territory,
            period: row.period,
            value: self.value(row.number),
            decimals: fact.decimals,
            qualifiers: fact.qualifiers,
            origin: fact.origin,
            source: fact.source,
            known_on: fact.known_on,
            publication: fact.publication,
            supersedes: None,
        }
    }
}

/// The digits of a value with as many of them after the point as were printed, zeros among them, so that the values of
/// one table are alike; none where they are too long.
fn as_printed(value: Decimal, decimals: i8) -> Option<(i64, u32)> {
    let (digits, scale) = (i64::try_from(value.mantissa()).ok()?, value.scale());
    let zeros = u32::try_from(decimals).unwrap_or(0).min(Decimal::MAX_SCALE).saturating_sub(scale);
    let longer = 10_i64.checked_pow(zeros).and_then(|ten| digits.checked_mul(ten));
    Some(longer.map_or((digits, scale), |longer| (longer, scale + zeros)))
}

/// Where facts went that others took over.
#[derive(Debug)]
pub(crate) struct Moved {
    numbers: Vec<u32>,
    is_long: Vec<bool>,
    /// How many long values stood there before.
    long: i64,
}

impl Moved {
    pub fn row(&self, row: Row) -> Row {
        let Number { digits, fact } = row.number;
        let digits = if self.is_long[fact as usize] { digits + self.long } else { digits };
        Row { number: Number { digits, fact: self.numbers[fact as usize] }, ..row }
    }
}
