//! Which activities are present in which territories.

use crate::csr::Pattern;

/// The matrix M of presence, by territory and by activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    territories: Pattern,
    activities: Pattern,
}

impl Incidence {
    /// Territories are the rows of `present`.
    pub fn new(present: Pattern) -> Self {
        Self { activities: present.transposed(), territories: present }
    }

    /// The activities present in each territory.
    pub fn territories(&self) -> &Pattern {
        &self.territories
    }

    /// The territories in which each activity is present.
    pub fn activities(&self) -> &Pattern {
        &self.activities
    }

    /// How many activities each territory has.
    pub fn diversity(&self) -> Vec<usize> {
        degrees(&self.territories)
    }

    /// In how many territories each activity is.
    pub fn ubiquity(&self) -> Vec<usize> {
        degrees(&self.activities)
    }

    /// How many groups of territories and activities hang together; what is empty belongs to none.
    pub fn components(&self) -> usize {
        let mut seen = vec![false; self.territories.rows()];
        let mut reached = vec![false; self.activities.rows()];
        let mut components = 0;
        for first in 0..seen.len() {
            if seen[first] || self.territories.degree(first) == 0 {
                continue;
            }
            components += 1;
            seen[first] = true;
            let mut waiting = vec![first];
            while let Some(territory) = waiting.pop() {
                for activity in self.territories.targets(territory) {
                    if std::mem::replace(&mut reached[*activity as usize], true) {
                        continue;
                    }
                    for other in self.activities.targets(*activity as usize) {
                        if !std::mem::replace(&mut seen[*other as usize], true) {
                            waiting.push(*other as usize);
                        }
                    }
                }
            }
        }
        components
    }
}

fn degrees(pattern: &Pattern) -> Vec<usize> {
    (0..pattern.rows()).map(|row| pattern.degree(row)).collect()
}
