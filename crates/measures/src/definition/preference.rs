use lanbai_kernel::{Grade, Origin};

/// A source's place in the plan's list of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIndex(pub u32);

impl SourceIndex {
    /// As an index into a slice.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Which origin is preferred, as tiers, best first; plan data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    // Indexed by origin, then grade; the number of the tier.
    tiers: [[u8; 4]; 4],
}

impl Preference {
    /// From tiers, best first; an entry without grade stands for all grades. What is named nowhere comes last.
    pub fn new(tiers: &[Vec<(Origin, Option<Grade>)>]) -> Self {
        let last = u8::try_from(tiers.len()).unwrap_or(u8::MAX);
        let mut table = [[last; 4]; 4];
        for (n, tier) in tiers.iter().enumerate() {
            for (origin, grade) in tier {
                let row = &mut table[*origin as usize];
                match grade {
                    Some(grade) => row[*grade as usize] = u8::try_from(n).unwrap_or(last),
                    None => row.fill(u8::try_from(n).unwrap_or(last)),
                }
            }
        }
        Self { tiers: table }
    }

    /// The tier, 0 is best.
    pub const fn tier(&self, origin: Origin, grade: Grade) -> u8 {
        self.tiers[origin as usize][grade as usize]
    }
}

impl Default for Preference {
    fn default() -> Self {
        use Grade::{A, B, C, D};
        use Origin::{Derived, Published, Reported, Sample};
        Self::new(&[
            vec![(Published, Some(A)), (Published, Some(B))],
            vec![(Reported, None)],
            vec![(Published, Some(C)), (Published, Some(D))],
            vec![(Derived, None)],
            vec![(Sample, None)],
        ])
    }
}
