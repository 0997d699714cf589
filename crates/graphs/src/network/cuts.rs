//! Nodes and links whose loss parts what hung together.

use crate::csr::Pattern;

/// What an undirected graph cannot lose without falling apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cuts {
    /// Articulation points, ascending.
    pub nodes: Vec<u32>,
    /// Bridges as (lesser, greater), ascending.
    pub links: Vec<(u32, u32)>,
}

/// Articulation points and bridges, in one search of the whole graph (Hopcroft and Tarjan 1973), without recursion.
pub fn cuts(graph: &Pattern) -> Cuts {
    let mut search = Search {
        graph,
        order: vec![0; graph.rows()],
        lowest: vec![0; graph.rows()],
        next: 1,
        is_cut: vec![false; graph.rows()],
        links: Vec::new(),
    };
    (0..graph.rows()).for_each(|root| search.from(root));
    let nodes = (0_u32..).zip(&search.is_cut).filter(|(_, cut)| **cut).map(|(node, _)| node).collect();
    search.links.sort_unstable();
    Cuts { nodes, links: search.links }
}

struct Search<'g> {
    graph: &'g Pattern,
    /// When a node was reached, from one; nought before.
    order: Vec<u32>,
    /// The earliest node that it or what lies below it is linked to.
    lowest: Vec<u32>,
    next: u32,
    is_cut: Vec<bool>,
    links: Vec<(u32, u32)>,
}

/// A node on the way from the root, and how many of its links were followed.
struct Step {
    node: usize,
    parent: usize,
    followed: usize,
}

impl Search<'_> {
    fn reach(&mut self, node: usize) {
        self.order[node] = self.next;
        self.lowest[node] = self.next;
        self.next += 1;
    }

    fn from(&mut self, root: usize) {
        if self.order[root] != 0 {
            return;
        }
        self.reach(root);
        let mut branches = 0;
        let mut way = vec![Step { node: root, parent: root, followed: 0 }];
        while let Some(step) = way.last_mut() {
            let (node, parent) = (step.node, step.parent);
            if let Some(target) = self.graph.targets(node).get(step.followed) {
                step.followed += 1;
                let target = *target as usize;
                if self.order[target] == 0 {
                    self.reach(target);
                    branches += usize::from(node == root);
                    way.push(Step { node: target, parent: node, followed: 0 });
                } else if target != parent {
                    self.lowest[node] = self.lowest[node].min(self.order[target]);
                }
                continue;
            }
            way.pop();
            if node != root {
                self.close(node, parent, root);
            }
        }
        self.is_cut[root] = branches > 1;
    }

    /// All below `node` was seen.
    fn close(&mut self, node: usize, parent: usize, root: usize) {
        self.lowest[parent] = self.lowest[parent].min(self.lowest[node]);
        if self.lowest[node] >= self.order[parent] && parent != root {
            self.is_cut[parent] = true;
        }
        if self.lowest[node] > self.order[parent] {
            let number = |at: usize| u32::try_from(at).expect("nodes are numbered by u32");
            self.links.push((number(node.min(parent)), number(node.max(parent))));
        }
    }
}
