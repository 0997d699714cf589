//! Territories in an order in which members come before the whole.

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex, View};

/// One territory below which no territory is reached in two ways.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub territory: TerritoryIndex,
    /// How many leaves it has.
    pub leaves: u32,
    /// Where what its members give is gathered; none for a leaf.
    pub below: Option<usize>,
    /// Whether it has a single member, which then has the same leaves.
    pub has_one_member: bool,
    /// Whether a question about the territory follows this graph.
    pub is_asked: bool,
    parents: std::ops::Range<usize>,
}

/// The territories of one graph that those who follow it need.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// Territories that follow this graph and must be asked one by one.
    pub others: Vec<TerritoryIndex>,
    /// How many nodes have members.
    pub wholes: usize,
    parents: Vec<usize>,
}

impl Tree {
    pub fn new(view: &View, own_kind: &[MembershipKind], kind: MembershipKind) -> Self {
        let follows = |t: &TerritoryIndex| own_kind[t.at()] == kind;
        let (trees, others): (Vec<_>, Vec<_>) =
            view.upwards().iter().filter(|t| follows(t)).partition(|t| view.is_tree(**t));
        let mut is_needed = vec![false; own_kind.len()];
        for territory in view.descendants(&trees).iter().chain(&trees) {
            is_needed[territory.at()] = true;
        }
        let needed: Vec<TerritoryIndex> =
            view.upwards().iter().filter(|t| is_needed[t.at()]).copied().collect();
        let mut below = vec![None; own_kind.len()];
        let wholes = needed.iter().filter(|t| !view.children(**t).is_empty());
        for (place, whole) in wholes.enumerate() {
            below[whole.at()] = Some(place);
        }
        let mut above = vec![Vec::new(); own_kind.len()];
        for whole in &needed {
            for child in view.children(*whole) {
                above[child.at()].extend(below[whole.at()]);
            }
        }
        let mut parents = Vec::new();
        let nodes = needed.iter().map(|territory| {
            let from = parents.len();
            parents.append(&mut above[territory.at()]);
            Node {
                territory: *territory,
                leaves: u32::try_from(view.leaves(*territory).len()).unwrap_or(u32::MAX),
                below: below[territory.at()],
                has_one_member: view.children(*territory).len() == 1,
                is_asked: follows(territory),
                parents: from..parents.len(),
            }
        });
        let nodes = nodes.collect();
        Self { nodes, others, wholes: below.iter().flatten().count(), parents }
    }

    /// Where a node's part is gathered.
    pub fn parents_of(&self, node: &Node) -> &[usize] {
        &self.parents[node.parents.clone()]
    }
}
