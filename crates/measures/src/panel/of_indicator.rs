//! One indicator: its values by period, and how those with a target stand to it.

use std::collections::BTreeSet;

use lanbai_kernel::territory::TerritoryIndex;

use super::axis::Axis;
use super::column::{Columns, Ground};
use super::figure::Figure;
use super::judged::Judged;
use super::sparse::{Sparse, no_bits};
use crate::IndicatorIndex;
use crate::evaluate::{Growths, Held, Judgement, World, judgement};

#[derive(Debug, Clone)]
pub(super) struct OfIndicator {
    indicator: IndicatorIndex,
    /// Its parts, by their place in the panel.
    pub parts: Vec<usize>,
    columns: Vec<Sparse<Figure>>,
    judged: Vec<Judged>,
}

impl OfIndicator {
    pub fn new(ground: &Ground<'_>, indicator: IndicatorIndex, parts: Vec<usize>) -> Self {
        let mut columns = Columns::new(ground, indicator, &parts);
        let points = ground.axis.points().iter().enumerate();
        let columns = points.map(|(place, point)| {
            let empty = || Sparse::new(no_bits(ground.axis.territories()), Vec::new());
            if point.is_evaluated { columns.at(place) } else { empty() }
        });
        let mut new = Self { indicator, columns: columns.collect(), parts, judged: Vec::new() };
        let judged = Judged::all(ground.world, indicator);
        new.judged = judged.map(|judged| judged.over(ground.world, ground.axis, &new)).collect();
        new
    }

    /// Evaluates again at these places of the axis.
    pub fn refresh(&mut self, ground: &Ground<'_>, places: &BTreeSet<usize>) {
        let mut columns = Columns::new(ground, self.indicator, &self.parts);
        for place in places {
            self.columns[*place] = columns.at(*place);
        }
        let judged = std::mem::take(&mut self.judged);
        self.judged = judged.into_iter().map(|judged| judged.over(ground.world, ground.axis, self)).collect();
    }

    pub fn indicator(&self) -> IndicatorIndex {
        self.indicator
    }

    pub fn figure(&self, territory: TerritoryIndex, place: usize) -> Option<Figure> {
        self.columns[place].get(territory)
    }

    /// How many territories have a value there.
    pub fn answers(&self, place: usize) -> usize {
        self.columns[place].values().len()
    }

    pub fn held(&self, axis: &Axis, territory: TerritoryIndex, place: usize) -> Option<Held> {
        Some(self.figure(territory, place)?.held(axis.expected(territory, place)))
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
            judgement(world.definitions, self.indicator, period, held, None, None, Growths::default)
        })
    }
}
