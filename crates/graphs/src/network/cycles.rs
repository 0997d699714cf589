//! Who owns, or supplies, himself in the end.

use crate::csr::Pattern;

/// Groups of nodes each of which can be reached from every other along arcs, and single nodes with a loop; members and
/// groups ascend. In a graph of ownership each of them is a mistake. (Tarjan 1972, without recursion.)
pub fn cycles(graph: &Pattern) -> Vec<Vec<u32>> {
    let nodes = graph.rows();
    let mut search = Search {
        order: vec![0; nodes],
        lowest: vec![0; nodes],
        is_open: vec![false; nodes],
        open: Vec::new(),
        next: 1,
        found: Vec::new(),
    };
    for root in 0..nodes {
        if search.order[root] == 0 {
            search.from(graph, root);
        }
    }
    search.found.sort();
    search.found
}

struct Search {
    /// When a node was reached, from one; nought before.
    order: Vec<u32>,
    /// The earliest open node that it leads to.
    lowest: Vec<u32>,
    is_open: Vec<bool>,
    open: Vec<u32>,
    next: u32,
    found: Vec<Vec<u32>>,
}

impl Search {
    fn reach(&mut self, node: usize) {
        self.order[node] = self.next;
        self.lowest[node] = self.next;
        self.next += 1;
        self.is_open[node] = true;
        self.open.push(u32::try_from(node).expect("nodes are numbered by u32"));
    }

    fn from(&mut self, graph: &Pattern, root: usize) {
        self.reach(root);
        let mut way = vec![(root, 0)];
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if let Some(target) = graph.targets(node).get(*followed) {
                *followed += 1;
                let target = *target as usize;
                if self.order[target] == 0 {
                    self.reach(target);
                    way.push((target, 0));
                } else if self.is_open[target] {
                    self.lowest[node] = self.lowest[node].min(self.order[target]);
                }
                continue;
            }
            way.pop();
            if let Some((parent, _)) = way.last() {
                self.lowest[*parent] = self.lowest[*parent].min(self.lowest[node]);
            }
            if self.lowest[node] == self.order[node] {
                self.close(graph, node);
            }
        }
    }

    /// All that was reached from `node` and leads back to it is one group.
    fn close(&mut self, graph: &Pattern, node: usize) {
        let begin = self.open.iter().rposition(|open| *open as usize == node).unwrap_or(0);
        let mut group = self.open.split_off(begin);
        group.iter().for_each(|member| self.is_open[*member as usize] = false);
        if group.len() > 1 || graph.contains(node, node) {
            group.sort_unstable();
            self.found.push(group);
        }
    }
}
