use std::hash::Hasher;

use lanbai_kernel::{Decimal, NaiveDate, Origin, Qualifiers};
use rustc_hash::{FxHashMap, FxHasher};

/// Finds rows of one file that speak of the same territory, measure, period and source.
///
/// Sixteen bytes a row, in parts so that growing never needs room for everything twice: ten million rows take
/// 268 MB. Checked a batch at a time, so that the processor waits for many slots at once instead of one by one.
pub(crate) struct Duplicates {
    shards: Vec<Shard>,
    periods: FxHashMap<u32, u64>,
    /// The last period asked for and its number: neighbours mostly share it.
    last_period: (u32, u64),
    /// Keeps [`touch`](Self::touch) from being optimised away.
    touched: u32,
}

/// What an earlier row with the same key tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Earlier {
    pub(crate) ordinal: u32,
    /// Whether it states the very same.
    pub(crate) same: bool,
}

/// What a row states of its key: its value, however many zeros that ends in, how exact it is, where it comes from
/// and when it became known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement(u32);

impl Statement {
    #[inline]
    pub(crate) fn new(value: Decimal, qualifiers: Qualifiers, origin: Origin, known_on: NaiveDate) -> Self {
        let day = u64::from(known_on.to_epoch_days().cast_unsigned());
        let rest = day << 16 | u64::from(qualifiers.bits()) << 8 | origin as u64;
        Self((scramble(value_hash(value) ^ rest.rotate_left(32)) >> 32) as u32)
    }
}

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    statement: u32,
    /// 0 marks an empty slot: rows count from 1.
    ordinal: u32,
}

#[derive(Default)]
struct Shard {
    slots: Vec<Slot>,
    used: usize,
}

const SHARD_BITS: u32 = 6;

impl Duplicates {
    pub(crate) fn new() -> Self {
        Self {
            shards: (0..1 << SHARD_BITS).map(|_| Shard::default()).collect(),
            periods: FxHashMap::default(),
            // No period has these bits: its last month would come before its first.
            last_period: (u32::from(u16::MAX), 0),
            touched: 0,
        }
    }

    /// One number for the four: exact for up to a million territories, 65,536 measures, 16,384 periods and sources,
    /// a hash of them past that.
    #[inline]
    pub(crate) fn key(&mut self, territory: u32, measure: u32, period: u32, source: u32) -> u64 {
        if self.last_period.0 != period {
            let next = self.periods.len() as u64;
            self.last_period = (period, *self.periods.entry(period).or_insert(next));
        }
        let period_number = self.last_period.1;
        // The number that stands for no source becomes the first one.
        let source_number = source.wrapping_add(1);
        let fits =
            territory < 1 << 20 && measure < 1 << 16 && period_number < 1 << 14 && source_number < 1 << 14;
        let packed = if fits {
            u64::from(territory)
                | u64::from(measure) << 20
                | period_number << 36
                | u64::from(source_number) << 50
        } else {
            let mut hasher = FxHasher::default();
            hasher.write_u64(u64::from(territory) << 32 | u64::from(measure));
            hasher.write_u64(u64::from(period) << 32 | u64::from(source));
            hasher.finish()
        };
        scramble(packed)
    }

    /// Asks memory for the slot of a key, so that entering it shortly after does not wait.
    #[inline]
    pub(crate) fn touch(&mut self, key: u64) {
        let shard = &self.shards[(key >> (64 - SHARD_BITS)) as usize];
        if let Some(slot) = shard.slots.get(key as usize & shard.slots.len().wrapping_sub(1)) {
            self.touched = self.touched.wrapping_add(slot.ordinal);
        }
    }

    /// Enters a row; what the earlier row with this key is, if there is one.
    #[inline]
    pub(crate) fn enter(&mut self, key: u64, statement: Statement, ordinal: u32) -> Option<Earlier> {
        let shard = &mut self.shards[(key >> (64 - SHARD_BITS)) as usize];
        shard.enter(Slot { key, statement: statement.0, ordinal })
    }
}

/// The key of a row that corrects another: it speaks of the same as that, and says so.
#[inline]
pub(crate) const fn correction(key: u64, supersedes: i64) -> u64 {
    scramble(key ^ scramble(supersedes.cast_unsigned()))
}

impl Shard {
    fn enter(&mut self, new: Slot) -> Option<Earlier> {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let slot = self.find(new.key);
        let found = *slot;
        if found.ordinal != 0 {
            return Some(Earlier { ordinal: found.ordinal, same: found.statement == new.statement });
        }
        *slot = new;
        self.used += 1;
        None
    }

    /// The slot of that key, or the empty one where it belongs.
    #[inline]
    fn find(&mut self, key: u64) -> &mut Slot {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].ordinal != 0 && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        &mut self.slots[at]
    }

    fn grow(&mut self) {
        let room = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); room]);
        for slot in old.into_iter().filter(|slot| slot.ordinal != 0) {
            *self.find(slot.key) = slot;
        }
    }
}

/// Spreads a number over all bits; each step can be undone, so two numbers never become one.
#[inline]
const fn scramble(mut key: u64) -> u64 {
    key ^= key >> 32;
    key = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key ^= key >> 29;
    key = key.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    key ^ key >> 32
}

/// Equal for equal values, however many zeros they end in.
#[inline]
fn value_hash(value: Decimal) -> u64 {
    let (mut mantissa, mut scale) = (value.mantissa(), value.scale());
    if let Ok(mut short) = i64::try_from(mantissa) {
        // Dividing what fits a register is far cheaper than the decimal's own way.
        while scale > 0 && short % 10 == 0 {
            short /= 10;
            scale -= 1;
        }
        mantissa = i128::from(short);
    } else {
        let value = value.normalize();
        (mantissa, scale) = (value.mantissa(), value.scale());
    }
    let folded = mantissa as u64 ^ (mantissa >> 64) as u64;
    scramble(folded ^ u64::from(scale) << 56)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use lanbai_kernel::{Decimal, NaiveDate, Origin, Qualifiers};
    use proptest::prelude::*;

    use super::{Duplicates, Earlier, Statement, value_hash};

    proptest! {
        #[test]
        fn finds_what_a_plain_map_finds(rows in prop::collection::vec((0u32..9, 0u32..9, 0u32..9, 0u32..3, 0i64..3), 0..2000)) {
            let (mut ours, mut plain) = (Duplicates::new(), HashMap::new());
            for (n, (territory, measure, period, source, value)) in rows.into_iter().enumerate() {
                let (value, ordinal) = (Decimal::from(value), n as u32 + 1);
                // Far apart, so that some keys are packed and some hashed.
                let territory = territory * 300_000;
                let key = ours.key(territory, measure, period, source.wrapping_sub(1));
                ours.touch(key);
                let statement = Statement::new(value, Qualifiers::EXACT, Origin::Reported, NaiveDate::MIN);
                let found = ours.enter(key, statement, ordinal);
                let expected = plain.get(&(territory, measure, period, source)).map(|(ordinal, first)| {
                    Earlier { ordinal: *ordinal, same: *first == value }
                });
                prop_assert_eq!(found, expected);
                plain.entry((territory, measure, period, source)).or_insert((ordinal, value));
            }
        }

        #[test]
        fn values_hash_alike_however_they_are_written(mantissa in any::<i64>(), scale in 0u32..8, zeros in 0u32..8) {
            let short = Decimal::new(mantissa, scale);
            let mut long = short;
            long.rescale(scale + zeros);
            prop_assert_eq!(short, long);
            prop_assert_eq!(value_hash(short), value_hash(long));
        }
    }
}
