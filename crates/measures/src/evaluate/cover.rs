use lanbai_kernel::LeafSet;

/// How many branches the exact search may look at before it settles for the best cover found so far.
///
/// Zones that overlap without one holding the other are few in any real plan; this is reached only by adversarial
/// graphs, and the answer is then still disjoint and still honest about its coverage.
const SEARCH_LIMIT: u32 = 200_000;

/// Picks disjoint sets that cover most leaves, then are fewest, then come first in `sets`.
///
/// `sets` are in order of preference among equals. Returns ascending indices.
pub(super) fn cover(sets: &[LeafSet]) -> Vec<usize> {
    let mut chosen = Vec::new();
    for component in components(sets) {
        let mut union = LeafSet::default();
        component.iter().for_each(|n| union.extend(&sets[*n]));
        // One set that holds all the others is the best cover there is: all leaves with one territory.
        match component.iter().find(|n| sets[**n] == union) {
            Some(whole) => chosen.push(*whole),
            None => chosen.extend(Search::run(sets, &component)),
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Groups of sets that are connected by overlaps; empty sets are left out.
fn components(sets: &[LeafSet]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(LeafSet, Vec<usize>)> = Vec::new();
    for (n, set) in sets.iter().enumerate().filter(|(_, set)| !set.is_empty()) {
        let mut joined = (set.clone(), vec![n]);
        groups.retain_mut(|(union, members)| {
            let apart = union.is_disjoint(set);
            if !apart {
                joined.0.extend(union);
                joined.1.append(members);
            }
            apart
        });
        joined.1.sort_unstable();
        groups.push(joined);
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

/// Branch and bound over one component.
struct Search<'s> {
    sets: &'s [LeafSet],
    /// Largest first, so that good covers are found early.
    order: Vec<usize>,
    /// Union of the sets from each position of `order` on: what could still be covered.
    ahead: Vec<LeafSet>,
    best: Vec<usize>,
    best_covered: usize,
    steps: u32,
}

impl<'s> Search<'s> {
    fn run(sets: &'s [LeafSet], component: &[usize]) -> Vec<usize> {
        let mut order = component.to_vec();
        order.sort_by_key(|n| (std::cmp::Reverse(sets[*n].len()), *n));
        let mut ahead = vec![LeafSet::default(); order.len() + 1];
        for position in (0..order.len()).rev() {
            let mut union = ahead[position + 1].clone();
            union.extend(&sets[order[position]]);
            ahead[position] = union;
        }
        let mut search = Self { sets, order, ahead, best: Vec::new(), best_covered: 0, steps: 0 };
        search.descend(0, &LeafSet::default(), 0, &mut Vec::new());
        search.best
    }

    fn descend(&mut self, position: usize, taken: &LeafSet, covered: usize, picked: &mut Vec<usize>) {
        self.consider(covered, picked);
        self.steps += 1;
        if position == self.order.len() || self.steps > SEARCH_LIMIT {
            return;
        }
        let reachable = covered + self.ahead[position].difference(taken).len();
        if reachable < self.best_covered || (reachable == self.best_covered && picked.len() > self.best.len())
        {
            return;
        }
        let next = self.order[position];
        if self.sets[next].is_disjoint(taken) {
            let mut with = taken.clone();
            with.extend(&self.sets[next]);
            picked.push(next);
            self.descend(position + 1, &with, covered + self.sets[next].len(), picked);
            picked.pop();
        }
        self.descend(position + 1, taken, covered, picked);
    }

    fn consider(&mut self, covered: usize, picked: &[usize]) {
        let mut sorted = picked.to_vec();
        sorted.sort_unstable();
        let better = covered > self.best_covered
            || (covered == self.best_covered
                && covered > 0
                && (sorted.len(), &sorted) < (self.best.len(), &self.best));
        if better {
            self.best_covered = covered;
            self.best = sorted;
        }
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::LeafSet;
    use proptest::prelude::*;

    use super::cover;

    fn sets(groups: &[&[usize]]) -> Vec<LeafSet> {
        groups.iter().map(|leaves| leaves.iter().copied().collect()).collect()
    }

    #[test]
    fn most_leaves_then_fewest_then_first() {
        // A larger set alone covers less than a smaller one with its neighbour.
        assert_eq!(cover(&sets(&[&[1, 2, 3], &[3, 4, 5], &[1, 2]])), [1, 2]);
        // The same leaves with fewer territories.
        assert_eq!(cover(&sets(&[&[1], &[2], &[1, 2]])), [2]);
        // The same in every respect: the first.
        assert_eq!(cover(&sets(&[&[1, 2], &[1, 2]])), [0]);
        assert_eq!(cover(&sets(&[&[], &[7]])), [1]);
    }

    /// Every subset, without any cleverness.
    fn naive(sets: &[LeafSet]) -> Vec<usize> {
        let mut best: (usize, Vec<usize>) = (0, Vec::new());
        for bits in 0u32..1 << sets.len() {
            let picked: Vec<usize> = (0..sets.len()).filter(|n| bits >> n & 1 == 1).collect();
            let mut union = LeafSet::default();
            let mut total = 0;
            for n in &picked {
                union.extend(&sets[*n]);
                total += sets[*n].len();
            }
            let disjoint_and_full = union.len() == total && picked.iter().all(|n| !sets[*n].is_empty());
            let better = total > best.0
                || (total == best.0 && total > 0 && (picked.len(), &picked) < (best.1.len(), &best.1));
            if disjoint_and_full && better {
                best = (total, picked);
            }
        }
        best.1
    }

    proptest! {
        #[test]
        fn agrees_with_trying_every_subset(groups in prop::collection::vec(prop::collection::btree_set(0usize..9, 0..5), 0..9)) {
            let sets: Vec<LeafSet> = groups.into_iter().map(|g| g.into_iter().collect()).collect();
            let picked = cover(&sets);
            let expected = naive(&sets);
            let covered = |chosen: &[usize]| chosen.iter().map(|n| sets[*n].len()).sum::<usize>();
            prop_assert_eq!(covered(&picked), covered(&expected));
            prop_assert_eq!(picked.len(), expected.len());
        }
    }
}
