//! Rules (b) and (d) for all territories of a tree at once: what members give is gathered before it is asked for.

use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;

use super::figure::{Chosen, Figure};
use super::sparse::Sparse;
use super::tree::{Member, Tree, Whole};
use crate::evaluate::Amount;

/// A sum over disjoint territories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sum {
    /// None once a number grew beyond what a decimal holds.
    amount: Option<Chosen>,
    covered: u32,
    /// The territory that gives it all, if just one does.
    only: Option<TerritoryIndex>,
}

impl Sum {
    fn own(amount: Chosen, territory: TerritoryIndex, leaves: u32) -> Self {
        Self { amount: Some(amount), covered: leaves, only: Some(territory) }
    }

    fn add(&mut self, other: Self) {
        self.amount = self.amount.zip(other.amount).and_then(|(a, b)| a.plus(b));
        self.covered += other.covered;
        self.only = None;
    }

    /// The value with its coverage.
    pub fn figure(self) -> Option<Figure> {
        Some(self.amount?.covering(self.covered))
    }

    /// The order between two territories of the same leaves.
    fn rank(&self) -> Option<(Origin, TerritoryIndex)> {
        Some((self.amount?.origin, self.only?))
    }
}

fn gather<T: Copy>(gathered: &mut Option<T>, part: T, add: impl FnOnce(&mut T, T)) {
    match gathered {
        None => *gathered = Some(part),
        Some(sum) => add(sum, part),
    }
}

/// What a whole answers: for itself its own, or else what its members give.
fn asked(whole: &Whole, own: Option<Chosen>, below: Option<Sum>) -> Option<Sum> {
    own.map(|amount| Sum::own(amount, whole.territory, whole.leaves)).or(below)
}

/// What a whole gives to those above it: its own answer stands for all below, but where it has the same leaves as
/// its single member, the stronger origin answers.
fn given(whole: &Whole, own: Option<Chosen>, below: Option<Sum>) -> Option<Sum> {
    let asked = asked(whole, own, below);
    if whole.only_member.is_none() {
        return asked;
    }
    let is_all = |sum: &Sum| sum.only.is_some() && sum.covered == whole.leaves;
    let stronger = below.filter(|sum| is_all(sum) && sum.rank() < asked.as_ref().and_then(Sum::rank));
    stronger.or(asked)
}

/// Adds up what territories answer: for each whole, what it answers itself or its members give together.
pub(super) fn roll_up(tree: &Tree, adds_up: bool, own: &Sparse<Chosen>) -> Vec<Option<Sum>> {
    // What members give stands in the place of a whole until it is asked itself.
    let mut answers: Vec<Option<Sum>> = vec![None; tree.wholes.len()];
    if adds_up {
        own.among(&tree.leaves, |leaf, amount| {
            for whole in tree.above(leaf) {
                gather(&mut answers[whole], Sum::own(amount, leaf, 1), Sum::add);
            }
        });
    }
    for (n, whole) in tree.wholes.iter().enumerate() {
        let (own, below) = (own.get(whole.territory), answers[n]);
        if adds_up && let Some(given) = given(whole, own, below) {
            tree.above(whole.territory).for_each(|n| gather(&mut answers[n], given, Sum::add));
        }
        answers[n] = asked(whole, own, below);
    }
    answers
}

/// One part along one tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'s> {
    pub own: &'s Sparse<Chosen>,
    /// What each whole answers.
    pub wholes: &'s [Option<Sum>],
    pub adds_up: bool,
}

impl Side<'_> {
    fn given(&self, tree: &Tree, n: usize) -> Option<Sum> {
        let whole = &tree.wholes[n];
        let Some(member) = whole.only_member.filter(|_| self.adds_up) else { return self.wholes[n] };
        let below = match member {
            Member::Leaf(leaf) => self.own.get(leaf).map(|amount| Sum::own(amount, leaf, 1)),
            Member::Whole(member) => self.given(tree, member),
        };
        given(whole, self.own.get(whole.territory), below)
    }
}

/// Both parts over the leaves that both cover: hands on every leaf, ascending, and then every whole that has some.
///
/// Where both cover a whole, their sums stand. Where they do not, no territory that holds an uncovered leaf may
/// answer for either, so the common leaves are those of its members together.
pub(super) fn over_common_leaves(
    tree: &Tree,
    sides: [Side<'_>; 2],
    mut result: impl FnMut(TerritoryIndex, [Figure; 2]),
) {
    let [above, below] = sides;
    let adds_up = above.adds_up && below.adds_up;
    let add = |[a, b]: &mut [Sum; 2], other: [Sum; 2]| {
        a.add(other[0]);
        b.add(other[1]);
    };
    let mut common: Vec<Option<[Sum; 2]>> = vec![None; tree.wholes.len()];
    above.own.shared(below.own, &tree.leaves, |leaf, a, b| {
        if adds_up {
            let own = [Sum::own(a, leaf, 1), Sum::own(b, leaf, 1)];
            tree.above(leaf).for_each(|whole| gather(&mut common[whole], own, add));
        }
        result(leaf, [a.covering(1), b.covering(1)]);
    });
    for (n, whole) in tree.wholes.iter().enumerate() {
        let wholly = |a: Option<Sum>, b: Option<Sum>| {
            a.zip(b).filter(|(a, b)| [a.covered, b.covered] == [whole.leaves; 2]).map(|(a, b)| [a, b])
        };
        if adds_up && let Some(given) = wholly(above.given(tree, n), below.given(tree, n)).or(common[n]) {
            tree.above(whole.territory).for_each(|n| gather(&mut common[n], given, add));
        }
        if let Some([a, b]) = wholly(above.wholes[n], below.wholes[n]).or(common[n])
            && let Some(figures) = a.figure().zip(b.figure())
        {
            result(whole.territory, figures.into());
        }
    }
}
