//! The periods of a panel, and the graph that holds in each.

use std::collections::BTreeSet;
use std::sync::Arc;

use lanbai_kernel::Period;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex, View};

use super::PanelQuestion;
use super::tree::Tree;
use crate::cube::SeriesView;
use crate::evaluate::{Places, Standings, World};
use crate::{Formula, OverTime, Question};

/// One period with what every question about it shares.
#[derive(Debug, Clone)]
pub(super) struct Point {
    /// Limits of time and origin; its territories are filled in when a territory is asked for by itself.
    pub question: Question,
    /// The same period a year earlier, by its place on the axis.
    pub year_before: Option<usize>,
    /// Whether indicators are evaluated there, or only measures.
    pub is_evaluated: bool,
    /// The graph of each kind of membership that any territory follows.
    graphs: Vec<(MembershipKind, Arc<Tree>, Arc<View>)>,
}

impl Point {
    pub fn period(&self) -> Period {
        self.question.period
    }

    /// The graphs with the territories that answer through each.
    pub fn trees(&self) -> impl Iterator<Item = &Tree> {
        self.graphs.iter().map(|(_, tree, _)| &**tree)
    }
}

/// All periods that a panel needs, in their order: the asked ones, the base of the paths, and years before.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    points: Vec<Point>,
    places: Places,
    /// Months of the longest period.
    longest: u16,
    asked: Vec<usize>,
    base: usize,
    own_kind: Vec<MembershipKind>,
}

impl Axis {
    pub fn new(world: &World<'_>, question: &PanelQuestion) -> Self {
        let definitions = world.definitions;
        let before = |period: &Period| period.shifted_years(-1);
        let mut evaluated: BTreeSet<Period> = question.periods.iter().copied().collect();
        if definitions.rules.iter().any(|rule| rule.asks_for_growth()) {
            evaluated.extend(question.periods.iter().filter_map(before));
        }
        evaluated.insert(definitions.base_period);
        let mut all = evaluated.clone();
        all.extend(evaluated.iter().filter_map(before));
        let all: Vec<Period> = all.into_iter().collect();
        let place = |period: Period| all.binary_search(&period).ok();
        let kinds: BTreeSet<MembershipKind> = definitions.own_kind.iter().copied().collect();
        let mut points: Vec<Point> = Vec::new();
        for period in &all {
            let graphs = kinds.iter().map(|kind| {
                let view = world.territories.view(*kind, period.last_day());
                let known = points.iter().flat_map(|p| &p.graphs).find(|(_, _, v)| Arc::ptr_eq(v, &view));
                let tree = known.map_or_else(
                    || Arc::new(Tree::new(&view, &definitions.own_kind, *kind)),
                    |(_, tree, _)| Arc::clone(tree),
                );
                (*kind, tree, view)
            });
            points.push(Point {
                graphs: graphs.collect(),
                question: question.at(*period),
                year_before: before(period).and_then(place),
                is_evaluated: evaluated.contains(period),
            });
        }
        let longest = all.iter().map(|period| period.months()).max().unwrap_or(0);
        let known = |period: &Period| place(*period).expect("every asked period is on the axis");
        let (asked, base) = (question.periods.iter().map(known).collect(), known(&definitions.base_period));
        Self {
            asked,
            base,
            own_kind: definitions.own_kind.clone(),
            points,
            longest,
            places: Places::new(all),
        }
    }

    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The period of every point, by its end.
    pub fn periods(&self) -> &Places {
        &self.places
    }

    /// Whether nothing but an observation of its own period can answer at a place, because none of the series is a
    /// part of that period.
    pub fn takes_own_period(&self, place: usize, over_time: OverTime, series: SeriesView<'_>) -> bool {
        over_time != OverTime::Sum
            || series.months_of_each().is_some_and(|months| months >= self.places.periods()[place].months())
    }

    /// Whether that is so at every place.
    pub fn takes_own_periods(&self, over_time: OverTime, series: SeriesView<'_>) -> bool {
        over_time != OverTime::Sum || series.months_of_each().is_some_and(|months| months >= self.longest)
    }

    /// How observations stand for every question of the panel: all have the same limits.
    pub fn standings(&self, world: &World<'_>) -> Standings {
        Standings::new(world, &self.points[self.base].question)
    }

    pub fn territories(&self) -> usize {
        self.own_kind.len()
    }

    /// The place of an asked period.
    pub fn asked(&self, period: usize) -> usize {
        self.asked[period]
    }

    /// The places of the asked periods.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.asked.iter().copied()
    }

    /// The place of the base period.
    pub fn base(&self) -> usize {
        self.base
    }

    /// How many leaves a territory has in the graph that it follows.
    pub fn expected(&self, territory: TerritoryIndex, point: usize) -> usize {
        let kind = self.own_kind[territory.at()];
        let graph = self.points[point].graphs.iter().find(|(k, _, _)| *k == kind);
        graph.map_or(0, |(_, _, view)| view.leaves(territory).len())
    }

    /// Where an indicator must be evaluated again when its parts changed at these places.
    pub fn touched(&self, formula: &Formula, mut places: BTreeSet<usize>) -> BTreeSet<usize> {
        if let Formula::Growth { .. } = formula {
            let later =
                |n: &usize| self.points[*n].year_before.is_some_and(|before| places.contains(&before));
            let later: Vec<usize> = (0..self.points.len()).filter(later).collect();
            places.extend(later);
        }
        places.retain(|n| self.points[*n].is_evaluated);
        places
    }
}
