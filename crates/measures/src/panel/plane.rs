//! One measure: what every territory answers by itself in every period.

use lanbai_kernel::Period;
use lanbai_kernel::territory::TerritoryIndex;

use super::Change;
use super::axis::Axis;
use super::figure::Chosen;
use crate::cube::Series;
use crate::evaluate::{Bounds, Silent, World, choose, direct};
use crate::{MeasureIndex, Observation, OverTerritory, OverTime};

/// Chosen values by period, then territory.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    measure: MeasureIndex,
    territories: usize,
    allowed: Vec<Option<Chosen>>,
    /// The same where bounds may not answer; only where a bound does.
    refused: Option<Vec<Option<Chosen>>>,
}

impl Plane {
    pub fn new(world: &World<'_>, axis: &Axis, measure: MeasureIndex) -> Self {
        let territories = axis.territories();
        let allowed = vec![None; territories * axis.points().len()];
        let mut plane = Self { measure, territories, allowed, refused: None };
        for territory in 0..territories {
            plane.fill(world, axis, TerritoryIndex(number(territory)), Bounds::Allowed);
        }
        plane.refuse_bounds(world, axis);
        plane
    }

    /// What the territories answer at one point, by their number.
    pub fn at(&self, point: usize, bounds: Bounds) -> &[Option<Chosen>] {
        let values = match (bounds, &self.refused) {
            (Bounds::Refused, Some(refused)) => refused,
            _ => &self.allowed,
        };
        &values[point * self.territories..][..self.territories]
    }

    /// Chooses again what a change touched, and returns where something is different.
    pub fn refresh(&mut self, world: &World<'_>, axis: &Axis, change: Change) -> Vec<usize> {
        let definition = world.definitions.measure(self.measure);
        let Some(territory) = change.territory else {
            *self = Self::new(world, axis, self.measure);
            return (0..axis.points().len()).collect();
        };
        let row = |plane: &Self| -> Vec<[Option<Chosen>; 2]> {
            let both = [Bounds::Allowed, Bounds::Refused];
            (0..axis.points().len()).map(|n| both.map(|bounds| plane.at(n, bounds)[territory.at()])).collect()
        };
        let before = row(self);
        let values = self.refused.iter_mut().chain([&mut self.allowed]);
        values.for_each(|values| {
            values.iter_mut().skip(territory.at()).step_by(self.territories).for_each(|value| *value = None);
        });
        self.fill(world, axis, territory, Bounds::Allowed);
        match self.refused {
            Some(_) => self.fill(world, axis, territory, Bounds::Refused),
            None => self.refuse_bounds(world, axis),
        }
        let after = row(self);
        // A count of distinct things depends on more than what its territory answers.
        let all = definition.over_territory == OverTerritory::Distinct;
        (0..before.len()).filter(|n| all || before[*n] != after[*n]).collect()
    }

    fn refuse_bounds(&mut self, world: &World<'_>, axis: &Axis) {
        let is_bound = |chosen: &Option<Chosen>| chosen.is_some_and(|c| c.qualifiers.is_bound());
        if !self.allowed.iter().any(is_bound) {
            return;
        }
        // Where no bound stands, the same answers.
        self.refused = Some(self.allowed.clone());
        for territory in 0..self.territories {
            let row = || (0..axis.points().len()).map(move |n| n * axis.territories() + territory);
            if row().any(|at| is_bound(&self.allowed[at])) {
                for at in row() {
                    self.refused.iter_mut().for_each(|refused| refused[at] = None);
                }
                self.fill(world, axis, TerritoryIndex(number(territory)), Bounds::Refused);
            }
        }
    }

    /// Chooses for one territory in every period; its row is empty before.
    fn fill(&mut self, world: &World<'_>, axis: &Axis, territory: TerritoryIndex, bounds: Bounds) {
        let (measure, territories) = (self.measure, self.territories);
        let definition = world.definitions.measure(measure);
        let values = match (bounds, &mut self.refused) {
            (Bounds::Refused, Some(refused)) => refused,
            _ => &mut self.allowed,
        };
        let mut put = |n: usize, chosen| values[n * territories + territory.at()] = chosen;
        let series = world.cube.of(measure, territory);
        match (series, definition.feed) {
            (None, None) => {}
            (Some(series), None) if axis.has_only_own_periods(definition.over_time, series) => {
                for_each_run(definition.over_time, axis, series, |n, run| {
                    let question = &axis.points()[n].question;
                    let cell = direct(world, question, series, run, bounds, &mut Silent);
                    put(n, cell.map(Chosen::from));
                });
            }
            _ => axis.points().iter().enumerate().for_each(|(n, point)| {
                let cell = choose(world, &point.question, measure, territory, bounds, &mut Silent);
                put(n, cell.map(Chosen::from));
            }),
        }
    }
}

/// The observations whose own period answers for each place of the axis; both are in order.
fn for_each_run(
    over_time: OverTime,
    axis: &Axis,
    series: &Series,
    mut run_at: impl FnMut(usize, &[Observation]),
) {
    let order = |observed: Period, asked: Period| match over_time {
        OverTime::End => observed.last().cmp(&asked.last()),
        OverTime::Sum | OverTime::None => observed.cmp(&asked),
    };
    let mut rest = series.observations();
    for (n, asked) in axis.periods().iter().enumerate() {
        let before = rest.iter().take_while(|o| order(o.period, *asked).is_lt()).count();
        rest = &rest[before..];
        let run = rest.iter().take_while(|o| order(o.period, *asked).is_eq()).count();
        if run > 0 {
            run_at(n, &rest[..run]);
        } else if rest.is_empty() {
            return;
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("a plan has fewer territories than u32 counts")
}
