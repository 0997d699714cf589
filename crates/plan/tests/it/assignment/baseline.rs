//! What a search engine would do: BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over names and products of
//! segments, by pairs of characters, which is the usual way without a dictionary.

use std::collections::BTreeMap;

use super::labels::Label;
use super::measured::{Measured, Placed};

const K1: f64 = 1.2;
const B: f64 = 0.75;

pub struct Engine {
    segments: Vec<(String, BTreeMap<String, f64>, f64)>,
    documents_with: BTreeMap<String, f64>,
    mean_length: f64,
}

fn pairs(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let of = |part: &str| {
        let characters: Vec<char> = part.chars().collect();
        characters.windows(2).map(|pair| pair.iter().collect()).collect::<Vec<String>>()
    };
    parts.flat_map(of).collect()
}

impl Engine {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen pairs")]
    pub fn new(segments: &[(String, String)]) -> Self {
        let mut documents_with = BTreeMap::new();
        let count = |text: &str| {
            let mut counts = BTreeMap::new();
            for pair in pairs(text) {
                *counts.entry(pair).or_insert(0.0) += 1.0;
            }
            counts
        };
        let segments: Vec<_> =
            segments.iter().map(|(id, text)| (id.clone(), count(text), pairs(text).len() as f64)).collect();
        for pair in segments.iter().flat_map(|(_, counts, _)| counts.keys()) {
            *documents_with.entry(pair.clone()).or_insert(0.0) += 1.0;
        }
        let mean_length = segments.iter().map(|(_, _, length)| length).sum::<f64>() / segments.len() as f64;
        Self { segments, documents_with, mean_length }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few dozen segments")]
    fn score(&self, query: &[String], counts: &BTreeMap<String, f64>, length: f64) -> f64 {
        let all = self.segments.len() as f64;
        let of = |pair: &String| {
            let (Some(n), Some(f)) = (self.documents_with.get(pair), counts.get(pair)) else { return 0.0 };
            let rarity = ((all - n + 0.5) / (n + 0.5)).ln_1p();
            rarity * f * (K1 + 1.0) / (f + K1 * (1.0 - B + B * length / self.mean_length))
        };
        query.iter().map(of).sum()
    }

    pub fn place(&self, text: &str, threshold: f64) -> Vec<Placed> {
        let query = pairs(text);
        let scored = self.segments.iter().map(|(id, counts, length)| {
            let score = self.score(&query, counts, *length);
            Placed { segment: id.clone(), score, sure: score >= threshold }
        });
        let mut placed: Vec<Placed> = scored.filter(|p| p.score > 0.0).collect();
        placed.sort_by(|a, b| b.score.total_cmp(&a.score));
        placed
    }

    /// The threshold with the best harmonic mean of precision and recall.
    pub fn best_threshold(&self, labels: &[Label]) -> f64 {
        let scores = labels.iter().flat_map(|label| self.place(&label.enterprise.scope, 0.0));
        let mut best = (f64::INFINITY, 0.0);
        for threshold in scores.map(|p| p.score).collect::<Vec<_>>() {
            let mut measured = Measured::default();
            for label in labels {
                measured.count(label, &self.place(&label.enterprise.scope, threshold));
            }
            if measured.f1() > best.1 {
                best = (threshold, measured.f1());
            }
        }
        best.0
    }
}
