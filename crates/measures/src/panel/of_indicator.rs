//! One indicator: its values by period, then territory, and how those with a target stand to it.

use std::collections::BTreeSet;

use lanbai_kernel::territory::TerritoryIndex;

use super::axis::Axis;
use super::column::Columns;
use super::figure::Figure;
use super::judged::Judged;
use super::plane::Plane;
use crate::IndicatorIndex;
use crate::evaluate::{Growths, Held, Judgement, World, judgement};

#[derive(Debug, Clone)]
pub(super) struct OfIndicator {
    indicator: IndicatorIndex,
    figures: Vec<Option<Figure>>,
    judged: Vec<Judged>,
}

impl OfIndicator {
    pub fn new(world: &World<'_>, axis: &Axis, planes: &[Plane], indicator: IndicatorIndex) -> Self {
        let figures = vec![None; axis.territories() * axis.points().len()];
        let mut new = Self { indicator, figures, judged: Vec::new() };
        let evaluated = axis.points().iter().enumerate().filter(|(_, point)| point.is_evaluated);
        new.fill(world, axis, planes, evaluated.map(|(place, _)| place));
        let with_target = Judged::all(world, indicator);
        new.judged = with_target.map(|judged| judged.over(world, axis, &new)).collect();
        new
    }

    /// Evaluates again at these places of the axis.
    pub fn refresh(&mut self, world: &World<'_>, axis: &Axis, planes: &[Plane], places: &BTreeSet<usize>) {
        let territories = axis.territories();
        for place in places {
            self.figures[place * territories..][..territories].fill(None);
        }
        self.fill(world, axis, planes, places.iter().copied());
        let judged = std::mem::take(&mut self.judged);
        self.judged = judged.into_iter().map(|judged| judged.over(world, axis, self)).collect();
    }

    fn fill(
        &mut self,
        world: &World<'_>,
        axis: &Axis,
        planes: &[Plane],
        places: impl Iterator<Item = usize>,
    ) {
        let territories = axis.territories();
        let mut columns = Columns::new(world, axis, planes, self.indicator);
        for place in places {
            columns.fill(place, &mut self.figures[place * territories..][..territories]);
        }
    }

    pub fn indicator(&self) -> IndicatorIndex {
        self.indicator
    }

    pub fn figure(&self, axis: &Axis, territory: TerritoryIndex, place: usize) -> Option<Figure> {
        self.figures[place * axis.territories() + territory.at()]
    }

    pub fn held(&self, axis: &Axis, territory: TerritoryIndex, place: usize) -> Option<Held> {
        Some(self.figure(axis, territory, place)?.held(axis.expected(territory, place)))
    }

    pub fn judgement(
        &self,
        world: &World<'_>,
        axis: &Axis,
        territory: TerritoryIndex,
        place: usize,
    ) -> Judgement {
        let of_target = self.judged.iter().find_map(|judged| judged.at(territory, place));
        of_target.cloned().unwrap_or_else(|| {
            // Without a target there is no path, and the reason for the grey light is all there is to tell.
            let held = self.held(axis, territory, place);
            let period = axis.points()[place].period();
            judgement(world.definitions, self.indicator, period, held, None, None, |_| Growths::default())
        })
    }
}
