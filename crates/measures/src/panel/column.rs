//! An indicator's values in one period, for all territories.

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;

use super::axis::{Axis, Point};
use super::figure::{Chosen, Figure, Stated};
use super::part::{Along, PartPlane};
use super::plane::Plane;
use super::roll_up::{Side, over_common_leaves};
use super::row::Row;
use super::sparse::{Sparse, holds, members};
use super::tree::Tree;
use crate::evaluate::{
    Bounds, Silent, Wanted, World, change, change_of_digits, quotient, quotient_of_digits, value,
};
use crate::{Formula, IndicatorIndex, MeasureIndex, Question};

/// What a column is made from.
pub(super) struct Ground<'g> {
    pub world: &'g World<'g>,
    pub axis: &'g Axis,
    pub planes: &'g [Plane],
    pub parts: &'g [PartPlane],
}

/// What is made of two parts.
#[derive(Debug, Clone, Copy)]
enum Value {
    Quotient,
    Change,
}

impl Value {
    fn of(self, a: Decimal, b: Decimal, factor: Decimal) -> Option<Decimal> {
        match self {
            Self::Quotient => quotient(a, b, factor),
            Self::Change => change(a, b, factor),
        }
    }

    /// The same of whole numbers of which so many digits stand after the point.
    fn of_digits(self, a: (i64, u32), b: (i64, u32), factor: Decimal) -> Option<Decimal> {
        match self {
            Self::Quotient => quotient_of_digits(a, b, factor),
            Self::Change if a.1 == b.1 => change_of_digits(a.0, b.0, a.1, factor),
            Self::Change => change(Decimal::new(a.0, a.1), Decimal::new(b.0, b.1), factor),
        }
    }
}

/// Works out one column after another; it keeps its room between them.
pub(super) struct Columns<'g> {
    ground: &'g Ground<'g>,
    indicator: IndicatorIndex,
    /// The parts of the formula.
    parts: Vec<&'g PartPlane>,
    row: Row<Figure>,
}

impl<'g> Columns<'g> {
    pub fn new(ground: &'g Ground<'g>, indicator: IndicatorIndex, parts: &[usize]) -> Self {
        let territories = ground.axis.territories();
        let parts = parts.iter().map(|part| &ground.parts[*part]).collect();
        Self { ground, indicator, parts, row: Row::new(territories, Figure::NONE) }
    }

    /// The values at one place of the axis.
    pub fn at(&mut self, place: usize) -> Sparse<Figure> {
        let point = &self.ground.axis.points()[place];
        if let Some(formula) = &self.ground.world.definitions.indicator(self.indicator).formula {
            let is_distinct = self.parts.iter().any(|part| part.definition.is_distinct(self.ground.world));
            for (n, tree) in point.trees().enumerate() {
                if is_distinct {
                    members(&tree.asked).for_each(|territory| self.ask(point, territory));
                } else {
                    self.along(tree, n, place, formula);
                }
                tree.others.iter().for_each(|territory| self.ask(point, *territory));
            }
        }
        self.row.gather()
    }

    /// One territory, by the single evaluation.
    fn ask(&mut self, point: &Point, territory: TerritoryIndex) {
        let (indicator, territories) = (self.indicator, vec![territory]);
        let question = Question { indicator, territories, ..point.question.clone() };
        let valued = value(self.ground.world, &question, Wanted::Value, &mut Silent);
        if let Some((cell, coverage)) = valued.cell.zip(valued.coverage) {
            let covered = u32::try_from(coverage.covered).unwrap_or(u32::MAX);
            self.row.put(territory, Chosen::from(cell).covering(covered));
        }
    }

    /// The territories of the `n`th tree.
    fn along(&mut self, tree: &Tree, n: usize, place: usize, formula: &Formula) {
        match formula {
            Formula::Measure(_) => self.measure(tree, n, place),
            Formula::Ratio { published_as, factor, .. } => {
                let sides = [0, 1].map(|part: usize| self.parts[part].along(place, n));
                self.of_two(tree, sides, Value::Quotient, *factor);
                if let Some(published) = published_as {
                    self.published(tree, place, *published);
                }
            }
            Formula::Growth { factor, .. } => {
                let points = self.ground.axis.points();
                if let Some(before) = points[place].year_before {
                    // Growth takes the later period's membership.
                    let part = self.parts[0];
                    let same = points[before].trees().nth(n).is_some_and(|other| std::ptr::eq(other, tree));
                    let other = (!same).then(|| part.rolled_along(before, tree));
                    let earlier =
                        other.as_ref().map_or_else(|| part.along(before, n), |other| other.along(0));
                    self.of_two(tree, [part.along(place, n), earlier], Value::Change, *factor);
                }
            }
        }
    }

    fn measure(&mut self, tree: &Tree, n: usize, place: usize) {
        match self.parts[0].along(place, n) {
            Along::Short { scale, side } => self.all(tree, side, |value| value.long(scale)),
            Along::Long(side) => self.all(tree, side, |value| value),
        }
    }

    /// What each territory answers along one side.
    fn all<A: Stated>(&mut self, tree: &Tree, side: Side<'_, A>, chosen: impl Fn(A) -> Chosen) {
        let mut put = |territory, value, covered| {
            if holds(&tree.asked, territory) {
                self.row.put(territory, chosen(value).covering(covered));
            }
        };
        side.own.among(&tree.leaves, |leaf, value| put(leaf, value, 1));
        for (whole, answer) in tree.wholes.iter().zip(side.wholes) {
            if let Some(value) = answer.amount() {
                put(whole.territory, value, answer.covered);
            }
        }
    }

    /// A value of two sums over common leaves.
    fn of_two(&mut self, tree: &Tree, sides: [Along<'_>; 2], value: Value, factor: Decimal) {
        if let [Along::Short { scale: above, side: a }, Along::Short { scale: below, side: b }] = sides {
            self.over_both(tree, [a, b], |a, b| {
                let value = value.of_digits((a.digits(), above), (b.digits(), below), factor)?;
                Some(Chosen::marked(value, a.marks_with(b)))
            });
        } else {
            let [a, b] = sides.map(|side| side.long());
            self.over_both(tree, [a.along(0), b.along(0)], |a, b| {
                Some(a.joined(b, value.of(a.value, b.value, factor)?))
            });
        }
    }

    fn over_both<A: Stated>(
        &mut self,
        tree: &Tree,
        sides: [Side<'_, A>; 2],
        value: impl Fn(A, A) -> Option<Chosen>,
    ) {
        over_common_leaves(tree, sides, |territory, [a, b], covered| {
            if holds(&tree.asked, territory)
                && let Some(value) = value(a, b)
            {
                self.row.put(territory, value.covering(covered));
            }
        });
    }

    /// Puts published ratios in place of what their parts give, but for own parts of at least the same origin:
    /// they say it with more digits.
    fn published(&mut self, tree: &Tree, place: usize, ratio: MeasureIndex) {
        let prints = self.ground.planes[ratio.at()].at(place, Bounds::Allowed);
        prints.among(&tree.asked, |territory, print| {
            let own = [0, 1].map(|part: usize| self.parts[part].stated(place, territory));
            let parts_win = self.row.has(territory)
                && own.iter().all(|part| part.is_some_and(|part| part.origin <= print.origin));
            if !parts_win {
                self.row.put(territory, print.covering(tree.leaf_count(territory)));
            }
        });
    }
}
