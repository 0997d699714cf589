//! Rules (b) and (d) for all territories of a tree at once: what members give is gathered before it is asked for.

use std::sync::Arc;

use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;

use super::figure::Stated;
use super::sparse::Sparse;
use super::tree::{Member, Tree, Whole};

/// A sum over disjoint territories; at first over none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sum<A> {
    amount: A,
    pub covered: u32,
    /// How many territories gave to it.
    givers: u32,
    /// The last of them.
    giver: TerritoryIndex,
    /// Whether a number grew beyond what is held.
    is_beyond: bool,
}

impl<A: Stated> Sum<A> {
    const NOTHING: Self =
        Self { amount: A::NOTHING, covered: 0, givers: 0, giver: TerritoryIndex(0), is_beyond: false };

    fn own(amount: A, territory: TerritoryIndex, leaves: u32) -> Self {
        Self { amount, covered: leaves, givers: 1, giver: territory, is_beyond: false }
    }

    /// Whether anyone gave to it.
    fn is_some(&self) -> bool {
        self.givers > 0
    }

    #[inline]
    fn add(&mut self, other: Self) {
        if !other.is_some() {
            return;
        }
        match self.amount.plus(other.amount) {
            Some(amount) => self.amount = amount,
            None => self.is_beyond = true,
        }
        self.covered += other.covered;
        self.givers += other.givers;
        self.giver = other.giver;
        self.is_beyond |= other.is_beyond;
    }

    /// The number, if anyone gave to it and it did not grow beyond what is held.
    pub fn amount(&self) -> Option<A> {
        (self.is_some() && !self.is_beyond).then_some(self.amount)
    }

    /// The order between two territories of the same leaves.
    fn rank(&self) -> Option<(Origin, TerritoryIndex)> {
        Some((self.amount()?.origin(), (self.givers == 1).then_some(self.giver)?))
    }

    /// The same of another kind of amount.
    pub fn map<B>(self, to: impl FnOnce(A) -> B) -> Sum<B> {
        let Self { amount, covered, givers, giver, is_beyond } = self;
        Sum { amount: to(amount), covered, givers, giver, is_beyond }
    }
}

/// What a whole answers: for itself its own, or else what its members give.
fn asked<A: Stated>(whole: &Whole, own: Option<A>, below: Sum<A>) -> Sum<A> {
    own.map_or(below, |amount| Sum::own(amount, whole.territory, whole.leaves))
}

/// What a whole gives to those above it: its own answer stands for all below, but where it has the same leaves as
/// its single member, the stronger origin answers.
fn given<A: Stated>(whole: &Whole, own: Option<A>, below: Sum<A>) -> Sum<A> {
    let asked = asked(whole, own, below);
    if whole.only_member.is_none() {
        return asked;
    }
    let is_all = below.givers == 1 && below.covered == whole.leaves;
    if is_all && below.rank() < asked.rank() { below } else { asked }
}

/// What each whole of a tree answers.
pub(super) type Wholes<A> = Vec<Sum<A>>;

/// What territories answer, with what that adds up to along each of some trees.
#[derive(Debug, Clone)]
pub(super) struct RolledUp<A> {
    pub own: Arc<Sparse<A>>,
    wholes: Vec<Wholes<A>>,
    adds_up: bool,
}

impl<A: Stated> RolledUp<A> {
    pub fn new<'t>(own: Arc<Sparse<A>>, adds_up: bool, trees: impl Iterator<Item = &'t Tree>) -> Self {
        let wholes = trees.map(|tree| roll_up(tree, adds_up, &own)).collect();
        Self { own, wholes, adds_up }
    }

    /// The part along one of the trees.
    pub fn along(&self, tree: usize) -> Side<'_, A> {
        Side { own: &self.own, wholes: &self.wholes[tree], adds_up: self.adds_up }
    }
}

/// Adds up what territories answer: for each whole, what it answers itself or its members give together.
fn roll_up<A: Stated>(tree: &Tree, adds_up: bool, own: &Sparse<A>) -> Wholes<A> {
    // What members give stands in the place of a whole until it is asked itself.
    let mut answers: Wholes<A> = vec![Sum::NOTHING; tree.wholes.len()];
    if adds_up {
        own.among(&tree.leaves, |leaf, amount| {
            for whole in tree.above(leaf) {
                answers[whole].add(Sum::own(amount, leaf, 1));
            }
        });
    }
    for (n, whole) in tree.wholes.iter().enumerate() {
        let (own, below) = (own.get(whole.territory), answers[n]);
        if adds_up {
            let given = given(whole, own, below);
            tree.above(whole.territory).for_each(|n| answers[n].add(given));
        }
        answers[n] = asked(whole, own, below);
    }
    answers
}

/// One part along one tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'s, A> {
    pub own: &'s Sparse<A>,
    /// What each whole answers.
    pub wholes: &'s [Sum<A>],
    adds_up: bool,
}

impl<A: Stated> Side<'_, A> {
    fn given(&self, tree: &Tree, n: usize) -> Sum<A> {
        let whole = &tree.wholes[n];
        let Some(member) = whole.only_member.filter(|_| self.adds_up) else { return self.wholes[n] };
        let below = match member {
            Member::Leaf(leaf) => self.own.get(leaf).map_or(Sum::NOTHING, |amount| Sum::own(amount, leaf, 1)),
            Member::Whole(member) => self.given(tree, member),
        };
        given(whole, self.own.get(whole.territory), below)
    }

    /// The same of another kind of amount.
    pub fn map<B: Stated>(&self, to: impl Fn(A) -> B) -> RolledUp<B> {
        let wholes = self.wholes.iter().map(|sum| sum.map(&to)).collect();
        RolledUp { own: Arc::new(self.own.map(&to)), wholes: vec![wholes], adds_up: self.adds_up }
    }
}

/// Both parts over the leaves that both cover, and how many those are: hands on every leaf, ascending, and then every
/// whole that has some.
///
/// Where both cover a whole, their sums stand. Where they do not, no territory that holds an uncovered leaf may
/// answer for either, so the common leaves are those of its members together.
pub(super) fn over_common_leaves<A: Stated>(
    tree: &Tree,
    sides: [Side<'_, A>; 2],
    mut result: impl FnMut(TerritoryIndex, [A; 2], u32),
) {
    let [above, below] = sides;
    let adds_up = above.adds_up && below.adds_up;
    let add = |[a, b]: &mut [Sum<A>; 2], other: [Sum<A>; 2]| {
        a.add(other[0]);
        b.add(other[1]);
    };
    let mut common: Vec<[Sum<A>; 2]> = vec![[Sum::NOTHING; 2]; tree.wholes.len()];
    above.own.shared(below.own, &tree.leaves, |leaf, a, b| {
        if adds_up {
            let own = [Sum::own(a, leaf, 1), Sum::own(b, leaf, 1)];
            tree.above(leaf).for_each(|whole| add(&mut common[whole], own));
        }
        result(leaf, [a, b], 1);
    });
    for (n, whole) in tree.wholes.iter().enumerate() {
        let common_ones = common[n];
        let wholly_or_common = |a: Sum<A>, b: Sum<A>| {
            if [a.covered, b.covered] == [whole.leaves; 2] { [a, b] } else { common_ones }
        };
        if adds_up {
            let given = wholly_or_common(above.given(tree, n), below.given(tree, n));
            tree.above(whole.territory).for_each(|n| add(&mut common[n], given));
        }
        let [a, b] = wholly_or_common(above.wholes[n], below.wholes[n]);
        if let Some((above, below)) = a.amount().zip(b.amount()) {
            result(whole.territory, [above, below], a.covered);
        }
    }
}
