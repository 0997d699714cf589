//! One measure: what every territory answers by itself in every period.

use std::sync::Arc;

use lanbai_kernel::Period;
use lanbai_kernel::territory::TerritoryIndex;

use super::Change;
use super::axis::Axis;
use super::figure::Chosen;
use super::sparse::{Sparse, no_bits, set};
use crate::cube::SeriesView;
use crate::evaluate::{Bounds, Silent, Standings, World, best, choose};
use crate::{MeasureIndex, OverTerritory, OverTime, Question};

/// What territories answer, by the place of the period on the axis.
pub(super) type Answers = Vec<Arc<Sparse<Chosen>>>;

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
        let is_bound = |chosen: &Chosen| chosen.qualifiers.is_bound();
        let has_bounds = allowed.iter().any(|answers| answers.values().iter().any(is_bound));
        let refused = has_bounds.then(|| answers(world, axis, standings, measure, Bounds::Refused));
        Self { measure, allowed, refused }
    }

    /// What the territories answer at one place.
    pub fn at(&self, place: usize, bounds: Bounds) -> &Arc<Sparse<Chosen>> {
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
            let pick = |question: &Question, run: SeriesView<'_>| {
                best(world, question, run, bounds).map(Chosen::from)
            };
            let mut put = |n: usize, chosen| row[n] = Some(chosen);
            for_each_choice(world, axis, self.measure, territory, bounds, pick, &mut put);
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
            *answers = Arc::new(answers.with(territory, *chosen));
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
    let column = || (no_bits(territories), Vec::with_capacity(usual + usual / 4));
    let mut columns: Vec<_> = std::iter::repeat_with(column).take(axis.points().len()).collect();
    for territory in (0..).take(territories).map(TerritoryIndex) {
        let pick = |question: &Question, run: SeriesView<'_>| {
            standings.best(world, question, run, bounds).map(Chosen::from)
        };
        for_each_choice(world, axis, measure, territory, bounds, pick, &mut |n, chosen| {
            let (bits, values) = &mut columns[n];
            set(bits, territory);
            values.push(chosen);
        });
    }
    columns.into_iter().map(|(bits, values)| Arc::new(Sparse::new(bits, values))).collect()
}

/// Rule (a) for one territory in every period.
fn for_each_choice(
    world: &World<'_>,
    axis: &Axis,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    bounds: Bounds,
    pick: impl Fn(&Question, SeriesView<'_>) -> Option<Chosen>,
    chosen_at: &mut impl FnMut(usize, Chosen),
) {
    let definition = world.definitions.measure(measure);
    let over_time = definition.over_time;
    let mut ask = |n: usize| {
        let question = &axis.points()[n].question;
        if let Some(cell) = choose(world, question, measure, territory, bounds, &mut Silent) {
            chosen_at(n, Chosen::from(cell));
        }
    };
    match (world.cube.of(measure, territory), &definition.feed) {
        (None, None) => {}
        (Some(series), None) => {
            let places = 0..axis.points().len();
            places.filter(|n| !axis.takes_own_period(*n, over_time, series)).for_each(&mut ask);
            for_each_run(over_time, axis, series, |n, run| {
                if axis.takes_own_period(n, over_time, series)
                    && let Some(best) = pick(&axis.points()[n].question, run)
                {
                    chosen_at(n, best);
                }
            });
        }
        _ => (0..axis.points().len()).for_each(ask),
    }
}

/// The observations whose own period answers for each place of the axis; both are in order.
fn for_each_run(
    over_time: OverTime,
    axis: &Axis,
    series: SeriesView<'_>,
    mut run_at: impl FnMut(usize, SeriesView<'_>),
) {
    let order = |observed: Period, asked: Period| match over_time {
        OverTime::End => observed.last().cmp(&asked.last()),
        OverTime::Sum | OverTime::None => observed.cmp(&asked),
    };
    let periods = axis.periods();
    let mut n = 0;
    for (observed, run) in series.runs(|a, b| order(a, b).is_eq()) {
        while n < periods.len() && order(observed, periods[n]).is_gt() {
            n += 1;
        }
        // Several asked periods may end with one month.
        while n < periods.len() && order(observed, periods[n]).is_eq() {
            run_at(n, run);
            n += 1;
        }
    }
}
