//! An indicator's values in one period, for all territories.

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;

use super::axis::{Axis, Point};
use super::figure::{Chosen, Figure};
use super::plane::Plane;
use super::roll_up::{Pair, Single};
use super::tree::Tree;
use crate::evaluate::{
    Bounds, Part, Silent, Wanted, World, change, combine, derived_value, distinct_measure, is_additive,
    parts_of_ratio, quotient, terms_of, value,
};
use crate::{Formula, IndicatorIndex, MeasureIndex, Question, Term};

/// Works out one column after another; it keeps its room for sums between them.
pub(super) struct Columns<'p> {
    world: &'p World<'p>,
    axis: &'p Axis,
    planes: &'p [Plane],
    indicator: IndicatorIndex,
    single: Single,
    pair: Pair,
}

impl<'p> Columns<'p> {
    pub fn new(world: &'p World<'p>, axis: &'p Axis, planes: &'p [Plane], indicator: IndicatorIndex) -> Self {
        Self { world, axis, planes, indicator, single: Single::default(), pair: Pair::default() }
    }

    /// Fills a column, by the number of the territory; it is empty before.
    pub fn fill(&mut self, place: usize, column: &mut [Option<Figure>]) {
        let axis = self.axis;
        let point = &axis.points()[place];
        let Some(formula) = &self.world.definitions.indicator(self.indicator).formula else { return };
        for tree in point.trees() {
            if self.counts_distinct(formula) {
                for node in tree.nodes.iter().filter(|node| node.is_asked) {
                    self.ask(point, node.territory, column);
                }
            } else {
                self.along(tree, point, place, formula, column);
            }
            for territory in &tree.others {
                self.ask(point, *territory, column);
            }
        }
    }

    fn along(
        &mut self,
        tree: &Tree,
        point: &Point,
        place: usize,
        formula: &Formula,
        column: &mut [Option<Figure>],
    ) {
        match formula {
            Formula::Measure(measure) => self.measure(tree, place, *measure, column),
            Formula::Ratio { numerator, denominator, published_as, factor } => {
                let parts = parts_of_ratio(numerator, denominator, *published_as, *factor);
                self.ratio(tree, place, parts, *published_as, *factor, column);
            }
            Formula::Growth { measure, factor } => {
                if let Some(before) = point.year_before {
                    self.growth(tree, [place, before], *measure, *factor, column);
                }
            }
        }
    }

    /// Distinct things are counted over leaves and not added up.
    fn counts_distinct(&self, formula: &Formula) -> bool {
        let distinct = |terms: &[Term]| {
            let part = Part::Combination { terms, bounds: Bounds::Refused };
            distinct_measure(self.world, part).is_some()
        };
        match formula {
            Formula::Measure(measure) | Formula::Growth { measure, .. } => {
                distinct(&[Term { measure: *measure, weight: Decimal::ONE }])
            }
            Formula::Ratio { numerator, denominator, .. } => distinct(numerator) || distinct(denominator),
        }
    }

    /// One territory, by the single evaluation.
    fn ask(&self, point: &Point, territory: TerritoryIndex, column: &mut [Option<Figure>]) {
        let question =
            Question { indicator: self.indicator, territories: vec![territory], ..point.question.clone() };
        let valued = value(self.world, &question, Wanted::Value, &mut Silent);
        column[territory.at()] = valued.cell.zip(valued.coverage).map(|(cell, coverage)| {
            Chosen::from(cell).covering(u32::try_from(coverage.covered).unwrap_or(u32::MAX))
        });
    }

    fn measure(&mut self, tree: &Tree, place: usize, measure: MeasureIndex, column: &mut [Option<Figure>]) {
        let part = [Term { measure, weight: Decimal::ONE }];
        let adds_up = is_additive(self.world, Part::Combination { terms: &part, bounds: Bounds::Allowed });
        let chosen = self.planes[measure.at()].at(place, Bounds::Allowed);
        self.single.roll_up(
            tree,
            adds_up,
            |territory| chosen[territory.at()],
            |node, _, sum| {
                if node.is_asked {
                    column[node.territory.at()] = sum.and_then(|sum| sum.figure());
                }
            },
        );
    }

