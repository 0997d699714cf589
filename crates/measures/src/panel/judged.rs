//! A target held against the values of its territory, period by period.

use std::collections::BTreeSet;

use lanbai_kernel::territory::TerritoryIndex;

use super::axis::Axis;
use super::of_indicator::OfIndicator;
use crate::evaluate::{Base, Growths, Judgement, World, growth, judgement};
use crate::{IndicatorIndex, Target};

#[derive(Debug, Clone)]
pub(super) struct Judged {
    territory: TerritoryIndex,
    /// Index into the definitions' targets.
    target: usize,
    /// By the place on the axis.
    judgements: Vec<Judgement>,
}

impl Judged {
    /// One for each territory that has a target; the first target of a territory is the one that counts.
    pub fn all(world: &World<'_>, indicator: IndicatorIndex) -> impl Iterator<Item = Self> {
        let mut seen = BTreeSet::new();
        let targets = world.definitions.targets.iter().enumerate();
        targets.filter(move |(_, target)| target.indicator == indicator && seen.insert(target.territory)).map(
            |(place, target)| Self { territory: target.territory, target: place, judgements: Vec::new() },
        )
    }

    /// Judges every evaluated period by the values of the indicator.
    pub fn over(mut self, world: &World<'_>, axis: &Axis, values: &OfIndicator) -> Self {
        let target = &world.definitions.targets[self.target];
        let base = base(axis, values, target);
        let judge = |place: usize| {
            let held = values.held(axis, self.territory, place);
            let period = axis.points()[place].period();
            judgement(world.definitions, values.indicator(), period, held, Some(target), base, || {
                growths(world, axis, values, self.territory, place)
            })
        };
        self.judgements = (0..axis.points().len()).map(judge).collect();
        self
    }

    pub fn at(&self, territory: TerritoryIndex, place: usize) -> Option<&Judgement> {
        (self.territory == territory).then(|| self.judgements.get(place))?
    }
}

fn base(axis: &Axis, values: &OfIndicator, target: &Target) -> Option<Base> {
    let place = axis.base();
    let figure = values.figure(target.territory, place)?;
    let held = values.held(axis, target.territory, place).filter(|held| held.is_complete)?;
    Some(Base { period: axis.points()[place].period(), value: held.unbounded()?, origin: figure.origin })
}

fn growths(
    world: &World<'_>,
    axis: &Axis,
    values: &OfIndicator,
    territory: TerritoryIndex,
    place: usize,
) -> Growths {
    let point = &axis.points()[place];
    Growths::of(world, &[territory], point.period(), |territory| {
        growth(values.held(axis, territory, place), values.held(axis, territory, point.year_before?))
    })
}
