use lanbai_kernel::Period;
use lanbai_measures::{PathShape, Question, Target};

use crate::describe::number;
use crate::evaluate::qualifier_names;
use crate::view::{LatestValue, PathPoint, SeriesPoint};
use crate::{App, Snapshot};

/// Histories begin with the period before the plan's own by this many years.
const YEARS_BEFORE_BASE: i16 = 7;

impl App {
    /// The yearly values up to the asked period or the last one with data.
    pub(crate) fn series(&self, snapshot: &Snapshot, question: &Question) -> Vec<SeriesPoint> {
        let base = snapshot.plan.definitions.base_period;
        let first = base.shifted_years(-YEARS_BEFORE_BASE).unwrap_or(base);
        let years = snapshot.years(self.clock().today());
        let mut points: Vec<SeriesPoint> = years
            .into_iter()
            .filter(|year| *year >= first)
            .map(|period| point(snapshot, &Question { period, ..question.clone() }))
            .collect();
        let empty = |p: &SeriesPoint| p.value.is_none();
        let leading = points.iter().take_while(|p| empty(p)).count();
        points.drain(..leading);
        while points.last().is_some_and(empty) {
            points.pop();
        }
        points
    }
}

fn point(snapshot: &Snapshot, question: &Question) -> SeriesPoint {
    let brief = snapshot.brief(question);
    SeriesPoint {
        period: question.period.to_string(),
        value: brief.map(|brief| number(brief.value)),
        origin: brief.map(|brief| brief.origin.name().to_owned()),
        qualifiers: brief.map(|brief| qualifier_names(brief.qualifiers)).unwrap_or_default(),
        complete: brief.is_some_and(|brief| brief.is_complete),
    }
}

/// The last value of a history before the asked period.
pub(crate) fn latest(series: &[SeriesPoint], before: Period) -> Option<LatestValue> {
    let earlier = |p: &&SeriesPoint| p.period.parse::<Period>().is_ok_and(|period| period < before);
    let point = series.iter().filter(earlier).rfind(|p| p.value.is_some())?;
    Some(LatestValue { period: point.period.clone(), value: point.value?, origin: point.origin.clone()? })
}

/// The values wanted each year from the base to the target.
pub(crate) fn path(shape: &PathShape, base: (Period, f64), target: &Target) -> Vec<PathPoint> {
    let years = base.0.last().year()..=target.period.last().year();
    years
        .filter_map(Period::year)
        .filter_map(|period| {
            let value = shape.at(base, (target.period, target.value), period)?;
            Some(PathPoint { period: period.to_string(), value })
        })
        .collect()
}
