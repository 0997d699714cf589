//! The graph at one coarseness.

use crate::csr::Csr;

/// Nodes that stand for one or more nodes of the graph.
pub(super) struct Level {
    /// Links both ways, without loops.
    pub(super) links: Csr,
    /// The weight of all links that end at a node, those within it twice (its strength).
    pub(super) strength: Vec<f64>,
    /// The sum of all strengths (2m).
    pub(super) all: f64,
}

impl Level {
    /// The graph itself.
    pub(super) fn ground(graph: &Csr) -> Self {
        let mut strength = graph.row_sums();
        for (node, other, weight) in graph.iter() {
            strength[node] += if node == other { *weight } else { 0.0 };
        }
        let links = graph.filtered(|node, other, weight| (node != other).then_some(weight));
        Self::new(links, strength)
    }

    pub(super) fn new(links: Csr, strength: Vec<f64>) -> Self {
        let all = strength.iter().sum();
        Self { links, strength, all }
    }

    pub(super) fn nodes(&self) -> usize {
        self.strength.len()
    }

    /// What chance would link between two of these strengths.
    pub(super) fn expected(&self, one: f64, other: f64) -> f64 {
        if self.all > 0.0 { one * other / self.all } else { 0.0 }
    }
}

/// Numbers communities from nought in the order of their first nodes; how many there are.
pub(super) fn renumber(of: &mut [u32]) -> usize {
    const NONE: u32 = u32::MAX;
    let mut new = vec![NONE; of.iter().max().map_or(0, |most| *most as usize + 1)];
    let mut count = 0;
    for community in of {
        let place = &mut new[*community as usize];
        if *place == NONE {
            *place = count;
            count += 1;
        }
        *community = *place;
    }
    count as usize
}
