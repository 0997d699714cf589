//! How many shortest paths lead through a node.

use crate::csr::Pattern;
use crate::threads::{Threads, fold};

/// Sources that a thread takes at once.
const SOURCES: usize = 32;
const UNSEEN: u32 = u32::MAX;

/// Whether links have a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Each arc leads one way.
    Directed,
    /// Every link is stored both ways; each pair of nodes counts once.
    Undirected,
}

/// What the counts are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scaling {
    /// Nothing.
    None,
    /// The number of pairs without the node, so that 1 is the most.
    #[default]
    Pairs,
}

/// Betweenness of every node without weights, endpoints not counted (Freeman 1977), by the algorithm of Brandes (2001).
///
/// Loops change nothing. The result is the same for any number of threads, to the last bit.
pub fn betweenness(graph: &Pattern, links: Links, scaling: Scaling, threads: Threads) -> Vec<f64> {
    let nodes = graph.rows();
    let mut found = fold(
        threads,
        nodes.div_ceil(SOURCES),
        vec![0.0; nodes],
        || Search::new(nodes),
        |block, search| {
            for source in block * SOURCES..((block + 1) * SOURCES).min(nodes) {
                search.add(graph, source);
            }
        },
        |total, search| {
            for (total, part) in total.iter_mut().zip(&mut search.through) {
                *total += std::mem::take(part);
            }
        },
    );
    let others = (nodes as f64 - 1.0) * (nodes as f64 - 2.0);
    let scale = match (scaling, links) {
        (Scaling::None, Links::Undirected) => 0.5,
        (Scaling::Pairs, _) if others > 0.0 => 1.0 / others,
        _ => 1.0,
    };
    found.iter_mut().for_each(|value| *value *= scale);
    found
}

/// A node during a search. Outwards `value` is the number of shortest paths from the source (sigma); on the way back
/// it becomes (1 + delta) / sigma.
#[derive(Clone, Copy)]
struct Node {
    value: f64,
    level: u32,
}

const NEW: Node = Node { value: 0.0, level: UNSEEN };

/// The room that one thread needs, used again for each of its sources.
struct Search {
    nodes: Vec<Node>,
    /// In the order in which they were reached; one place more, which is written and never read.
    queue: Vec<u32>,
    through: Vec<f64>,
}

impl Search {
    fn new(nodes: usize) -> Self {
        Self { nodes: vec![NEW; nodes], queue: vec![0; nodes + 1], through: vec![0.0; nodes] }
    }

    /// Adds the paths from one source.
    fn add(&mut self, graph: &Pattern, source: usize) {
        let reached = self.outwards(graph, source);
        for at in (1..reached).rev() {
            let node = self.queue[at] as usize;
            let Node { value: paths, level } = self.nodes[node];
            let mut sum = 0.0;
            for target in graph.targets(node) {
                let other = self.nodes[*target as usize];
                // Chosen without a branch: which neighbours lie further out cannot be foreseen.
                sum += if other.level == level + 1 { other.value } else { 0.0 };
            }
            self.through[node] += paths * sum;
            self.nodes[node].value = 1.0 / paths + sum;
        }
        for node in &self.queue[..reached] {
            self.nodes[*node as usize] = NEW;
        }
    }

    /// Counts the shortest paths to every node; how many nodes were reached.
    fn outwards(&mut self, graph: &Pattern, source: usize) -> usize {
        self.nodes[source] = Node { value: 1.0, level: 0 };
        self.queue[0] = u32::try_from(source).expect("nodes are numbered by u32");
        let (mut head, mut tail) = (0, 1);
        while head < tail {
            let node = self.queue[head] as usize;
            head += 1;
            let Node { value: paths, level } = self.nodes[node];
            let next = level + 1;
            for target in graph.targets(node) {
                let other = &mut self.nodes[*target as usize];
                let is_new = other.level == UNSEEN;
                other.level = if is_new { next } else { other.level };
                other.value += if other.level == next { paths } else { 0.0 };
                self.queue[tail] = *target;
                tail += usize::from(is_new);
            }
        }
        tail
    }
}
