//! Which territories may answer a question, and which leaves are expected of them.

use std::sync::Arc;

use lanbai_kernel::LeafSet;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex, View};

use super::cover::cover;
use super::{Cell, Coverage, Question, World};

/// Whether the asked territories themselves may answer, or only those below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operands {
    Included,
    Excluded,
}

/// The asked territories in the graph that the roll-up follows.
#[derive(Debug)]
pub(super) struct Scope<'q> {
    pub view: Arc<View>,
    pub territories: &'q [TerritoryIndex],
    operands: Operands,
    /// The leaves of a union; of a single territory the view knows them.
    union: Option<LeafSet>,
}

impl<'q> Scope<'q> {
    pub fn new(world: &World<'_>, question: &'q Question, operands: Operands) -> Self {
        let territories = &question.territories[..];
        let own = territories.first().map(|t| world.definitions.own_kind[t.at()]);
        let kind = question.kind.or(own).unwrap_or(MembershipKind::Plan);
        let view = world.territories.view(kind, question.period.last_day());
        let union = (territories.len() != 1).then(|| view.leaves_of_union(territories));
        Self { view, territories, operands, union }
    }

    /// The same territories without their own answers.
    pub fn below(&self) -> Self {
        let (view, union) = (Arc::clone(&self.view), self.union.clone());
        Self { view, territories: self.territories, operands: Operands::Excluded, union }
    }

    /// The one asked territory, where it may answer itself.
    pub fn single(&self) -> Option<TerritoryIndex> {
        match (self.operands, self.territories) {
            (Operands::Included, [only]) => Some(*only),
            _ => None,
        }
    }

    /// The leaves that are expected to be covered.
    pub fn leaves(&self) -> &LeafSet {
        self.union.as_ref().unwrap_or_else(|| self.view.leaves(self.territories[0]))
    }

    /// How much of the expected leaves a set covers.
    pub fn coverage(&self, covered: &LeafSet) -> Coverage {
        let missing = self.leaves().difference(covered);
        Coverage {
            covered: covered.len(),
            expected: self.leaves().len(),
            missing: self.view.territories_of(&missing).collect(),
        }
    }

    /// The territories that may answer, in ascending order. An operand of a union that is left out is out even if
    /// another operand holds it.
    pub fn candidates(&self) -> Vec<TerritoryIndex> {
        let mut candidates = self.view.descendants(self.territories);
        candidates.retain(|t| !self.territories.contains(t));
        if self.operands == Operands::Included {
            candidates.extend(self.territories);
            candidates.sort_unstable();
        }
        candidates
    }

    /// Whether nothing but the asked territories could answer.
    pub fn is_empty(&self) -> bool {
        self.operands == Operands::Excluded
            && self.territories.iter().all(|t| self.view.children(*t).is_empty())
    }

    /// Rule (b): of the territories that answer, the disjoint ones that cover most leaves, then are fewest, then
    /// come first by origin and place. The asked territory itself stands before all.
    pub fn cover(
        &self,
        mut answer: impl FnMut(TerritoryIndex) -> Option<Cell>,
    ) -> Vec<(TerritoryIndex, Cell)> {
        if let Some(own) = self.single().and_then(|only| Some((only, answer(only)?))) {
            return vec![own];
        }
        let mut family = if self.is_forest() {
            self.topmost(answer)
        } else {
            self.candidates().into_iter().filter_map(|t| Some((t, answer(t)?))).collect()
        };
        family.sort_unstable_by_key(|(territory, cell)| (cell.origin, *territory));
        if self.is_forest() {
            return family;
        }
        let sets: Vec<LeafSet> = family.iter().map(|(t, _)| self.view.leaves(*t).clone()).collect();
        cover(&sets).into_iter().map(|n| family[n]).collect()
    }

    /// Whether every candidate is reached in one way, so that those that answer cannot overlap but by holding
    /// one another.
    fn is_forest(&self) -> bool {
        let apart = || self.territories.iter().map(|t| self.view.leaves(*t).len()).sum::<usize>();
        self.territories.iter().all(|t| self.view.is_tree(*t))
            && (self.union.is_none() || apart() == self.leaves().len())
    }

    /// The best cover of a forest: whoever answers stands for all below it.
    fn topmost(&self, mut answer: impl FnMut(TerritoryIndex) -> Option<Cell>) -> Vec<(TerritoryIndex, Cell)> {
        let mut found = Vec::new();
        let mut waiting: Vec<TerritoryIndex> = match self.operands {
            Operands::Included if self.territories.len() > 1 => self.territories.to_vec(),
            _ => self.territories.iter().flat_map(|t| self.view.children(*t)).copied().collect(),
        };
        while let Some(top) = waiting.pop() {
            // A territory with a single member has that member's leaves: the stronger origin answers for both.
            let mut best: Option<(TerritoryIndex, Cell)> = None;
            let mut at = top;
            loop {
                let found = answer(at).map(|cell| (at, cell));
                best = match (best, found) {
                    (Some(old), Some(new)) if (new.1.origin, new.0) < (old.1.origin, old.0) => Some(new),
                    (old, new) => old.or(new),
                };
                match self.view.children(at) {
                    [only] => at = *only,
                    _ => break,
                }
            }
            match best {
                Some(best) => found.push(best),
                None => waiting.extend(self.view.children(at)),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};
    use lanbai_kernel::{Decimal, LeafSet, NaiveDate, Origin, Qualifiers};
    use proptest::prelude::*;

    use super::{Operands, Scope};
    use crate::evaluate::cover::cover;
    use crate::evaluate::{Cell, Method};

    fn cell(origin: Origin) -> Cell {
        let (value, rounding) = (Decimal::ONE, Decimal::ZERO);
        Cell { value, rounding, qualifiers: Qualifiers::EXACT, origin, source: None, method: Method::Direct }
    }

    proptest! {
        /// On a tree, whoever answers stands for all below it, just as the search over all sets would have it.
        #[test]
        fn a_tree_is_covered_as_any_graph_is(
            parents in prop::collection::vec(any::<prop::sample::Index>(), 1..14),
            origins in prop::collection::vec(prop::option::of(0usize..4), 15),
        ) {
            let number = |n: usize| TerritoryIndex(u32::try_from(n).expect("few"));
            let memberships = parents.iter().enumerate().map(|(n, parent)| Membership {
                child: number(n + 1),
                parent: number(parent.index(n + 1)),
                kind: MembershipKind::Plan,
                from: NaiveDate::MIN,
                to: None,
            });
            let graph = Graph::new(parents.len() + 1, memberships.collect());
            let view = graph.view(MembershipKind::Plan, NaiveDate::MAX);
            let top = [TerritoryIndex(0)];
            let scope = Scope { view, territories: &top, operands: Operands::Excluded, union: None };
            prop_assert!(scope.is_forest());
            let answer = |t: TerritoryIndex| origins[t.at()].map(|origin| cell(Origin::ALL[origin]));
            let mut family: Vec<(TerritoryIndex, Cell)> =
                scope.candidates().into_iter().filter_map(|t| Some((t, answer(t)?))).collect();
            family.sort_by_key(|(t, cell)| (cell.origin, *t));
            let sets: Vec<LeafSet> = family.iter().map(|(t, _)| scope.view.leaves(*t).clone()).collect();
            let expected: Vec<_> = cover(&sets).into_iter().map(|n| family[n]).collect();
            prop_assert_eq!(scope.cover(answer), expected);
        }
    }
}
