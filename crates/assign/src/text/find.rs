use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use jieba_rs::Jieba;

use super::normal::{Normal, normalise};
use crate::rules::Rules;
use crate::{ActivityIndex, SegmentIndex};

/// What a word of the rules means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It speaks for a segment, by itself or not.
    Segment {
        segment: SegmentIndex,
        suffices: bool,
    },
    /// It is another thing, though a segment's word stands in it.
    Other(SegmentIndex),
    /// It says what is done.
    Activity(ActivityIndex),
    Light,
    Joint,
    DeniesAfter,
    DeniesBefore,
    /// The pair of a negation around, and whether this is its beginning.
    DeniesBetween {
        pair: usize,
        begins: bool,
    },
}

/// A word of the rules in a text, in characters.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub word: usize,
}

/// Finds the words of the rules at the borders of words.
#[derive(Debug)]
pub(crate) struct Finder {
    machine: Option<AhoCorasick>,
    cutter: Jieba,
    /// Words of segments and activities, normalised.
    things: BTreeSet<String>,
    /// As the rules have them, with all that each means.
    words: Vec<(Arc<str>, Vec<Meaning>)>,
}

impl Finder {
    pub fn new(rules: &Rules) -> Self {
        let words = words_of(rules);
        let normal: Vec<String> = words.iter().map(|(word, _)| normalise(word).text).collect();
        let mut cutter = Jieba::new();
        for (word, (_, meanings)) in normal.iter().zip(&words) {
            let thing = |m: &Meaning| matches!(m, Meaning::Segment { .. });
            if meanings.iter().any(thing) || !(meanings.iter().all(counts_anywhere) || cutter.has_word(word))
            {
                cutter.add_word(word, None, None);
            }
        }
        let things =
            normal.iter().zip(&words).filter(|(_, (_, meanings))| !meanings.iter().all(counts_anywhere));
        let things = things.map(|(word, _)| word.clone()).collect();
        // A set of patterns too large for the machine finds nothing; a plan's is thousands of times smaller.
        let machine = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&normal).ok();
        Self { machine, cutter, things, words }
    }

    pub fn word(&self, found: &Found) -> &Arc<str> {
        &self.words[found.word].0
    }

    pub fn meanings(&self, found: &Found) -> &[Meaning] {
        &self.words[found.word].1
    }

    /// A word of the rules that ends in a shorter word of two characters or more is a kind of it (动力电池、电池), so
    /// the shorter one has a border there too.
    fn kinds(&self, token: &str, at: usize, borders: &mut [bool]) {
        if !self.things.contains(token) {
            return;
        }
        let inner = token.char_indices().skip(1).map(|(byte, _)| byte);
        for byte in inner.filter(|byte| token[*byte..].chars().nth(1).is_some()) {
            borders[at + byte] |= self.cutter.has_word(&token[byte..]);
        }
    }

    /// All words of the rules in a text by start, the longer first.
    ///
    /// Words of things and activities count between borders of words only, so that steel is not found in a piano
    /// (钢、钢琴); words that a rest is cleared of, and other things, count anywhere.
    pub fn find(&self, normal: &Normal) -> Vec<Found> {
        let Some(machine) = &self.machine else { return Vec::new() };
        let mut borders = vec![false; normal.text.len() + 1];
        borders[normal.text.len()] = true;
        let mut at = 0;
        for token in self.cutter.cut(&normal.text, false) {
            borders[at] = true;
            self.kinds(token.word, at, &mut borders);
            at += token.word.len();
        }
        let bordered = |start: usize, end: usize| borders[start] && borders[end];
        let mut found: Vec<Found> = machine
            .find_overlapping_iter(&normal.text)
            .filter(|hit| {
                let meanings = &self.words[hit.pattern().as_usize()].1;
                bordered(hit.start(), hit.end()) || meanings.iter().all(counts_anywhere)
            })
            .map(|hit| Found {
                start: normal.character_at(hit.start()),
                end: normal.character_at(hit.end()),
                word: hit.pattern().as_usize(),
            })
            .collect();
        found.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        found
    }
}

/// What a rest is cleared of, and other things, which only hide words.
fn counts_anywhere(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Light | Meaning::Joint | Meaning::Other(_))
}

/// Every word once, with all that it means, in the order of the rules.
fn words_of(rules: &Rules) -> Vec<(Arc<str>, Vec<Meaning>)> {
    let mut words: Vec<(Arc<str>, Vec<Meaning>)> = Vec::new();
    let mut add = |word: &str, meaning: Meaning| {
        if word.trim().is_empty() {
            return;
        }
        match words.iter_mut().find(|(known, _)| normalise(known).text == normalise(word).text) {
            Some((_, meanings)) if meanings.contains(&meaning) => {}
            Some((_, meanings)) => meanings.push(meaning),
            None => words.push((Arc::from(word), vec![meaning])),
        }
    };
    for (segment, index) in rules.segments.iter().zip(0..) {
        let segment_index = SegmentIndex(index);
        for word in &segment.words {
            add(word, Meaning::Segment { segment: segment_index, suffices: true });
        }
        for word in &segment.hints {
            add(word, Meaning::Segment { segment: segment_index, suffices: false });
        }
        for word in &segment.others {
            add(word, Meaning::Other(segment_index));
        }
    }
    for (activity, index) in rules.activities.iter().zip(0..) {
        for word in &activity.words {
            add(word, Meaning::Activity(ActivityIndex(index)));
        }
    }
    for word in &rules.light_words {
        add(word, Meaning::Light);
    }
    for word in &rules.joints {
        add(word, Meaning::Joint);
    }
    for word in &rules.negation.before {
        add(word, Meaning::DeniesAfter);
    }
    for word in &rules.negation.after {
        add(word, Meaning::DeniesBefore);
    }
    for (pair, (begin, end)) in rules.negation.around.iter().enumerate() {
        add(begin, Meaning::DeniesBetween { pair, begins: true });
        add(end, Meaning::DeniesBetween { pair, begins: false });
    }
    words
}
