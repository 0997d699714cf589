//! 产品空间: activities by what they have in common, and where a territory stands among them.

use super::given::Structure;
use super::relatedness::Relatedness;
use crate::complexity::complexity;
use crate::network::backbone;
use crate::threads::Threads;

/// Proximity from which a tie is drawn beside the spanning tree (Hidalgo and others 2007).
const STRONG: f64 = 0.55;

/// The activities that the structure compares.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// Those that were kept.
    pub activities: Vec<SpaceActivity>,
    /// (place among [`Self::activities`], another, proximity): maximum spanning tree, and all of 0.55 or more.
    pub ties: Vec<(u32, u32, f64)>,
}

/// One activity as it looks from the territory that is asked about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpaceActivity {
    /// Its number in the structure.
    pub activity: u32,
    /// What the territory has of it, in the unit of the structure.
    pub value: f64,
    /// Product complexity index.
    pub complexity: f64,
    /// How it stands here against elsewhere; nothing if there is no elsewhere.
    pub here: Option<Standing>,
}

/// An activity in a territory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Location quotient (Balassa 1965); nought where there is nothing of it.
    pub quotient: f64,
    /// Relatedness density.
    pub density: f64,
    /// Complexity outlook gain.
    pub gain: f64,
}

/// `inside` says for each territory whether it lies in the one that is asked about, which counts as one row. If all that
/// is known lies inside, its parts are compared with each other.
/// `None` where there is too little to compare.
pub fn space(structure: &Structure, inside: &[bool], threads: Threads) -> Option<Space> {
    let relatedness = Relatedness::of(Some(structure), inside, threads);
    let of_parts = || complexity(&structure.values, &structure.conventions, threads).ok();
    let (found, row) = match relatedness.into_found() {
        Some((found, row)) => (found, Some(row)),
        None => (of_parts()?, None),
    };
    let mut values = vec![0.0; structure.values.columns()];
    let here = structure.values.iter().filter(|(row, _, _)| inside.get(*row) == Some(&true));
    here.for_each(|(_, column, value)| values[column] += value);
    let activity = |(place, activity): (usize, &usize)| SpaceActivity {
        activity: u32::try_from(*activity).unwrap_or(u32::MAX),
        value: values[*activity],
        complexity: found.pci[place],
        here: row.map(|row| Standing {
            quotient: found.advantage.value(row, place),
            density: found.density.value(row, place),
            gain: found.cog.value(row, place),
        }),
    };
    Some(Space {
        activities: found.kept.activities.iter().enumerate().map(activity).collect(),
        ties: backbone(&found.proximity, STRONG),
    })
}
