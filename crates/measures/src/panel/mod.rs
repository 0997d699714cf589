//! Every indicator of every territory in every period at once, for one state of knowledge.
//!
//! A panel holds what [`evaluate`](crate::evaluate()) would answer to each single question, and is made in one pass:
//! [`plane`] takes the chosen value of each measure once, [`tree`] orders the territories so that members come
//! before the whole, [`roll_up`] adds both parts of a formula upwards over their common leaves, [`mod@column`] makes an
//! indicator's values of one period out of them. Territories below which memberships overlap, and counts of
//! distinct things, are asked one by one. The arithmetic and the judgement are those of the single evaluation.

mod amounts;
mod axis;
mod column;
mod figure;
mod judged;
mod of_indicator;
mod part;
mod plane;
mod roll_up;
mod row;
mod short;
mod sparse;
mod tree;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{NaiveDate, Period};

use crate::evaluate::{Judgement, World};
use crate::{IndicatorIndex, MeasureIndex, Question, labour};
use axis::Axis;
use column::Ground;
use of_indicator::OfIndicator;
use part::PartPlane;
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
    parts: Vec<PartPlane>,
    indicators: Vec<OfIndicator>,
}

impl Panel {
    /// Evaluates everything.
    pub fn new(world: &World<'_>, question: &PanelQuestion) -> Self {
        let (axis, threads) = (Axis::new(world, question), question.threads);
        let definitions = world.definitions;
        let standings = axis.standings(world);
        let planes = labour::share(threads, definitions.measures.len(), |n| {
            Plane::new(world, &axis, &standings, measure(n))
        });
        let mut shared: Vec<part::Definition> = Vec::new();
        let of_indicators: Vec<Vec<usize>> = definitions
            .indicators
            .iter()
            .map(|indicator| indicator.formula.as_ref().map_or_else(Vec::new, part::Definition::of))
            .map(|parts| parts.into_iter().map(|part| place(&mut shared, part)).collect())
            .collect();
        let parts = labour::share(threads, shared.len(), |n| {
            PartPlane::new(world, &axis, &planes, shared[n].clone())
        });
        let ground = Ground { world, axis: &axis, planes: &planes, parts: &parts };
        let indicators = labour::share(threads, of_indicators.len(), |n| {
            OfIndicator::new(&ground, indicator(n), of_indicators[n].clone())
        });
        Self { axis, threads, planes, parts, indicators }
    }

    /// The same changes; all of a measure in place of many of its territories.
    fn worth_single_looks(&self, changes: &BTreeSet<Change>) -> Vec<Change> {
        /// Choosing for so many territories by themselves takes about as long as choosing for all in one go.
        const MANY: usize = 64;
        let changes: Vec<Change> = changes.iter().copied().collect();
        let of_measures = changes.chunk_by(|a, b| a.measure == b.measure);
        let fewest = |of_measure: &[Change]| {
            if of_measure.len() > MANY {
                vec![Change { territory: None, ..of_measure[0] }]
            } else {
                of_measure.to_vec()
            }
        };
        of_measures.flat_map(fewest).collect()
    }

    /// Evaluates again what changes of the cube touched. The definitions and territories must be those of before.
    pub fn refresh(&mut self, world: &World<'_>, changes: &BTreeSet<Change>) {
        let mut changed = vec![BTreeSet::new(); self.planes.len()];
        for change in self.worth_single_looks(changes) {
            let measure = change.measure.at();
            changed[measure].extend(self.planes[measure].refresh(world, &self.axis, change));
        }
        let (axis, planes) = (&self.axis, &self.planes);
        let of_parts: Vec<BTreeSet<usize>> =
            self.parts.iter_mut().map(|part| part.refresh(axis, planes, &changed)).collect();
        let ground = Ground { world, axis, planes, parts: &self.parts };
        let mut stale: Vec<(&mut OfIndicator, BTreeSet<usize>)> = self
            .indicators
            .iter_mut()
            .zip(&world.definitions.indicators)
            .filter_map(|(indicator, definition)| {
                let formula = definition.formula.as_ref()?;
                let mut places: BTreeSet<usize> =
                    indicator.parts.iter().flat_map(|part| &of_parts[*part]).copied().collect();
                if let Some(published) = formula.recorded_as() {
                    places.extend(&changed[published.at()]);
                }
                let places = axis.touched(formula, places);
                (!places.is_empty()).then_some((indicator, places))
            })
            .collect();
        labour::share_mut(self.threads, &mut stale, |(indicator, places)| indicator.refresh(&ground, places));
    }

    /// The value of an indicator in a territory; `period` counts in the order of the question.
    pub fn figure(
        &self,
        indicator: IndicatorIndex,
        territory: TerritoryIndex,
        period: usize,
    ) -> Option<Figure> {
        self.indicators[indicator.at()].figure(territory, self.axis.asked(period))
    }

    /// How many values there are for the asked periods.
    pub fn answers(&self) -> usize {
        let of =
            |indicator: &OfIndicator| -> usize { self.axis.places().map(|n| indicator.answers(n)).sum() };
        self.indicators.iter().map(of).sum()
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

/// The place of a part among those that indicators share.
fn place(shared: &mut Vec<part::Definition>, part: part::Definition) -> usize {
    shared.iter().position(|known| *known == part).unwrap_or_else(|| {
        shared.push(part);
        shared.len() - 1
    })
}

fn measure(n: usize) -> MeasureIndex {
    MeasureIndex(u32::try_from(n).expect("a plan has fewer measures than u32 counts"))
}

fn indicator(n: usize) -> IndicatorIndex {
    IndicatorIndex(u32::try_from(n).expect("a plan has fewer indicators than u32 counts"))
}
