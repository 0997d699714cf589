//! Every indicator of every territory in every period at once, for one state of knowledge.
//!
//! A panel holds what [`evaluate`](crate::evaluate()) would answer to each single question, and is made in one pass:
//! [`plane`] takes the chosen value of each measure once, [`tree`] orders the territories so that members come
//! before the whole, [`roll_up`] adds both parts of a formula upwards over their common leaves, [`column`] makes an
//! indicator's values of one period out of them. Territories below which memberships overlap, and counts of
//! distinct things, are asked one by one. The arithmetic and the judgement are those of the single evaluation.

mod axis;
mod column;
mod figure;
mod judged;
mod labour;
mod of_indicator;
mod plane;
mod roll_up;
mod tree;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{NaiveDate, Period};

use crate::evaluate::{Judgement, World};
use crate::{IndicatorIndex, MeasureIndex, Question};
use axis::Axis;
use of_indicator::OfIndicator;
use plane::Plane;

pub use figure::Figure;

/// What a panel is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelQuestion {
    /// For which periods.
    pub periods: Vec<Period>,
    /// Only what the world knew on that day.
    pub as_of: Option<NaiveDate>,
    /// Only what this lake held with that publication.
    pub as_recorded: Option<u32>,
    /// Whether sample values may answer.
    pub sample: bool,
    /// How many threads may work; they change nothing but the time.
    pub threads: NonZeroUsize,
}

impl PanelQuestion {
    /// All that is known, on one thread.
    pub fn new(periods: Vec<Period>) -> Self {
        Self { periods, as_of: None, as_recorded: None, sample: true, threads: NonZeroUsize::MIN }
    }

    fn at(&self, period: Period) -> Question {
        Question {
            as_of: self.as_of,
            as_recorded: self.as_recorded,
            sample: self.sample,
            ..Question::new(IndicatorIndex(0), Vec::new(), period)
        }
    }
}

/// What changed in a cube: a series, or (with no territory) everything of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Change {
    pub measure: MeasureIndex,
    pub territory: Option<TerritoryIndex>,
}

/// Indicators by territories by periods.
#[derive(Debug, Clone)]
pub struct Panel {
    axis: Axis,
    threads: NonZeroUsize,
    planes: Vec<Plane>,
    indicators: Vec<OfIndicator>,
}

impl Panel {
    /// Evaluates everything.
    pub fn new(world: &World<'_>, question: &PanelQuestion) -> Self {
        let axis = Axis::new(world, question);
        let definitions = world.definitions;
        let planes = labour::share(question.threads, definitions.measures.len(), |n| {
            Plane::new(world, &axis, measure(n))
        });
        let indicators = labour::share(question.threads, definitions.indicators.len(), |n| {
            OfIndicator::new(world, &axis, &planes, indicator(n))
        });
        Self { axis, threads: question.threads, planes, indicators }
    }

    /// Evaluates again what changes of the cube touched. The definitions and territories must be those of before.
    pub fn refresh(&mut self, world: &World<'_>, changes: &[Change]) {
        let changes: BTreeSet<Change> = changes.iter().copied().collect();
        let mut touched = vec![BTreeSet::new(); self.planes.len()];
        for change in changes {
            let plane = &mut self.planes[change.measure.at()];
            touched[change.measure.at()].extend(plane.refresh(world, &self.axis, change));
        }
        let (axis, planes) = (&self.axis, &self.planes);
        let mut stale: Vec<(&mut OfIndicator, BTreeSet<usize>)> = (0..)
            .zip(&mut self.indicators)
            .map(|(n, indicator)| (indicator, axis.touched(world, IndicatorIndex(n), &touched)))
            .filter(|(_, periods)| !periods.is_empty())
            .collect();
        labour::share_mut(self.threads, &mut stale, |(indicator, periods)| {
            indicator.refresh(world, axis, planes, periods);
        });
    }

    /// The value of an indicator in a territory; `period` counts in the order of the question.
    pub fn figure(
        &self,
        indicator: IndicatorIndex,
        territory: TerritoryIndex,
        period: usize,
    ) -> Option<Figure> {
        self.indicators[indicator.at()].figure(&self.axis, territory, self.axis.asked(period))
    }

    /// How many leaves the value of a territory should rest on.
    pub fn expected(&self, territory: TerritoryIndex, period: usize) -> usize {
        self.axis.expected(territory, self.axis.asked(period))
    }

    /// How the value stands to its target.
    pub fn judgement(
        &self,
        world: &World<'_>,
        indicator: IndicatorIndex,
        territory: TerritoryIndex,
        period: usize,
    ) -> Judgement {
        self.indicators[indicator.at()].judgement(world, &self.axis, territory, self.axis.asked(period))
    }
}

fn measure(n: usize) -> MeasureIndex {
    MeasureIndex(u32::try_from(n).expect("a plan has fewer measures than u32 counts"))
}

fn indicator(n: usize) -> IndicatorIndex {
    IndicatorIndex(u32::try_from(n).expect("a plan has fewer indicators than u32 counts"))
}
