use std::collections::BTreeSet;
use std::ops::Range;

use super::{Finder, Found, Item, Meaning, Normal, Sentence, sentences};
use crate::{ActivityIndex, Relation};

/// How a found word stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub relation: Relation,
    /// All that is said to be done with it.
    pub activities: BTreeSet<ActivityIndex>,
}

/// A text cut up, with the words that were found in it.
pub(crate) struct Stands<'t> {
    finder: &'t Finder,
    normal: &'t Normal,
    found: &'t [Found],
    sentences: Vec<Sentence>,
}

impl<'t> Stands<'t> {
    pub fn new(finder: &'t Finder, normal: &'t Normal, found: &'t [Found]) -> Self {
        Self { finder, normal, found, sentences: sentences(&normal.characters) }
    }

    /// How one of the found words stands; `None` for one that lies across the border of items.
    pub fn of(&self, word: &Found) -> Option<Stand> {
        let (sentence, at) = self.locate(word)?;
        let item = &sentence.items[at];
        if self.is_denied(sentence, item, word) {
            return Some(Stand { relation: Relation::Denied, activities: BTreeSet::new() });
        }
        let (own, source) = self.governor(sentence, at);
        let rest = word.end..item.range.end;
        let first = self.activities_in(&rest).next().map(|(_, range)| range);
        let until_joint = self.joint_in(&rest).unwrap_or(rest.end);
        let described = first.as_ref().map_or(until_joint, |range| range.start.min(until_joint));
        let modifies = !self.is_light(rest.start..described)
            || match (first, source) {
                (Some(range), _) => !self.is_light(self.tail(range.end, rest.end)),
                (None, Some(other)) => self.modifies_before(&sentence.items[other]),
                (None, None) => false,
            };
        let relation = if modifies { Relation::Modifier } else { Relation::Thing };
        Some(Stand { relation, activities: own })
    }

    fn locate(&self, word: &Found) -> Option<(&Sentence, usize)> {
        self.sentences.iter().find_map(|sentence| {
            let after = sentence.items.partition_point(|item| item.range.start <= word.start);
            let at = after.checked_sub(1)?;
            (word.end <= sentence.items[at].range.end).then_some((sentence, at))
        })
    }

    /// What is done with the things of an item, and the later item that says it where the item itself does not.
    ///
    /// Chinese puts it last (甲、乙的生产、销售) or first (生产、销售甲、乙).
    fn governor(&self, sentence: &Sentence, at: usize) -> (BTreeSet<ActivityIndex>, Option<usize>) {
        let items = &sentence.items;
        let own = self.with_neighbours(items, at);
        if !own.is_empty() {
            return (own, None);
        }
        let led = (0..at).rev().find(|before| self.is_led(&items[*before]));
        if let Some(before) = led {
            return (self.with_neighbours(items, before), None);
        }
        let later = (at + 1..items.len()).find(|later| self.has_activity(&items[*later].range));
        (later.map(|later| self.with_neighbours(items, later)).unwrap_or_default(), later)
    }

    /// The activities of an item and of the items beside it that name nothing but activities.
    fn with_neighbours(&self, items: &[Item], at: usize) -> BTreeSet<ActivityIndex> {
        let mut all: BTreeSet<_> =
            self.activities_in(&items[at].range).map(|(activity, _)| activity).collect();
        if all.is_empty() {
            return all;
        }
        let before = (0..at).rev().take_while(|n| self.is_only_activity(&items[*n]));
        let after = (at + 1..items.len()).take_while(|n| self.is_only_activity(&items[*n]));
        for neighbour in before.chain(after) {
            all.extend(self.activities_in(&items[neighbour].range).map(|(activity, _)| activity));
        }
        all
    }

    fn is_only_activity(&self, item: &Item) -> bool {
        self.has_activity(&item.range) && self.is_light(item.range.clone())
    }

    fn is_led(&self, item: &Item) -> bool {
        let first = self.activities_in(&item.range).next();
        first.is_some_and(|(_, range)| self.is_light(item.range.start..range.start))
    }

    /// Whether another thing follows the first activity of an item, as a machine follows what is made with it.
    fn modifies_before(&self, item: &Item) -> bool {
        let first = self.activities_in(&item.range).next();
        first.is_some_and(|(_, range)| {
            !self.is_light(item.range.start..range.start)
                && !self.is_light(self.tail(range.end, item.range.end))
        })
    }

    /// From a place to the next joint.
    fn tail(&self, from: usize, end: usize) -> Range<usize> {
        from..self.joint_in(&(from..end)).unwrap_or(end)
    }

    fn has_activity(&self, range: &Range<usize>) -> bool {
        self.activities_in(range).next().is_some()
    }

    fn activities_in(&self, range: &Range<usize>) -> impl Iterator<Item = (ActivityIndex, Range<usize>)> {
        self.within(range).filter_map(|found| {
            let activity = self.finder.meanings(found).iter().find_map(|meaning| match meaning {
                Meaning::Activity(activity) => Some(*activity),
                _ => None,
            })?;
            Some((activity, found.start..found.end))
        })
    }

    fn joint_in(&self, range: &Range<usize>) -> Option<usize> {
        let joint = |found: &&Found| self.finder.meanings(found).contains(&Meaning::Joint);
        self.within(range).find(joint).map(|found| found.start)
    }

    /// Whether nothing but activities, light words, joints, numbers and signs stands there.
    fn is_light(&self, range: Range<usize>) -> bool {
        let mut at = range.start;
        while at < range.end {
            let character = self.normal.characters[at];
            let covered = self.within(&(at..range.end)).take_while(|found| found.start == at).find(|found| {
                let light = |m: &Meaning| matches!(m, Meaning::Activity(_) | Meaning::Light | Meaning::Joint);
                self.finder.meanings(found).iter().any(light)
            });
            match covered {
                Some(found) => at = found.end,
                None if character.is_ascii() || !character.is_alphanumeric() => at += 1,
                None => return false,
            }
        }
        true
    }

    fn is_denied(&self, sentence: &Sentence, item: &Item, word: &Found) -> bool {
        // What brackets within the clause hold is another sentence, and denies nothing here.
        let clause: Vec<&Item> = sentence.items.iter().filter(|other| other.clause == item.clause).collect();
        let signs = || clause.iter().flat_map(|item| self.within(&item.range));
        let start = clause.first().map_or(item.range.start, |first| first.range.start);
        signs().any(|sign| {
            self.finder.meanings(sign).iter().any(|meaning| match meaning {
                Meaning::DeniesAfter => sign.end <= word.start,
                Meaning::DeniesBefore => word.end <= sign.start,
                Meaning::DeniesBetween { pair, begins: true } => {
                    let closing = Meaning::DeniesBetween { pair: *pair, begins: false };
                    let closes = |other: &Found| {
                        other.start >= word.end && self.finder.meanings(other).contains(&closing)
                    };
                    self.is_light(start..sign.start) && sign.end <= word.start && signs().any(closes)
                }
                _ => false,
            })
        })
    }

    /// What was found whole within a range, by start.
    fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &'t Found> + use<'t> {
        let (from, end) = (self.found.partition_point(|found| found.start < range.start), range.end);
        self.found[from..]
            .iter()
            .take_while(move |found| found.start < end)
            .filter(move |found| found.end <= end)
    }
}
