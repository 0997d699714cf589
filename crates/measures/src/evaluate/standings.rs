//! Rule (a) for very many series at once: what rivals share is ranked once, and rows are looked at where they lie.

use lanbai_kernel::Period;

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

    /// Tells for each of some ascending periods the best row whose own period answers, and how it stands. None of the series may
    /// correct another.
    pub fn each<'c>(
        &self,
        series: SeriesView<'c>,
        over_time: OverTime,
        periods: &[Period],
        bounds: Bounds,
        mut tell: impl FnMut(usize, &'c Row, &Standing),
    ) {
        let by_end = over_time == OverTime::End;
        let same = |a: Period, b: Period| if by_end { a.last() == b.last() } else { a == b };
        let before = |a: Period, b: Period| if by_end { a.last() < b.last() } else { a < b };
        let (mut rest, mut place) = (series.rows(), 0);
        while let [first, ..] = rest {
            let length = rest.iter().position(|row| !same(row.period, first.period)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);
            rest = after;
            while place < periods.len() && before(periods[place], first.period) {
                place += 1;
            }
            // Several asked periods may end with one month.
            while place < periods.len() && same(periods[place], first.period) {
                if let Some(best) = self.best(run, periods[place], bounds) {
                    tell(place, best, &self.0[best.fact as usize]);
                }
                place += 1;
            }
        }
    }

    fn best<'c>(&self, run: &'c [Row], period: Period, bounds: Bounds) -> Option<&'c Row> {
        if let [only] = run {
            // Nothing to rank, which is the usual case.
            return self.seen(only, bounds).map(|_| only);
        }
        let rank = |row: &'c Row| {
            let other = if row.period == period { 0 } else { OTHER_PERIOD };
            Some(((self.seen(row, bounds)? | other, row.id), row))
        };
        run.iter().filter_map(rank).min_by_key(|(rank, _)| *rank).map(|(_, row)| row)
    }

    fn seen(&self, row: &Row, bounds: Bounds) -> Option<u64> {
        let standing = self.0[row.fact as usize];
        standing.of_fact.filter(|_| bounds == Bounds::Allowed || !standing.is_bound)
    }
}
