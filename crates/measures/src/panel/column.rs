//! An indicator's values in one period, for all territories.

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;

use super::axis::{Axis, Point};
use super::figure::{Chosen, Figure};
use super::part::PartPlane;
use super::plane::Plane;
use super::roll_up::{Side, Sum, over_common_leaves};
use super::row::Row;
use super::sparse::{Sparse, holds, members};
use super::tree::Tree;
use crate::evaluate::{Bounds, Silent, Wanted, World, change, quotient, value};
use crate::{Formula, IndicatorIndex, MeasureIndex, Question};

/// What a column is made from.
pub(super) struct Ground<'g> {
    pub world: &'g World<'g>,
    pub axis: &'g Axis,
    pub planes: &'g [Plane],
    pub parts: &'g [PartPlane],
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
                let quotient = |a: Decimal, b: Decimal| quotient(a, b, *factor);
                let sides = [0, 1].map(|part: usize| self.parts[part].along(place, n));
                self.of_two(tree, sides, quotient);
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
                    let wholes = if same { Vec::new() } else { part.wholes_along(before, tree) };
                    let stored = part.along(before, n);
                    let earlier = if same { stored } else { Side { wholes: &wholes, ..stored } };
                    self.of_two(tree, [part.along(place, n), earlier], |a, b| change(a, b, *factor));
                }
            }
        }
    }

    fn measure(&mut self, tree: &Tree, n: usize, place: usize) {
        let side = self.parts[0].along(place, n);
        let mut put = |territory, figure| {
            if holds(&tree.asked, territory) {
                self.row.put(territory, figure);
            }
        };
        side.own.among(&tree.leaves, |leaf, chosen| put(leaf, chosen.covering(1)));
        for (whole, answer) in tree.wholes.iter().zip(side.wholes) {
            answer.and_then(Sum::figure).into_iter().for_each(|figure| put(whole.territory, figure));
        }
    }

    /// A value of two sums over common leaves.
    fn of_two(
        &mut self,
        tree: &Tree,
        sides: [Side<'_>; 2],
        value: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) {
        over_common_leaves(tree, sides, |territory, [a, b]| {
            if holds(&tree.asked, territory)
                && let Some(value) = value(a.value, b.value)
            {
                self.row.put(territory, a.joined(b, value));
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
