//! What hangs together.

use crate::csr::Pattern;

/// The number of each node's component in an undirected graph, in the order of their first nodes, from nought.
pub fn components(graph: &Pattern) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let mut found = vec![NONE; graph.rows()];
    let mut waiting = Vec::new();
    let mut next = 0;
    for first in 0..graph.rows() {
        if found[first] != NONE {
            continue;
        }
        found[first] = next;
        waiting.push(first);
        while let Some(node) = waiting.pop() {
            for target in graph.targets(node) {
                if found[*target as usize] == NONE {
                    found[*target as usize] = next;
                    waiting.push(*target as usize);
                }
            }
        }
        next += 1;
    }
    found
}
