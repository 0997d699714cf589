//! Communities by the Leiden algorithm (Traag, Waltman and van Eck 2019): move nodes, refine, aggregate, repeat.

mod aggregate;
mod level;
mod moving;
mod random;
mod refine;

use serde::{Deserialize, Serialize};

use super::modularity::modularity;
use crate::csr::Csr;
use aggregate::aggregate;
use level::{Level, renumber};
use random::Random;

/// Choices of a search for communities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Leiden {
    /// More than one makes smaller communities.
    pub resolution: f64,
    /// How readily the refinement takes a lesser gain (theta).
    pub randomness: f64,
    /// At most so many passes from single nodes to whole communities; a pass that gains nothing is the last.
    pub passes: usize,
    /// Of the order of nodes and of the choices in the refinement. One seed gives one answer.
    pub seed: u64,
}

impl Default for Leiden {
    fn default() -> Self {
        Self { resolution: 1.0, randomness: 0.01, passes: 20, seed: 1 }
    }
}

/// A partition of the nodes, each community connected.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// How it was found.
    pub conventions: Leiden,
    /// The number of each node's community, in the order of their first nodes, from nought.
    pub of: Vec<u32>,
    /// How many there are.
    pub count: usize,
    /// Of this partition.
    pub modularity: f64,
}

/// Communities of an undirected graph with weights that are not negative.
pub fn communities(graph: &Csr, conventions: Leiden) -> Communities {
    let mut random = Random::new(conventions.seed);
    let ground = Level::ground(graph);
    let mut of: Vec<u32> = (0_u32..).take(graph.rows()).collect();
    let mut best = modularity(graph, &of, conventions.resolution);
    for _ in 0..conventions.passes {
        let next = pass(&ground, &of, conventions, &mut random);
        let gained = modularity(graph, &next, conventions.resolution);
        if gained <= best + f64::EPSILON {
            break;
        }
        (of, best) = (next, gained);
    }
    let count = renumber(&mut of);
    Communities { conventions, of, count, modularity: best }
}

/// One pass: up through ever coarser levels until nothing moves.
fn pass(ground: &Level, start: &[u32], conventions: Leiden, random: &mut Random) -> Vec<u32> {
    // For each node of the graph its node on the present level.
    let mut place: Vec<u32> = (0_u32..).take(start.len()).collect();
    let mut of = start.to_vec();
    let mut coarse: Option<Level> = None;
    loop {
        let level = coarse.as_ref().unwrap_or(ground);
        moving::move_nodes(level, &mut of, conventions.resolution, random);
        let count = renumber(&mut of);
        if count == level.nodes() {
            break;
        }
        let mut refined = refine::refine(level, &of, count, conventions, random);
        let parts = renumber(&mut refined);
        // Where no two nodes were joined, the communities themselves are the next level.
        let (next_of, next_count) =
            if parts == level.nodes() { (of.clone(), count) } else { (refined, parts) };
        let next = aggregate(level, &next_of, next_count);
        let mut above = vec![0; next_count];
        next_of.iter().zip(&of).for_each(|(part, community)| above[*part as usize] = *community);
        place.iter_mut().for_each(|at| *at = next_of[*at as usize]);
        of = above;
        coarse = Some(next);
    }
    place.iter().map(|at| of[*at as usize]).collect()
}
