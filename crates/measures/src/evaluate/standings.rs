//! Rule (a) for very many series at once: what rivals share is ranked once, and rows are looked at where they lie.

use std::ops::Range;

use lanbai_kernel::{Month, Period};

use super::choose::{Bounds, OTHER_PERIOD, standing};
use super::{Question, World};
use crate::OverTime;
use crate::cube::{Fact, Marks, Row, SeriesView};

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
        mut tell: impl FnMut(usize, &Row, &Standing),
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
                    tell(place, &best, &self.0[best.fact as usize]);
                }
            }
        }
    }

    fn best(&self, run: SeriesView<'_>, period: Period, bounds: Bounds) -> Option<Row> {
        let mut rows = run.rows();
        if rows.len() == 1 {
            // Nothing to rank, which is the usual case.
            return rows.next().filter(|row| self.seen(row, bounds).is_some());
        }
        let rank = |row: Row| {
            let other = if row.period == period { 0 } else { OTHER_PERIOD };
            Some((self.seen(&row, bounds)? | other, row))
        };
        // Ids are asked for only where nothing else tells rivals apart.
        let better =
            |a: &(u64, Row), b: &(u64, Row)| a.0.cmp(&b.0).then_with(|| run.id(&a.1).cmp(&run.id(&b.1)));
        rows.filter_map(rank).min_by(better).map(|(_, row)| row)
    }

    fn seen(&self, row: &Row, bounds: Bounds) -> Option<u64> {
        let standing = self.0[row.fact as usize];
        standing.of_fact.filter(|_| bounds == Bounds::Allowed || !standing.is_bound)
    }
}
