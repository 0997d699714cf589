use std::collections::BTreeSet;

use super::{Membership, TerritoryIndex};
use crate::LeafSet;

/// The graph of one kind of membership on one day.
#[derive(Debug)]
pub struct View {
    children: Vec<Vec<TerritoryIndex>>,
    parents: Vec<Vec<TerritoryIndex>>,
    leaves: Vec<LeafSet>,
    leaf_territories: Vec<TerritoryIndex>,
    is_tree: Vec<bool>,
    upwards: Vec<TerritoryIndex>,
}

impl View {
    pub(super) fn new<'m>(territories: usize, held: impl Iterator<Item = &'m Membership>) -> Self {
        let mut children = vec![BTreeSet::new(); territories];
        for membership in held {
            children[membership.parent.at()].insert(membership.child);
        }
        let children: Vec<Vec<TerritoryIndex>> =
            children.into_iter().map(|set| set.into_iter().collect()).collect();
        let mut parents = vec![Vec::new(); territories];
        for (parent, below) in (0..).map(TerritoryIndex).zip(&children) {
            below.iter().for_each(|child| parents[child.at()].push(parent));
        }
        let mut leaf_territories = Vec::new();
        let mut leaf_number = vec![None; territories];
        for (n, below) in children.iter().enumerate() {
            if below.is_empty() {
                leaf_number[n] = Some(leaf_territories.len());
                leaf_territories.push(TerritoryIndex(u32::try_from(n).unwrap_or(u32::MAX)));
            }
        }
        let mut leaves = vec![None; territories];
        let mut upwards = Vec::with_capacity(territories);
        for n in 0..territories {
            collect_leaves(n, &children, &leaf_number, &mut leaves, &mut upwards);
        }
        let leaves: Vec<LeafSet> = leaves.into_iter().map(Option::unwrap_or_default).collect();
        let mut is_tree = vec![false; territories];
        for territory in &upwards {
            // Members share no leaf exactly when their leaves add up to those of the whole.
            let below = &children[territory.at()];
            let apart = below.iter().map(|child| leaves[child.at()].len()).sum::<usize>();
            let own = leaves[territory.at()].len();
            let adds_up = if below.is_empty() { own == 1 } else { own > 0 && apart == own };
            is_tree[territory.at()] = adds_up && below.iter().all(|child| is_tree[child.at()]);
        }
        Self { children, parents, leaves, leaf_territories, is_tree, upwards }
    }

    /// The direct members.
    pub fn children(&self, of: TerritoryIndex) -> &[TerritoryIndex] {
        &self.children[of.at()]
    }

    /// The territories that share a whole with this one, itself among them, in ascending order.
    pub fn peers(&self, of: TerritoryIndex) -> Vec<TerritoryIndex> {
        let wholes = self.parents[of.at()].iter();
        let mut peers: Vec<TerritoryIndex> =
            wholes.flat_map(|whole| self.children(*whole)).copied().collect();
        peers.sort_unstable();
        peers.dedup();
        peers
    }

    /// The leaves of one territory; a territory without members is its own leaf.
    pub fn leaves(&self, of: TerritoryIndex) -> &LeafSet {
        &self.leaves[of.at()]
    }

    /// Whether no territory below this one is reached in two ways.
    pub fn is_tree(&self, of: TerritoryIndex) -> bool {
        self.is_tree[of.at()]
    }

    /// Every territory, members before the whole.
    pub fn upwards(&self) -> &[TerritoryIndex] {
        &self.upwards
    }

    /// The leaves of a union of territories, each once.
    pub fn leaves_of_union(&self, of: &[TerritoryIndex]) -> LeafSet {
        let mut union = LeafSet::default();
        of.iter().for_each(|territory| union.extend(self.leaves(*territory)));
        union
    }

    /// Which territory a leaf number stands for.
    pub fn leaf(&self, number: usize) -> TerritoryIndex {
        self.leaf_territories[number]
    }

    /// The territories behind a set of leaf numbers.
    pub fn territories_of<'v>(&'v self, leaves: &'v LeafSet) -> impl Iterator<Item = TerritoryIndex> + 'v {
        leaves.iter().map(|n| self.leaf(n))
    }

    /// Every territory that one belongs to, directly or through others, each once and sorted; itself not among them.
    pub fn ancestors(&self, of: TerritoryIndex) -> Vec<TerritoryIndex> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![of];
        while let Some(next) = waiting.pop() {
            waiting.extend(self.parents[next.at()].iter().filter(|parent| found.insert(**parent)));
        }
        found.remove(&of);
        found.into_iter().collect()
    }

    /// Everything below the given territories, in ascending order, without themselves unless one lies below another.
    pub fn descendants(&self, of: &[TerritoryIndex]) -> Vec<TerritoryIndex> {
        let mut seen = vec![false; self.children.len()];
        let mut found = Vec::new();
        let mut waiting: Vec<TerritoryIndex> = of.to_vec();
        while let Some(next) = waiting.pop() {
            for child in self.children(next) {
                if !std::mem::replace(&mut seen[child.at()], true) {
                    found.push(*child);
                    waiting.push(*child);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// Depth first without recursion, so that a long chain of memberships cannot overflow the stack.
fn collect_leaves(
    start: usize,
    children: &[Vec<TerritoryIndex>],
    leaf_number: &[Option<usize>],
    leaves: &mut [Option<LeafSet>],
    upwards: &mut Vec<TerritoryIndex>,
) {
    let mut open = vec![start];
    let mut entered = vec![false; children.len()];
    while let Some(&node) = open.last() {
        // Each node is entered once: in a cycle the second visit finds it entered and does not wait for it.
        let unknown =
            children[node].iter().find(|child| leaves[child.at()].is_none() && !entered[child.at()]);
        if let (None, Some(child)) = (&leaves[node], unknown) {
            entered[child.at()] = true;
            open.push(child.at());
            continue;
        }
        let mut set = LeafSet::default();
        if let Some(number) = leaf_number[node] {
            set.insert(number);
        }
        for child in &children[node] {
            if let Some(below) = &leaves[child.at()] {
                set.extend(below);
            }
        }
        if leaves[node].replace(set).is_none() {
            upwards.push(TerritoryIndex(u32::try_from(node).unwrap_or(u32::MAX)));
        }
        open.pop();
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::territory::{Graph, Membership, MembershipKind, TerritoryIndex};

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 12, 31).expect("a date")
    }

    fn member(child: u32, parent: u32, from: i32, to: Option<i32>) -> Membership {
        Membership {
            child: TerritoryIndex(child),
            parent: TerritoryIndex(parent),
            kind: MembershipKind::Plan,
            from: day(from),
            to: to.map(day),
        }
    }

    #[test]
    fn a_union_of_overlapping_zones_counts_each_leaf_once() {
        // 0 and 1 are zones over bases 2 and 3; base 2 has leaves 4 and 5, base 3 has leaf 6.
        let graph = Graph::new(
            7,
            vec![
                member(2, 0, 2014, None),
                member(2, 1, 2018, None),
                member(3, 0, 2014, None),
                member(4, 2, 2014, None),
                member(5, 2, 2014, Some(2020)),
                member(6, 3, 2014, None),
            ],
        );
        let view = graph.view(MembershipKind::Plan, day(2019));
        let zones = [TerritoryIndex(0), TerritoryIndex(1)];
        assert_eq!(view.leaves_of_union(&zones).len(), 3);
        assert_eq!(view.leaves(TerritoryIndex(1)).len(), 2);
        assert_eq!(view.descendants(&zones).len(), 5);
        let later = graph.view(MembershipKind::Plan, day(2021));
        assert_eq!(later.leaves_of_union(&zones).len(), 2, "leaf 5 left in 2020");
        let administrative = graph.view(MembershipKind::Administrative, day(2019));
        assert_eq!(
            administrative.leaves(TerritoryIndex(0)).len(),
            1,
            "its own leaf without members of that kind"
        );
    }

    #[test]
    fn a_tree_is_told_from_what_is_reached_in_two_ways() {
        // 0 over 1 and 2, which share 3; 1 also has 4.
        let edges = [(1, 0), (2, 0), (3, 1), (3, 2), (4, 1)];
        let graph = Graph::new(5, edges.map(|(child, parent)| member(child, parent, 2014, None)).to_vec());
        let view = graph.view(MembershipKind::Plan, day(2019));
        let trees: Vec<u32> = (0..5).filter(|n| view.is_tree(TerritoryIndex(*n))).collect();
        assert_eq!(trees, [1, 2, 3, 4]);
        assert_eq!(view.peers(TerritoryIndex(3)), [TerritoryIndex(3), TerritoryIndex(4)]);
        assert!(view.peers(TerritoryIndex(0)).is_empty());
        assert_eq!(view.ancestors(TerritoryIndex(3)), [0, 1, 2].map(TerritoryIndex));
        assert!(view.ancestors(TerritoryIndex(0)).is_empty());
        let place = |n| view.upwards().iter().position(|t| *t == TerritoryIndex(n));
        assert!(edges.iter().all(|(child, parent)| place(*child) < place(*parent)));
    }

    #[test]
    fn a_cycle_does_not_hang() {
        let graph = Graph::new(2, vec![member(0, 1, 2014, None), member(1, 0, 2014, None)]);
        let view = graph.view(MembershipKind::Plan, day(2019));
        assert!(view.leaves(TerritoryIndex(0)).is_empty());
        assert_eq!(view.ancestors(TerritoryIndex(0)), [TerritoryIndex(1)]);
    }
}
