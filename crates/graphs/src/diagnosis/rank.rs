//! From measures and weights to ranks.
//!
//! A criterion that is not known is never taken for nought and never passed over in silence: `mean` is the weighted
//! mean over what is known (weights renormalised), `known` the share of all weight that this is, and
//! `score = mean * known`, the least that the entry would have if everything were known. `at_best` is the most. So an
//! entry of which little is known cannot stand above one that is known better and cannot be worse.

use lanbai_kernel::{NaiveDate, Origin};
use serde::Serialize;

use super::criterion::{Criterion, List, Unit};
use super::given::Basis;
use super::measured::{Measured, Subject, Unknown};
use super::weights::{BadWeights, Weights};

/// Scores that differ by less share a rank: sums of the same numbers in another order differ by less than this.
pub const TIE: f64 = 1e-9;

/// How much of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Show {
    /// At most so many entries.
    pub entries: usize,
    /// With each entry, so many of those that ranked next.
    pub alternatives: usize,
}

impl Show {
    /// Every entry, without alternatives: for whoever looks one up.
    pub const ALL: Self = Self { entries: usize::MAX, alternatives: 0 };
}

impl Default for Show {
    fn default() -> Self {
        Self { entries: 20, alternatives: 3 }
    }
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What was measured.
    pub criterion: Criterion,
    /// As measured.
    pub raw: Option<f64>,
    /// Its unit.
    pub unit: Unit,
    /// Between 0 and 1.
    pub normalised: Option<f64>,
    /// Share of all weights of the list.
    pub weight: f64,
    /// Why there is no value.
    pub unknown: Option<Unknown>,
    /// What it rests on.
    pub basis: Basis,
}

/// One subject with its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// From one; equals share a rank and the next one counts on (1, 2, 2, 4).
    pub rank: usize,
    /// Whether others share it.
    pub tied: bool,
    /// Who or what.
    pub subject: Subject,
    /// `mean * known`: what it is ranked by.
    pub score: f64,
    /// The weighted mean of what is known; nought if nothing is.
    pub mean: f64,
    /// The share of all weight that is known.
    pub known: f64,
    /// `score + 1 - known`: the score if all that is not known were the best.
    pub at_best: f64,
    /// In the order of the list's criteria.
    pub parts: Vec<Part>,
    /// Everything that it rests on.
    pub basis: Basis,
    /// Actors that make it so.
    pub involved: Vec<u32>,
    /// Those that rank next.
    pub alternatives: Vec<Subject>,
}

/// A ranked list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// Which one.
    pub list: List,
    /// How many subjects were ranked; the entries are the first of them.
    pub subjects: usize,
    /// In the order of rank, equals in the order of their names.
    pub entries: Vec<Entry>,
    /// The weakest origin of anything that any subject rests on: ranks compare with all of them.
    pub origin: Option<Origin>,
    /// First and last day of the same.
    pub oldest: Option<NaiveDate>,
    #[allow(missing_docs)]
    pub newest: Option<NaiveDate>,
}

/// Ranks a list by weights. Measures nothing, so that a page can move weights and ask again.
///
/// # Errors
/// [`BadWeights`].
pub fn rank(measured: &Measured, weights: &Weights, show: Show) -> Result<Ranking, BadWeights> {
    let shares = weights.shares(measured.list())?;
    let scores: Vec<Score> =
        (0..measured.subjects().len()).map(|row| Score::of(measured.normalised(row), &shares)).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    // Stable: equals stay in the order of their names.
    order.sort_by_key(|row| std::cmp::Reverse(scores[*row].steps()));
    let ranks = ranks(&order, &scores);
    let entries = (0..order.len().min(show.entries)).map(|place| {
        let row = order[place];
        let next = order.iter().skip(place + 1).take(show.alternatives);
        let alternatives = next.map(|row| measured.subjects()[*row].subject).collect();
        entry(measured, row, &shares, scores[row], ranks[place], alternatives)
    });
    let all = whole(measured);
    Ok(Ranking {
        list: measured.list(),
        subjects: order.len(),
        entries: entries.collect(),
        origin: all.origin,
        oldest: all.oldest,
        newest: all.newest,
    })
}

#[derive(Debug, Clone, Copy)]
struct Score {
    score: f64,
    mean: f64,
    known: f64,
}

impl Score {
    fn of(normalised: &[Option<f64>], shares: &[f64]) -> Self {
        let (mut score, mut known) = (0.0, 0.0);
        for (value, share) in normalised.iter().zip(shares) {
            if let Some(value) = value {
                score += share * value;
                known += share;
            }
        }
        // Shares sum to one but for rounding.
        let (score, known) = (f64::min(score, 1.0), f64::min(known, 1.0));
        let mean = if known > 0.0 { f64::min(score / known, 1.0) } else { 0.0 };
        Self { score, mean, known }
    }

    /// The score in steps of [`TIE`]: between nought and a thousand million.
    fn steps(self) -> u64 {
        // Steps change at a fraction that simple scores do not have, so that rounding does not part equals there.
        (self.score / TIE + 0.3187).floor() as u64
    }
}

/// The rank of each place, and whether it is shared.
fn ranks(order: &[usize], scores: &[Score]) -> Vec<(usize, bool)> {
    let mut found = Vec::with_capacity(order.len());
    for group in order.chunk_by(|a, b| scores[*a].steps() == scores[*b].steps()) {
        let rank = found.len() + 1;
        found.extend(group.iter().map(|_| (rank, group.len() > 1)));
    }
    found
}

fn entry(
    measured: &Measured,
    row: usize,
    shares: &[f64],
    score: Score,
    (rank, tied): (usize, bool),
    alternatives: Vec<Subject>,
) -> Entry {
    let subject = &measured.subjects()[row];
    let criteria = measured.list().criteria().iter().enumerate();
    let parts: Vec<Part> = criteria
        .map(|(column, criterion)| {
            let cell = &subject.cells[column];
            Part {
                criterion: *criterion,
                raw: cell.raw.ok(),
                unit: measured.units()[column],
                normalised: measured.normalised(row)[column],
                weight: shares[column],
                unknown: cell.raw.err(),
                basis: cell.basis.clone(),
            }
        })
        .collect();
    let mut basis = subject.ground.clone();
    parts.iter().for_each(|part| basis.merge(&part.basis));
    Entry {
        rank,
        tied,
        subject: subject.subject,
        score: score.score,
        mean: score.mean,
        known: score.known,
        at_best: f64::min(score.score + (1.0 - score.known), 1.0),
        parts,
        basis,
        involved: subject.involved.clone(),
        alternatives,
    }
}

fn whole(measured: &Measured) -> Basis {
    let mut basis = Basis::default();
    for subject in measured.subjects() {
        basis.weigh(&subject.ground);
        subject.cells.iter().for_each(|cell| basis.weigh(&cell.basis));
    }
    basis
}
