//! Rule (a) for very many series at once: what rivals share is ranked once, and rows are looked at where they lie.

use std::ops::Range;

use lanbai_kernel::{Month, Period};

use super::choose::{Bounds, OTHER_PERIOD, standing};
use super::{Question, World};
use crate::OverTime;
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

/// Ascending periods, found by the month with which they end.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    periods: Vec<Period>,
    /// How many periods end before each month, from the first on with which one ends, and how many there are.
    before: Vec<usize>,
}

impl Places {
    pub fn new(periods: Vec<Period>) -> Self {
        let (first, last) = (periods.first().map(|p| p.last()), periods.last().map(|p| p.last()));
        let months =
            first.zip(last).and_then(|(first, last)| last.since(first)).map_or(0, |months| months + 1);
        let mut before = vec![0; months + 1];
        for period in &periods {
            if let Some(month) = first.and_then(|first| period.last().since(first)) {
                before[month + 1] += 1;
            }
        }
        (1..before.len()).for_each(|month| before[month] += before[month - 1]);
        Self { periods, before }
    }

    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    #[inline]
    fn ending_with(&self, month: Month) -> Range<usize> {
        let place = self.periods.first().and_then(|first| month.since(first.last()));
        let around = place.and_then(|month| self.before.get(month..month + 2));
        around.map_or(0..0, |around| around[0]..around[1])
    }
}

impl Standings {
    pub fn new(world: &World<'_>, question: &Question) -> Self {
        let of = |fact: &Fact| Standing {
            of_fact: question
                .sees(fact.origin, fact.known_on, fact.publication)
                .then(|| standing(world.definitions, fact)),
            is_bound: fact.qualifiers.is_bound(),
            marks: Marks::new(fact.origin, fact.qualifiers),
            scale: fact.scale(),
        };
        Self(world.cube.facts().iter().map(of).collect())
    }

    /// Tells for each of some periods the best row whose own period answers, and how it stands. None of the series may
    /// correct another.
    pub fn each(
        &self,
        series: SeriesView<'_>,
        over_time: OverTime,
        places: &Places,
        bounds: Bounds,
        mut tell: impl FnMut(usize, Number, &Standing),
    ) {
        let by_end = over_time == OverTime::End;
        let same = |a: Period, b: Period| if by_end { a.last() == b.last() } else { a == b };
        for (ended, run) in series.runs_by(same) {
            // Several asked periods may end with one month.
            for place in places.ending_with(ended.last()) {
                let period = places.periods[place];
                if same(period, ended)
                    && let Some(best) = self.best(run, period, bounds)
                {
                    tell(place, best, &self.0[best.fact as usize]);
                }
            }
        }
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
