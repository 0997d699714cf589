//! The strongest ties of a complete network: enough to hold it together, and all that are strong.

use crate::dense::Dense;

/// Pairs (a, b, weight) with a < b of a symmetric matrix: its maximum spanning forest over positive weights (Kruskal
/// 1956), and every other pair of `least` or more; strongest first, equals by their numbers. Hidalgo and others (2007)
/// draw the product space so, with 0.55.
pub fn backbone(weights: &Dense, least: f64) -> Vec<(u32, u32, f64)> {
    let count = weights.rows();
    let mut pairs: Vec<(u32, u32, f64)> = (0_u32..)
        .take(count)
        .flat_map(|a| (0..a).map(move |b| (b, a)))
        .map(|(a, b)| (a, b, weights.value(a as usize, b as usize)))
        .filter(|(_, _, weight)| *weight > 0.0)
        .collect();
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    let mut trees = Trees((0_u32..).take(count).collect());
    pairs.retain(|(a, b, weight)| trees.join(*a, *b) || *weight >= least);
    pairs
}

/// For each node another of its tree, or itself where it is the root.
struct Trees(Vec<u32>);

impl Trees {
    fn root(&mut self, mut node: u32) -> u32 {
        while self.0[node as usize] != node {
            let above = self.0[node as usize];
            self.0[node as usize] = self.0[above as usize];
            node = above;
        }
        node
    }

    /// Whether they were in two trees.
    fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a as usize] = b;
        a != b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(values: &[[f64; 4]; 4]) -> Dense {
        let mut weights = Dense::zeros(4, 4);
        for (row, line) in values.iter().enumerate() {
            weights.row_mut(row).copy_from_slice(line);
        }
        weights
    }

    #[test]
    fn the_tree_first_and_what_is_strong() {
        let weights =
            square(&[[1.0, 0.9, 0.8, 0.1], [0.9, 1.0, 0.6, 0.0], [0.8, 0.6, 1.0, 0.2], [0.1, 0.0, 0.2, 1.0]]);
        let tree = vec![(0, 1, 0.9), (0, 2, 0.8), (2, 3, 0.2)];
        assert_eq!(backbone(&weights, 2.0), tree);
        let mut more = tree;
        more.insert(2, (1, 2, 0.6));
        assert_eq!(backbone(&weights, 0.6), more);
    }

    #[test]
    fn what_has_no_tie_stands_alone() {
        assert!(backbone(&Dense::zeros(4, 4), 0.5).is_empty());
    }
}
