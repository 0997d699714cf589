//! How deep in the core of a network a node lies.

use crate::csr::Pattern;

/// The greatest k for which a node belongs to a part where all have at least k links (Batagelj and Zaversnik 2003).
/// For an undirected graph.
pub fn core_numbers(graph: &Pattern) -> Vec<u32> {
    let nodes = graph.rows();
    let mut left: Vec<usize> = (0..nodes).map(|node| graph.degree(node)).collect();
    let most = left.iter().max().copied().unwrap_or(0);
    // Nodes sorted by the links they have left; `begin[k]` is where those with k begin.
    let mut begin = vec![0; most + 2];
    left.iter().for_each(|degree| begin[degree + 1] += 1);
    (0..=most).for_each(|degree| begin[degree + 1] += begin[degree]);
    let (mut sorted, mut place) = (vec![0; nodes], vec![0; nodes]);
    let mut next = begin.clone();
    for node in 0..nodes {
        place[node] = next[left[node]];
        sorted[place[node]] = node;
        next[left[node]] += 1;
    }
    for at in 0..nodes {
        let node = sorted[at];
        for target in graph.targets(node) {
            let target = *target as usize;
            if left[target] > left[node] {
                // Moves to the front of those with as many links, which then begin one further on.
                let front = begin[left[target]].max(at + 1);
                let (first, own) = (sorted[front], place[target]);
                sorted.swap(front, own);
                place.swap(first, target);
                begin[left[target]] = front + 1;
                left[target] -= 1;
            }
        }
    }
    left.into_iter().map(|core| u32::try_from(core).expect("nodes are numbered by u32")).collect()
}
