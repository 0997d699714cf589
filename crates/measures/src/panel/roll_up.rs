//! Rules (b) and (d) for all territories of a tree at once: what members give is gathered before it is asked for.

use lanbai_kernel::Origin;
use lanbai_kernel::territory::TerritoryIndex;

use super::figure::{Chosen, Figure};
use super::tree::{Node, Tree};
use crate::evaluate::Amount;

/// A sum over disjoint territories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    /// None once a number grew beyond what a decimal holds.
    amount: Option<Chosen>,
    covered: u32,
    /// The territory that gives it all, if just one does, and its origin.
    only: Option<(Origin, TerritoryIndex)>,
}

impl Sum {
    fn own(amount: Chosen, node: &Node) -> Self {
        Self { amount: Some(amount), covered: node.leaves, only: Some((amount.origin, node.territory)) }
    }

    fn plus(self, other: Self) -> Self {
        let amount = self.amount.zip(other.amount).and_then(|(a, b)| a.plus(b));
        Self { amount, covered: self.covered + other.covered, only: None }
    }

    fn is_whole(&self, node: &Node) -> bool {
        self.covered == node.leaves
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

/// What a territory answers for itself and what it gives to the territories above.
struct Answer {
    asked: Option<Sum>,
    given: Option<Sum>,
}

/// A territory's own answer stands for all below it. Only where it has the same leaves as its single member does
/// the stronger origin answer to those above.
fn answer(node: &Node, own: Option<Chosen>, below: Option<Sum>) -> Answer {
    let Some(own) = own.map(|amount| Sum::own(amount, node)) else {
        return Answer { asked: below, given: below };
    };
    let stronger = |sum: &Sum| sum.only.is_some() && sum.only < own.only;
    let given = below.filter(|sum| node.has_one_member && stronger(sum)).unwrap_or(own);
    Answer { asked: Some(own), given: Some(given) }
}

/// One combination of measures.
#[derive(Debug, Default)]
pub(super) struct Single {
    below: Vec<Option<Sum>>,
}

impl Single {
    /// Adds up what territories answer, and hands each result on.
    pub fn roll_up(
        &mut self,
        tree: &Tree,
        adds_up: bool,
        own: impl Fn(TerritoryIndex) -> Option<Chosen>,
        mut result: impl FnMut(&Node, Option<Chosen>, Option<Sum>),
    ) {
        self.below.clear();
        self.below.resize(tree.wholes, None);
        for node in &tree.nodes {
            let own = own(node.territory);
            let Answer { asked, given } = answer(node, own, node.below.and_then(|place| self.below[place]));
            if let Some(given) = given.filter(|_| adds_up) {
                for place in tree.parents_of(node) {
                    gather(&mut self.below[*place], given, Sum::plus);
                }
            }
            result(node, own, asked);
        }
    }
}

/// Two combinations that must cover the same leaves.
#[derive(Debug, Default)]
pub(super) struct Pair {
    first: Vec<Option<Sum>>,
    second: Vec<Option<Sum>>,
    common: Vec<Option<[Sum; 2]>>,
}

impl Pair {
    /// Adds up both over the leaves that both cover, and hands each result on.
    ///
    /// Where both cover a territory wholly, their sums stand. Where they do not, no territory that holds an
    /// uncovered leaf may answer for either, so the common leaves are those of its members together.
    pub fn roll_up(
        &mut self,
        tree: &Tree,
        adds_up: [bool; 2],
        own: impl Fn(TerritoryIndex) -> [Option<Chosen>; 2],
        mut result: impl FnMut(&Node, [Option<Chosen>; 2], Option<[Sum; 2]>),
    ) {
        for sums in [&mut self.first, &mut self.second] {
            sums.clear();
            sums.resize(tree.wholes, None);
        }
        self.common.clear();
        self.common.resize(tree.wholes, None);
        for node in &tree.nodes {
            let own = own(node.territory);
            let below = |sums: &[Option<Sum>]| node.below.and_then(|place| sums[place]);
            let first = answer(node, own[0], below(&self.first));
            let second = answer(node, own[1], below(&self.second));
            let members = node.below.and_then(|place| self.common[place]);
            let whole = |a: Option<Sum>, b: Option<Sum>| {
                a.zip(b).filter(|(a, b)| a.is_whole(node) && b.is_whole(node)).map(|(a, b)| [a, b])
            };
            for place in tree.parents_of(node) {
                if let Some(given) = first.given.filter(|_| adds_up[0]) {
                    gather(&mut self.first[*place], given, Sum::plus);
                }
                if let Some(given) = second.given.filter(|_| adds_up[1]) {
                    gather(&mut self.second[*place], given, Sum::plus);
                }
                if adds_up == [true, true]
                    && let Some(given) = whole(first.given, second.given).or(members)
                {
                    gather(&mut self.common[*place], given, |a, b| [a[0].plus(b[0]), a[1].plus(b[1])]);
                }
            }
            result(node, own, whole(first.asked, second.asked).or(members));
        }
    }
}