    fn ratio(
        &mut self,
        tree: &Tree,
        place: usize,
        parts: [Part<'_>; 2],
        published_as: Option<MeasureIndex>,
        factor: Decimal,
        column: &mut [Option<Figure>],
    ) {
        let published = published_as.map(|measure| self.planes[measure.at()].at(place, Bounds::Allowed));
        let world = self.world;
        let own = [Own::new(self.planes, place, parts[0]), Own::new(self.planes, place, parts[1])];
        self.pair.roll_up(
            tree,
            parts.map(|part| is_additive(world, part)),
            |territory| [own[0].of(territory), own[1].of(territory)],
            |node, answered, common| {
                if !node.is_asked {
                    return;
                }
                let computed = common.and_then(|[above, below]| {
                    let (above, below) = (above.figure()?, below.figure()?);
                    above.joined(below, quotient(above.value, below.value, factor)?)
                });
                let print = published.and_then(|published| published[node.territory.at()]);
                column[node.territory.at()] = match print {
                    None => computed,
                    Some(print) => {
                        // Own parts of at least the same origin say it with more digits.
                        let parts_win = answered[1].is_some()
                            && own[0].stated(node.territory).is_some()
                            && answered.iter().flatten().all(|part| part.origin <= print.origin);
                        computed.filter(|_| parts_win).or(Some(print.covering(node.leaves)))
                    }
                };
            },
        );
    }

    fn growth(
        &mut self,
        tree: &Tree,
        places: [usize; 2],
        measure: MeasureIndex,
        factor: Decimal,
        column: &mut [Option<Figure>],
    ) {
        let part = [Term { measure, weight: Decimal::ONE }];
        let adds_up = is_additive(self.world, Part::Combination { terms: &part, bounds: Bounds::Refused });
        let chosen = places.map(|place| self.planes[measure.at()].at(place, Bounds::Refused));
        self.pair.roll_up(
            tree,
            [adds_up; 2],
            |territory| chosen.map(|chosen| chosen[territory.at()]),
            |node, _, common| {
                if node.is_asked {
                    column[node.territory.at()] = common.and_then(|[later, earlier]| {
                        let (later, earlier) = (later.figure()?, earlier.figure()?);
                        later.joined(earlier, change(later.value, earlier.value, factor)?)
                    });
                }
            },
        );
    }
}

/// What territories answer of one part of a ratio.
struct Own<'p> {
    part: Part<'p>,
    /// The measures of the combination, in its order.
    terms: Vec<&'p [Option<Chosen>]>,
    /// The published ratio and the measures below it.
    derivation: Option<(&'p [Option<Chosen>], Vec<&'p [Option<Chosen>]>)>,
}

impl<'p> Own<'p> {
    fn new(planes: &'p [Plane], place: usize, part: Part<'p>) -> Self {
        let of = |measure: MeasureIndex| planes[measure.at()].at(place, Bounds::Refused);
        let all = |terms: &[Term]| terms.iter().map(|term| of(term.measure)).collect();
        let derivation = match part {
            Part::Combination { .. } => None,
            Part::Numerator { ratio, denominator, .. } => Some((of(ratio), all(denominator))),
        };
        Self { part, terms: all(terms_of(part)), derivation }
    }

    fn of(&self, territory: TerritoryIndex) -> Option<Chosen> {
        self.stated(territory).or_else(|| self.derived(territory))
    }

    /// From its own measures.
    fn stated(&self, territory: TerritoryIndex) -> Option<Chosen> {
        combination(terms_of(self.part), &self.terms, territory)
    }

    /// From the published ratio.
    fn derived(&self, territory: TerritoryIndex) -> Option<Chosen> {
        let (Some((ratios, below)), Part::Numerator { denominator, factor, .. }) =
            (&self.derivation, self.part)
        else {
            return None;
        };
        let ratio = ratios[territory.at()]?;
        let below = combination(denominator, below, territory)?;
        Some(ratio.joined(below, derived_value(ratio.value, below.value, factor)?))
    }
}

fn combination(terms: &[Term], planes: &[&[Option<Chosen>]], territory: TerritoryIndex) -> Option<Chosen> {
    let mut planes = planes.iter();
    combine(terms, |_| planes.next()?[territory.at()])
}
