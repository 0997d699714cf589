//! One measure: what every territory answers by itself in every period.

use lanbai_kernel::territory::TerritoryIndex;

use super::Change;
use super::amounts::{Amounts, Gathering};
use super::axis::Axis;
use super::figure::Chosen;
use crate::evaluate::{Bounds, Choosing, Finder, Silent, Standings, World, choose};
use crate::{MeasureIndex, OverTerritory};

/// What territories answer, by the place of the period on the axis.
pub(super) type Answers = Vec<Amounts>;

#[derive(Debug, Clone)]
pub(super) struct Plane {
    measure: MeasureIndex,
    allowed: Answers,
    /// The same where bounds may not answer; only where a bound does.
    refused: Option<Answers>,
}

impl Plane {
    pub fn new(world: &World<'_>, axis: &Axis, standings: &Standings, measure: MeasureIndex) -> Self {
        let allowed = answers(world, axis, standings, measure, Bounds::Allowed);
        let has_bounds = allowed.iter().any(Amounts::has_bound);
        let refused = has_bounds.then(|| answers(world, axis, standings, measure, Bounds::Refused));
        Self { measure, allowed, refused }
    }

    /// What the territories answer at one place.
    pub fn at(&self, place: usize, bounds: Bounds) -> &Amounts {
        match (bounds, &self.refused) {
            (Bounds::Refused, Some(refused)) => &refused[place],
            _ => &self.allowed[place],
        }
    }

    /// Chooses again what a change touched, and returns where something is different.
    pub fn refresh(&mut self, world: &World<'_>, axis: &Axis, change: Change) -> Vec<usize> {
        let everywhere = (0..axis.points().len()).collect();
        let Some(territory) = change.territory else {
            *self = Self::new(world, axis, &axis.standings(world), self.measure);
            return everywhere;
        };
        let row = |bounds| {
            let mut row = vec![None; axis.points().len()];
            each_by_itself(
                world,
                axis,
                self.measure,
                territory,
                bounds,
                |_| true,
                |n, chosen| row[n] = Some(chosen),
            );
            row
        };
        let (allowed, refused) = (row(Bounds::Allowed), row(Bounds::Refused));
        if allowed != refused {
            self.refused.get_or_insert_with(|| self.allowed.clone());
        }
        let mut places = replace(&mut self.allowed, territory, &allowed);
        places.extend(self.refused.iter_mut().flat_map(|answers| replace(answers, territory, &refused)));
        // A count of distinct things depends on more than what its territory answers.
        let is_distinct = world.definitions.measure(self.measure).over_territory == OverTerritory::Distinct;
        if is_distinct { everywhere } else { places }
    }
}

/// Puts a territory's row in place, and returns where it is different.
fn replace(answers: &mut Answers, territory: TerritoryIndex, row: &[Option<Chosen>]) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, (answers, chosen)) in answers.iter_mut().zip(row).enumerate() {
        if answers.get(territory) != *chosen {
            *answers = answers.with(territory, *chosen);
            places.push(place);
        }
    }
    places
}

/// What every territory answers, in every period.
fn answers(
    world: &World<'_>,
    axis: &Axis,
    standings: &Standings,
    measure: MeasureIndex,
    bounds: Bounds,
) -> Answers {
    let territories = axis.territories();
    let usual = world.cube.observations_of(measure) / axis.points().len();
    let column = || Gathering::new(territories, usual + usual / 4);
    let mut columns: Vec<_> = std::iter::repeat_with(column).take(axis.points().len()).collect();
    let finder = Finder::new(axis.periods(), world.definitions.measure(measure).over_time);
    let mut choosing = Choosing { standings, finder, bounds };
    for territory in (0..).take(territories).map(TerritoryIndex) {
        put_row(world, axis, &mut choosing, measure, territory, &mut columns);
    }
    columns.into_iter().map(Gathering::gathered).collect()
}

/// Rule (a) for one territory in every period; a long series is gone through once.
fn put_row<'w>(
    world: &World<'w>,
    axis: &'w Axis,
    choosing: &mut Choosing<'w>,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    columns: &mut [Gathering],
) {
    let definition = world.definitions.measure(measure);
    let over_time = definition.over_time;
    let series = world.cube.of(measure, territory);
    if series.is_none() && definition.feed.is_none() {
        return;
    }
    let at_once = series.filter(|series| definition.feed.is_none() && !series.has_corrections());
    let always = at_once.is_some_and(|series| axis.takes_own_periods(over_time, series));
    let takes_own =
        |n: usize| always || at_once.is_some_and(|series| axis.takes_own_period(n, over_time, series));
    if !always {
        let put = |n: usize, chosen| columns[n].push(territory, chosen);
        each_by_itself(world, axis, measure, territory, choosing.bounds, |n| !takes_own(n), put);
    }
    if let Some(series) = at_once {
        choosing.each(series, |n, number, standing| {
            if !takes_own(n) {
                return;
            }
            match standing.scale {
                Some(scale) => columns[n].push_digits(territory, number.digits(), scale, standing.marks),
                None => {
                    columns[n].push(territory, Chosen::marked(series.facts().value(number), standing.marks))
                }
            }
        });
    }
}

/// Rule (a) for one territory in some periods, each asked by itself.
fn each_by_itself(
    world: &World<'_>,
    axis: &Axis,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    bounds: Bounds,
    is_asked: impl Fn(usize) -> bool,
    mut chosen_at: impl FnMut(usize, Chosen),
) {
    for (n, point) in axis.points().iter().enumerate().filter(|(n, _)| is_asked(*n)) {
        if let Some(cell) = choose(world, &point.question, measure, territory, bounds, &mut Silent) {
            chosen_at(n, Chosen::from(cell));
        }
    }
}
