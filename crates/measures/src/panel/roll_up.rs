//! Rules (b) and (d) for all territories of a tree at once: what members give is gathered before it is asked for.

use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;

use super::figure::{Chosen, Figure};
use super::sparse::Sparse;
use super::tree::{Tree, Whole};
use crate::evaluate::Amount;

/// A sum over disjoint territories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sum {
    /// None once a number grew beyond what a decimal holds.
    amount: Option<Chosen>,
    covered: u32,
    /// The territory that gives it all, if just one does, and its origin.
    only: Option<(Origin, TerritoryIndex)>,
}

impl Sum {
    fn own(amount: Chosen, territory: TerritoryIndex, leaves: u32) -> Self {
        Self { amount: Some(amount), covered: leaves, only: Some((amount.origin, territory)) }
    }

    fn plus(self, other: Self) -> Self {
        let amount = self.amount.zip(other.amount).and_then(|(a, b)| a.plus(b));
        Self { amount, covered: self.covered + other.covered, only: None }
    }

    /// The value with its coverage.
    pub fn figure(self) -> Option<Figure> {
        Some(self.amount?.covering(self.covered))
    }
}

fn gather<T: Copy>(gathered: &mut Option<T>, part: T, plus: impl FnOnce(T, T) -> T) {
    *gathered = Some(match *gathered {
        None => part,
        Some(sum) => plus(sum, part),
    });
}

/// What a whole answers for itself, and what it gives to the wholes above it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rolled {
    pub asked: Option<Sum>,
    given: Option<Sum>,
}

impl Rolled {
    /// An own answer stands for all below. Only where the whole has the same leaves as its single member does the
    /// stronger origin answer to those above.
    fn new(whole: &Whole, own: Option<Chosen>, below: Option<Sum>) -> Self {
        let Some(own) = own.map(|amount| Sum::own(amount, whole.territory, whole.leaves)) else {
            return Self { asked: below, given: below };
        };
        let is_stronger = |sum: &Sum| sum.only.is_some() && sum.only < own.only;
        let given = below.filter(|sum| whole.has_one_member && is_stronger(sum)).unwrap_or(own);
        Self { asked: Some(own), given: Some(given) }
    }
}

/// Adds up what territories answer; one result for each whole.
pub(super) fn roll_up(tree: &Tree, adds_up: bool, own: &Sparse<Chosen>) -> Vec<Rolled> {
    let mut below: Vec<Option<Sum>> = vec![None; tree.wholes.len()];
    if adds_up {
        for (leaf, amount) in own.among(&tree.leaves) {
            for whole in tree.above(leaf) {
                gather(&mut below[*whole], Sum::own(amount, leaf, 1), Sum::plus);
            }
        }
    }
    let mut rolled = Vec::with_capacity(tree.wholes.len());
    for (n, whole) in tree.wholes.iter().enumerate() {
        let result = Rolled::new(whole, own.get(whole.territory), below[n]);
        if let Some(given) = result.given.filter(|_| adds_up) {
            tree.above(whole.territory).iter().for_each(|n| gather(&mut below[*n], given, Sum::plus));
        }
        rolled.push(result);
    }
    rolled
}

/// One part of a ratio along one tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'s> {
    pub own: &'s Sparse<Chosen>,
    pub rolled: &'s [Rolled],
    pub adds_up: bool,
}

/// Both parts over the leaves that both cover: hands on every leaf and whole that has some.
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
    let both = |a: [Sum; 2], b: [Sum; 2]| [a[0].plus(b[0]), a[1].plus(b[1])];
    let mut common: Vec<Option<[Sum; 2]>> = vec![None; tree.wholes.len()];
    for (leaf, a, b) in above.own.shared(below.own, &tree.leaves) {
        if adds_up {
            let own = [Sum::own(a, leaf, 1), Sum::own(b, leaf, 1)];
            tree.above(leaf).iter().for_each(|whole| gather(&mut common[*whole], own, both));
        }
        result(leaf, [a.covering(1), b.covering(1)]);
    }
    for (n, whole) in tree.wholes.iter().enumerate() {
        let wholly = |a: Option<Sum>, b: Option<Sum>| {
            a.zip(b).filter(|(a, b)| [a.covered, b.covered] == [whole.leaves; 2]).map(|(a, b)| [a, b])
        };
        let (a, b) = (above.rolled[n], below.rolled[n]);
        if let Some(given) = wholly(a.given, b.given).or(common[n]).filter(|_| adds_up) {
            tree.above(whole.territory).iter().for_each(|n| gather(&mut common[*n], given, both));
        }
        if let Some([a, b]) = wholly(a.asked, b.asked).or(common[n])
            && let Some(figures) = a.figure().zip(b.figure())
        {
            result(whole.territory, figures.into());
        }
    }
}
