//! Territories in an order in which members come before the whole.

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex, View};

use super::sparse::{Bits, no_bits, set};

/// A territory with members, below which no territory is reached in two ways.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub territory: TerritoryIndex,
    /// How many leaves it has.
    pub leaves: u32,
    /// Whether it has a single member, which then has the same leaves.
    pub has_one_member: bool,
}

/// The territories of one graph that those who follow it need.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    /// Members before the whole.
    pub wholes: Vec<Whole>,
    /// Territories without members.
    pub leaves: Bits,
    /// Territories that follow this graph, so that it answers for them.
    pub asked: Bits,
    /// Territories that follow this graph and must be asked one by one.
    pub others: Vec<TerritoryIndex>,
    /// The wholes that hold each territory, by their number.
    above: Vec<Vec<usize>>,
    leaf_counts: Vec<u32>,
}

impl Tree {
    pub fn new(view: &View, own_kind: &[MembershipKind], kind: MembershipKind) -> Self {
        let territories = own_kind.len();
        let follows = |t: &TerritoryIndex| own_kind[t.at()] == kind;
        let (asked, others): (Vec<TerritoryIndex>, Vec<_>) =
            view.upwards().iter().filter(|t| follows(t)).partition(|t| view.is_tree(**t));
        let mut is_needed = vec![false; territories];
        for territory in view.descendants(&asked).iter().chain(&asked) {
            is_needed[territory.at()] = true;
        }
        let mut tree = Self {
            wholes: Vec::new(),
            leaves: no_bits(territories),
            asked: no_bits(territories),
            others,
            above: vec![Vec::new(); territories],
            leaf_counts: vec![0; territories],
        };
        asked.iter().for_each(|territory| set(&mut tree.asked, *territory));
        for territory in view.upwards().iter().filter(|t| is_needed[t.at()]) {
            let leaves = u32::try_from(view.leaves(*territory).len()).unwrap_or(u32::MAX);
            tree.leaf_counts[territory.at()] = leaves;
            match view.children(*territory) {
                [] => set(&mut tree.leaves, *territory),
                members => {
                    members.iter().for_each(|member| tree.above[member.at()].push(tree.wholes.len()));
                    tree.wholes.push(Whole {
                        territory: *territory,
                        leaves,
                        has_one_member: members.len() == 1,
                    });
                }
            }
        }
        tree
    }

    /// The wholes that hold a territory, by their number.
    pub fn above(&self, territory: TerritoryIndex) -> &[usize] {
        &self.above[territory.at()]
    }

    /// How many leaves a territory of the tree has.
    pub fn leaf_count(&self, territory: TerritoryIndex) -> u32 {
        self.leaf_counts[territory.at()]
    }
}
