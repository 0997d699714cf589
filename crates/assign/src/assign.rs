use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::{Finding, Place};

use crate::code::{self, CodeRead, Meeting};
use crate::enterprise::MOST_PRODUCTS;
use crate::rules::LONGEST_WORD;
use crate::text::{Finder, Found, Meaning, Stands, normalise};
use crate::{
    Assignment, Candidate, Classification, Enterprise, Evidence, Field, Ground, Relation, Rules,
    SegmentIndex, Standing, weigh,
};

/// Rules made ready: the dictionary loaded, the words compiled. Making one takes a good part of a second; it is then
/// asked many times, from any thread.
#[derive(Debug)]
pub struct Assigner {
    rules: Rules,
    classifications: Vec<Classification>,
    finder: Finder,
    /// How many segments have each code.
    shared: BTreeMap<String, usize>,
}

/// What was found for each segment and word.
type Words = BTreeMap<(SegmentIndex, Arc<str>), Evidence>;

impl Assigner {
    /// Makes rules ready. Classifications are lists of codes of the editions that enterprises' codes may be of;
    /// without that of the rules' own edition, codes are taken as they are.
    pub fn new(rules: Rules, classifications: Vec<Classification>) -> Self {
        let finder = Finder::new(&rules);
        let mut shared = BTreeMap::new();
        for code in rules.segments.iter().flat_map(|segment| &segment.codes) {
            *shared.entry(code.clone()).or_insert(0) += 1;
        }
        Self { rules, classifications, finder, shared }
    }

    /// The rules as given.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Where an enterprise belongs; findings, at the place where it is written, tell what could not be read of it.
    pub fn assign(&self, enterprise: &Enterprise, place: &Place) -> (Assignment, Vec<Finding>) {
        let (codes, mut findings) = code::read(&enterprise.codes, &self.rules, &self.classifications, place);
        if enterprise.products.len() > MOST_PRODUCTS {
            findings.push(Finding::warning("chain-products-cut", place.clone()).with("limit", MOST_PRODUCTS));
        }
        let products = enterprise.products.iter().take(MOST_PRODUCTS).enumerate();
        let texts = products
            .map(|(n, text)| (Field::Product(n), text))
            .chain([(Field::Scope, &enterprise.scope), (Field::Name, &enterprise.name)]);
        let mut words = Words::new();
        for (field, text) in texts {
            if self.read(field, text, &mut words) {
                findings.push(
                    Finding::warning("chain-text-cut", place.clone())
                        .with("limit", crate::enterprise::MOST_CHARACTERS),
                );
            }
        }
        (self.judge(&codes, words), findings)
    }

    /// Notes the words of a text; tells whether the text was longer than what is read.
    fn read(&self, field: Field, text: &str, words: &mut Words) -> bool {
        let normal = normalise(text);
        let found = self.finder.find(&normal);
        let stands = Stands::new(&self.finder, &normal, &found);
        for hit in &found {
            for meaning in self.finder.meanings(hit) {
                let Meaning::Segment { segment, suffices } = meaning else { continue };
                if self.lies_in_another(hit, *segment, &found) {
                    continue;
                }
                let Some(stand) = stands.of(hit) else { continue };
                let rules = &self.rules.segments[segment.at()];
                let elsewhere =
                    |activity: crate::ActivityIndex| self.rules.activities[activity.at()].elsewhere;
                let strength = weigh::word(&self.rules.weights, elsewhere, rules, *suffices, field, &stand);
                let activity = stand
                    .activities
                    .iter()
                    .find(|activity| rules.does.contains(activity))
                    .or(stand.activities.first());
                let word = self.finder.word(hit);
                let ground = Ground::Word {
                    word: Arc::clone(word),
                    field,
                    start: hit.start,
                    length: hit.end - hit.start,
                    relation: stand.relation,
                    activity: activity.copied(),
                    suffices: *suffices,
                };
                keep_stronger(words, (*segment, Arc::clone(word)), Evidence { ground, strength });
            }
        }
        normal.cut
    }

    /// Whether a longer word of the same segment, or of what only looks like it, holds this one.
    fn lies_in_another(&self, hit: &Found, segment: SegmentIndex, found: &[Found]) -> bool {
        let before = found.partition_point(|other| other.start <= hit.start);
        let longer = |other: &&Found| other.end >= hit.end && other.end - other.start > hit.end - hit.start;
        // Words of the rules are short, so only near ones can hold it.
        found[..before].iter().rev().take_while(|o| o.start + LONGEST_WORD > hit.start).filter(longer).any(
            |other| {
                self.finder.meanings(other).iter().any(|meaning| match meaning {
                    Meaning::Segment { segment: of, .. } | Meaning::Other(of) => *of == segment,
                    _ => false,
                })
            },
        )
    }

    fn judge(&self, codes: &[CodeRead], words: Words) -> Assignment {
        let mut by_segment: BTreeMap<SegmentIndex, Vec<Evidence>> = BTreeMap::new();
        for ((segment, _), evidence) in words {
            by_segment.entry(segment).or_default().push(evidence);
        }
        let mut candidates = Vec::new();
        for (segment, index) in self.rules.segments.iter().zip(0..) {
            let index = SegmentIndex(index);
            let mut evidence = by_segment.remove(&index).unwrap_or_default();
            let meeting = code::meet(codes, segment);
            let contradicted = (meeting == Meeting::Contradiction).then_some(self.rules.weights.contradicted);
            evidence.extend(self.code_evidence(meeting));
            evidence.sort_by(|a, b| b.strength.total_cmp(&a.strength));
            let score = weigh::score(&evidence, contradicted);
            if score >= self.rules.thresholds.review && score > 0.0 {
                let sure = score >= self.rules.thresholds.sure;
                let contradicted = contradicted.is_some();
                candidates.push(Candidate { segment: index, score, sure, contradicted, evidence });
            }
        }
        // Stable, so equal scores stay in the order of the plan.
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let standing = match candidates.first() {
            Some(best) if best.sure => Standing::Sure,
            Some(_) => Standing::Review,
            None => Standing::Nowhere,
        };
        Assignment { standing, candidates }
    }

    fn code_evidence(&self, meeting: Meeting) -> Option<Evidence> {
        let Meeting::Under { code, under, reach } = meeting else { return None };
        let shared_by = self.shared.get(&under).copied().unwrap_or(1);
        let strength = weigh::code(&self.rules.weights, reach, shared_by);
        let ground = Ground::Code { code: code.code, given: code.given, under, reach, shared_by };
        Some(Evidence { ground, strength })
    }
}

/// The same word says no more the second time, so only its strongest place counts.
fn keep_stronger(words: &mut Words, key: (SegmentIndex, Arc<str>), evidence: Evidence) {
    let rank = |evidence: &Evidence| {
        let denied = matches!(evidence.ground, Ground::Word { relation: Relation::Denied, .. });
        (evidence.strength, !denied)
    };
    match words.entry(key) {
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert(evidence);
        }
        std::collections::btree_map::Entry::Occupied(mut taken) => {
            if rank(&evidence).partial_cmp(&rank(taken.get())).is_some_and(std::cmp::Ordering::is_gt) {
                taken.insert(evidence);
            }
        }
    }
}
