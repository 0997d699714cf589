//! How a base's level is shared among its parks.

use super::apportion::apportion;
use super::draw::Draw;
use super::levels::{How, Level};
use super::plan::Plan;
use super::{FIRST_YEAR, LAST_YEAR};

/// The parks with their weight within their base.
pub struct Parks {
    bases: Vec<(String, Vec<usize>)>,
    weights: Vec<u64>,
}

impl Parks {
    /// Made-up weights; the first park of a base is its oldest and greatest.
    pub fn of(plan: &Plan) -> Self {
        let mut draw = Draw::new("parks");
        let mut bases: Vec<(String, Vec<usize>)> = Vec::new();
        let mut weights = Vec::new();
        for (at, park) in plan.parks.iter().enumerate() {
            let weight = draw.between(60, 140);
            match bases.iter_mut().find(|(base, _)| *base == park.base) {
                Some((_, parks)) => {
                    parks.push(at);
                    weights.push(weight);
                }
                None => {
                    bases.push((park.base.clone(), vec![at]));
                    weights.push(weight + 180);
                }
            }
        }
        Self { bases, weights }
    }

    /// How many parks there are.
    pub fn count(&self) -> usize {
        self.weights.len()
    }

    /// Each park's share of a level, year by year from the first (for a stock, from the end of the year before).
    /// A park keeps its own leaning in each measure, which drifts slowly.
    pub fn shares(&self, name: &str, level: &Level) -> Vec<Vec<i64>> {
        let first = FIRST_YEAR - i32::from(level.how == How::Stock);
        let mut draw = Draw::new(&format!("shares of {name}"));
        let leanings: Vec<(u64, u64)> =
            self.weights.iter().map(|_| (draw.between(80, 120), draw.between(0, 40))).collect();
        let mut shares = vec![Vec::new(); self.count()];
        for year in first..=LAST_YEAR {
            for (base, parks) in &self.bases {
                let passed = u64::try_from(year - first).unwrap_or(0);
                let weight = |park: &usize| {
                    let (leaning, drift) = leanings[*park];
                    self.weights[*park] * leaning * (1000 + passed * drift)
                };
                let weights: Vec<u64> = parks.iter().map(weight).collect();
                for (park, share) in parks.iter().zip(apportion(level.of(base, year), &weights)) {
                    shares[*park].push(share);
                }
            }
        }
        shares
    }
}
