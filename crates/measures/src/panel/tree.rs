//! Territories in an order in which members come before the whole.

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex, View};

use super::sparse::{Bits, no_bits, set};

/// A territory with members, below which no territory is reached in two ways.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub territory: TerritoryIndex,
    /// How many leaves it has.
    pub leaves: u32,
    /// Its member if it has just one, which then has the same leaves.
    pub only_member: Option<Member>,
}

/// A member of a whole.
#[derive(Debug, Clone, Copy)]
pub(super) enum Member {
    Leaf(TerritoryIndex),
    /// By the number of the whole.
    Whole(usize),
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
    /// The wholes that hold each territory, by their number: one territory after the other.
    above: Vec<u32>,
    /// Where the wholes of each territory begin, and where those of the last one end.
    above_begins: Vec<u32>,
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
            above: Vec::new(),
            above_begins: Vec::new(),
            leaf_counts: vec![0; territories],
        };
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); territories];
        asked.iter().for_each(|territory| set(&mut tree.asked, *territory));
        for territory in view.upwards().iter().filter(|t| is_needed[t.at()]) {
            let leaves = count(view.leaves(*territory).len());
            tree.leaf_counts[territory.at()] = leaves;
            match view.children(*territory) {
                [] => set(&mut tree.leaves, *territory),
                members => {
                    let number = count(tree.wholes.len());
                    let member =
                        |of: &TerritoryIndex| match tree.wholes.iter().position(|w| w.territory == *of) {
                            Some(whole) => Member::Whole(whole),
                            None => Member::Leaf(*of),
                        };
                    let only_member = if let [only] = members { Some(member(only)) } else { None };
                    members.iter().for_each(|member| above[member.at()].push(number));
                    tree.wholes.push(Whole { territory: *territory, leaves, only_member });
                }
            }
        }
        for wholes in above {
            tree.above_begins.push(count(tree.above.len()));
            tree.above.extend(wholes);
        }
        tree.above_begins.push(count(tree.above.len()));
        tree
    }

    /// The wholes that hold a territory, by their number.
    pub fn above(&self, territory: TerritoryIndex) -> impl Iterator<Item = usize> {
        let begins = &self.above_begins[territory.at()..];
        self.above[begins[0] as usize..begins[1] as usize].iter().map(|whole| *whole as usize)
    }

    /// How many leaves a territory of the tree has.
    pub fn leaf_count(&self, territory: TerritoryIndex) -> u32 {
        self.leaf_counts[territory.at()]
    }
}

/// Nothing here is counted beyond the territories, whose numbers are of this length.
fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
