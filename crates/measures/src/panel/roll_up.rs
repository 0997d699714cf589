//! Rules (b) and (d) for all territories of a tree at once: what members give is gathered before it is asked for.

use std::sync::Arc;

use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;

use super::figure::Stated;
use super::sparse::Sparse;
use super::tree::{Member, Tree, Whole};

/// A sum over disjoint territories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sum<A> {
    /// None once a number grew beyond what is held.
    pub amount: Option<A>,
    pub covered: u32,
    /// The territory that gives it all, if just one does.
    only: Option<TerritoryIndex>,
}

impl<A: Stated> Sum<A> {
    fn own(amount: A, territory: TerritoryIndex, leaves: u32) -> Self {
        Self { amount: Some(amount), covered: leaves, only: Some(territory) }
    }

    fn add(&mut self, other: Self) {
        self.amount = self.amount.zip(other.amount).and_then(|(a, b)| a.plus(b));
        self.covered += other.covered;
        self.only = None;
    }

    /// The order between two territories of the same leaves.
    fn rank(&self) -> Option<(Origin, TerritoryIndex)> {
        Some((self.amount?.origin(), self.only?))
    }

    /// The same of another kind of amount.
    pub fn map<B>(self, to: impl FnOnce(A) -> B) -> Sum<B> {
        Sum { amount: self.amount.map(to), covered: self.covered, only: self.only }
    }
}

fn gather<T: Copy>(gathered: &mut Option<T>, part: T, add: impl FnOnce(&mut T, T)) {
    match gathered {
        None => *gathered = Some(part),
        Some(sum) => add(sum, part),
    }
}

/// What a whole answers: for itself its own, or else what its members give.
fn asked<A: Stated>(whole: &Whole, own: Option<A>, below: Option<Sum<A>>) -> Option<Sum<A>> {
    own.map(|amount| Sum::own(amount, whole.territory, whole.leaves)).or(below)
}

/// What a whole gives to those above it: its own answer stands for all below, but where it has the same leaves as
/// its single member, the stronger origin answers.
fn given<A: Stated>(whole: &Whole, own: Option<A>, below: Option<Sum<A>>) -> Option<Sum<A>> {
    let asked = asked(whole, own, below);
    if whole.only_member.is_none() {
        return asked;
    }
    let is_all = |sum: &Sum<A>| sum.only.is_some() && sum.covered == whole.leaves;
    let stronger = below.filter(|sum| is_all(sum) && sum.rank() < asked.as_ref().and_then(Sum::rank));
    stronger.or(asked)
}

/// What each whole of a tree answers.
pub(super) type Wholes<A> = Vec<Option<Sum<A>>>;

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
    let mut answers: Wholes<A> = vec![None; tree.wholes.len()];
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
pub(super) struct Side<'s, A> {
    pub own: &'s Sparse<A>,
    /// What each whole answers.
    pub wholes: &'s [Option<Sum<A>>],
    adds_up: bool,
}

impl<A: Stated> Side<'_, A> {
    fn given(&self, tree: &Tree, n: usize) -> Option<Sum<A>> {
        let whole = &tree.wholes[n];
        let Some(member) = whole.only_member.filter(|_| self.adds_up) else { return self.wholes[n] };
        let below = match member {
            Member::Leaf(leaf) => self.own.get(leaf).map(|amount| Sum::own(amount, leaf, 1)),
            Member::Whole(member) => self.given(tree, member),
        };
        given(whole, self.own.get(whole.territory), below)
    }

    /// The same of another kind of amount.
    pub fn map<B: Stated>(&self, to: impl Fn(A) -> B) -> RolledUp<B> {
        let wholes = self.wholes.iter().map(|whole| whole.map(|sum| sum.map(&to))).collect();
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
    let mut common: Vec<Option<[Sum<A>; 2]>> = vec![None; tree.wholes.len()];
    above.own.shared(below.own, &tree.leaves, |leaf, a, b| {
        if adds_up {
            let own = [Sum::own(a, leaf, 1), Sum::own(b, leaf, 1)];
            tree.above(leaf).for_each(|whole| gather(&mut common[whole], own, add));
        }
        result(leaf, [a, b], 1);
    });
    for (n, whole) in tree.wholes.iter().enumerate() {
        let wholly = |a: Option<Sum<A>>, b: Option<Sum<A>>| {
            a.zip(b).filter(|(a, b)| [a.covered, b.covered] == [whole.leaves; 2]).map(|(a, b)| [a, b])
        };
        if adds_up && let Some(given) = wholly(above.given(tree, n), below.given(tree, n)).or(common[n]) {
            tree.above(whole.territory).for_each(|n| gather(&mut common[n], given, add));
        }
        if let Some([a, b]) = wholly(above.wholes[n], below.wholes[n]).or(common[n])
            && let Some((above, below)) = a.amount.zip(b.amount)
        {
            result(whole.territory, [above, below], a.covered);
        }
    }
}
