//! Rule (a) for very many series at once: what rivals share is ranked once, and rows are looked at where they lie.

use lanbai_kernel::{Period, Qualifier};

use super::choose::{Bounds, OTHER_PERIOD, standing};
use super::places::Finder;
use super::{Question, World};
use crate::cube::{Fact, Marks, Number, Observed, SeriesView};

/// How every fact of a cube stands for questions that see the same.
pub(crate) struct Standings(Vec<Standing>);

/// How one fact stands, with what its rows carry.
#[derive(Clone, Copy)]
pub(crate) struct Standing {
    /// None if the question may not see it.
    of_fact: Option<u64>,
    is_bound: bool,
    pub marks: Marks,
    /// How many digits of its values stand after the point; `None` where they are too long for a row.
    pub scale: Option<u32>,
}

/// Chooses for very many series, each in every period.
pub(crate) struct Choosing<'c> {
    pub standings: &'c Standings,
    pub finder: Finder<'c>,
    pub bounds: Bounds,
}

impl<'c> Choosing<'c> {
    /// Tells for each period the best row whose own period answers, and how it stands. None of the series may correct
    /// another.
    pub fn each(&mut self, series: SeriesView<'c>, mut tell: impl FnMut(usize, Number, &Standing)) {
        let Self { standings, finder, bounds } = self;
        let periods = finder.periods();
        let (spots, mut begin) = (finder.spots(series), 0);
        for rivals in spots.chunk_by(|a, b| a.counts_for == b.counts_for) {
            let run = series.rows(begin..begin + rivals.len());
            begin += rivals.len();
            // Several asked periods may end with one month.
            for place in rivals[0].places() {
                if let Some(best) = standings.best(run, periods[place], *bounds) {
                    tell(place, best, &standings.0[best.fact as usize]);
                }
            }
        }
    }
}

impl Standings {
    pub fn new(world: &World<'_>, question: &Question) -> Self {
        let of = |fact: &Fact| Standing {
            of_fact: (question.sees(fact.origin, fact.known_on, fact.publication)
                && !fact.qualifiers.has(Qualifier::Withdrawn))
            .then(|| standing(world.definitions, fact)),
            is_bound: fact.qualifiers.is_bound(),
            marks: Marks::new(fact.origin, fact.qualifiers),
            scale: fact.scale(),
        };
        Self(world.cube.facts().iter().map(of).collect())
    }

    fn best(&self, run: SeriesView<'_>, period: Period, bounds: Bounds) -> Option<Number> {
        if let Some(only) = run.only_number() {
            // Nothing to rank, which is the usual case.
            return self.seen(only, bounds).map(|_| only);
        }
        let rank = |observed: Observed<'_>| {
            let other = if observed.period() == period { 0 } else { OTHER_PERIOD };
            self.seen(observed.number(), bounds).map(|standing| standing | other)
        };
        let ranked = run.iter().filter_map(|observed| Some((rank(observed)?, observed)));
        // Ids are asked for only where nothing else tells rivals apart.
        ranked
            .min_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.id().cmp(&other.id())))
            .map(|(_, observed)| observed.number())
    }

    #[inline]
    fn seen(&self, number: Number, bounds: Bounds) -> Option<u64> {
        let standing = self.0[number.fact as usize];
        standing.of_fact.filter(|_| bounds == Bounds::Allowed || !standing.is_bound)
    }
}
