use std::hash::Hasher;

use lanbai_kernel::Decimal;
use rustc_hash::{FxHashMap, FxHasher};

/// Finds rows of one file that speak of the same territory, measure, period and source.
///
/// Sixteen bytes a row, in parts so that growing never needs room for everything twice: ten million rows take
/// 268 MB. Checked a batch at a time, so that the processor waits for many slots at once instead of one by one.
pub(crate) struct Duplicates {
    shards: Vec<Shard>,
    periods: FxHashMap<u32, u64>,
}

/// What an earlier row with the same key tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Earlier {
    pub(crate) ordinal: u32,
    pub(crate) same_value: bool,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    value: u32,
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
        }
    }

    /// One number for the four: exact for up to a million territories, 65,536 measures, 16,384 periods and sources,
    /// a hash of them past that.
    #[inline]
    pub(crate) fn key(&mut self, territory: u32, measure: u32, period: u32, source: u32) -> u64 {
        let next = self.periods.len() as u64;
        let period_number = *self.periods.entry(period).or_insert(next);
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

    /// Enters a row; what the earlier row with this key is, if there is one.
    #[inline]
    pub(crate) fn enter(&mut self, key: u64, value: Decimal, ordinal: u32) -> Option<Earlier> {
        let shard = &mut self.shards[(key >> (64 - SHARD_BITS)) as usize];
        shard.enter(Slot { key, value: value_hash(value), ordinal })
    }
}

impl Shard {
    fn enter(&mut self, new: Slot) -> Option<Earlier> {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let slot = self.find(new.key);
        let found = *slot;
        if found.ordinal != 0 {
            return Some(Earlier { ordinal: found.ordinal, same_value: found.value == new.value });
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
fn value_hash(value: Decimal) -> u32 {
    let value = if value.scale() == 0 { value } else { value.normalize() };
    let mantissa = value.mantissa() as u64;
    (scramble(mantissa ^ u64::from(value.scale()) << 56 ^ (value.mantissa() >> 64) as u64) >> 32) as u32
}
