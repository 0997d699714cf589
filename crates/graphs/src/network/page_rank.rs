//! Who is linked to by those who are much linked to.

use serde::{Deserialize, Serialize};

use crate::csr::Csr;

/// How PageRank is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Damping {
    /// The probability to follow a link rather than to begin anew anywhere.
    pub follow: f64,
    /// Stop once all ranks together change by less.
    pub tolerance: f64,
    /// Or after so many steps.
    pub steps: usize,
}

impl Default for Damping {
    fn default() -> Self {
        Self { follow: 0.85, tolerance: 1e-12, steps: 1000 }
    }
}

/// Ranks, which sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRank {
    /// Of each node.
    pub ranks: Vec<f64>,
    /// How many steps were taken.
    pub steps: usize,
    /// What changed in the last one.
    pub residual: f64,
}

/// PageRank of Brin and Page (1998) along arcs, in proportion to their weights; a node without arcs links to all alike.
pub fn page_rank(graph: &Csr, damping: Damping) -> PageRank {
    let nodes = graph.rows();
    let even = 1.0 / nodes as f64;
    let out = graph.row_sums();
    let shares = graph.filtered(|node, _, weight| (out[node] > 0.0).then(|| weight / out[node])).transposed();
    let mut found = PageRank { ranks: vec![even; nodes], steps: 0, residual: f64::INFINITY };
    while nodes > 0 && found.steps < damping.steps && found.residual >= damping.tolerance {
        let lost: f64 =
            found.ranks.iter().zip(&out).filter(|(_, out)| **out <= 0.0).map(|(rank, _)| rank).sum();
        let base = (1.0 - damping.follow + damping.follow * lost) * even;
        let next: Vec<f64> = (0..nodes)
            .map(|node| {
                let given: f64 = shares.row(node).map(|(from, share)| found.ranks[from] * share).sum();
                base + damping.follow * given
            })
            .collect();
        found.residual = next.iter().zip(&found.ranks).map(|(new, old)| (new - old).abs()).sum();
        found.ranks = next;
        found.steps += 1;
    }
    found
}
