//! Roll-up rule (a): what one territory's own observations and register rows say of one period.

use std::cmp::Ordering;

use chrono::Datelike;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Dimension, Grade, Period, Qualifier};

use super::register::register_cell;
use super::{Cell, Method, Question, Recorder, Rejection, StepKind, World};
use crate::cube::{Fact, Observed, SeriesView, half_unit};
use crate::{Definitions, MeasureIndex, Observation, OverTime};

/// Whether bounds ("more than 200") may answer; they enter no ratio and no growth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bounds {
    Allowed,
    Refused,
}

/// The order between rivals: period stated before inferred, then the origin's preference, source grade, the
/// asked period before another with the same end, latest known, id. The least is best.
type Rank = (u64, i64);

const PERIOD_NOT_STATED: u64 = 1 << 63;
const TIER: u64 = 0xff << 48;
const GRADE: u64 = 0xff << 40;
pub(super) const OTHER_PERIOD: u64 = 1 << 32;
const KNOWN_BEFORE: u64 = 0xffff_ffff;

/// The part of the rank that rows share with each other, as one number.
pub(super) fn standing(definitions: &Definitions, fact: &Fact) -> u64 {
    let grade = definitions.grade(fact.source);
    let inferred = if fact.qualifiers.has(Qualifier::PeriodNotStated) { PERIOD_NOT_STATED } else { 0 };
    let tier = u64::from(definitions.preference.tier(fact.origin, grade)) << TIER.trailing_zeros();
    let known_before = (i64::from(i32::MAX) - i64::from(fact.known_on.num_days_from_ce())).cast_unsigned();
    inferred | tier | (grade as u64) << GRADE.trailing_zeros() | known_before & KNOWN_BEFORE
}

fn rank(definitions: &Definitions, observed: Observed<'_>, period: Period) -> Rank {
    let other = if observed.period() == period { 0 } else { OTHER_PERIOD };
    (standing(definitions, observed.fact()) | other, observed.id())
}

fn rejection(
    definitions: &Definitions,
    best: Observed<'_>,
    other: Observed<'_>,
    period: Period,
) -> Rejection {
    let differs = rank(definitions, best, period).0 ^ rank(definitions, other, period).0;
    if differs & PERIOD_NOT_STATED != 0 {
        Rejection::PeriodNotStated
    } else if differs & TIER != 0 {
        Rejection::OriginPreferred
    } else if differs & GRADE != 0 {
        Rejection::BetterGrade
    } else if differs & KNOWN_BEFORE != 0 {
        Rejection::KnownLater
    } else {
        Rejection::SameRank
    }
}

/// Whether the question may see an observation, and not yet a row that corrects it. What withdraws a value corrects it
/// and is no value itself.
fn is_visible(question: &Question, observed: Observed<'_>) -> bool {
    let sees = |observed: Observed<'_>| {
        let fact = observed.fact();
        question.sees(fact.origin, fact.known_on, fact.publication)
    };
    let is_withdrawn = observed.fact().qualifiers.has(Qualifier::Withdrawn);
    !is_withdrawn && sees(observed) && !observed.corrections().any(sees)
}

/// The observations whose own period answers for the asked one.
fn answering(series: SeriesView<'_>, over_time: OverTime, period: Period) -> SeriesView<'_> {
    match over_time {
        // A stock is the value of the last day; which span it was printed for does not matter.
        OverTime::End => series.ending_with(period.last()),
        OverTime::Sum | OverTime::None => series.of(period),
    }
}

/// Every observation that answers directly for this territory and period, best first.
pub fn rivals(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    period: Period,
) -> Vec<(Observation, Option<Rejection>)> {
    let definitions = world.definitions;
    let over_time = definitions.measure(measure).over_time;
    let Some(series) = world.cube.of(measure, territory) else { return Vec::new() };
    let mut found: Vec<Observed<'_>> =
        answering(series, over_time, period).iter().filter(|o| is_visible(question, *o)).collect();
    found.sort_by_key(|o| rank(definitions, *o, period));
    let best = found.first().copied();
    let why = |n: usize, o| best.filter(|_| n > 0).map(|best| rejection(definitions, best, o, period));
    found.iter().enumerate().map(|(n, o)| (o.unpacked(), why(n, *o))).collect()
}

/// Rule (a) for one measure.
pub(crate) fn choose<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    bounds: Bounds,
    recorder: &mut R,
) -> Option<Cell> {
    recorder.open(StepKind::Measure(measure), &[territory], question.period);
    let observed = world.cube.of(measure, territory).and_then(|series| {
        let over_time = world.definitions.measure(measure).over_time;
        direct(world, question, answering(series, over_time, question.period), bounds, recorder)
            .or_else(|| tiled(world, question, measure, territory, series, recorder))
            .or_else(|| year_to_date_difference(world, question, measure, territory, series, recorder))
    });
    let register = register_cell(world, question, measure, &[territory], recorder);
    let tier = |c: &Cell| {
        let grade = c.source.map_or(Grade::D, |s| world.definitions.grade(s));
        world.definitions.preference.tier(c.origin, grade)
    };
    let best = match (observed, register) {
        (Some(observed), Some(counted)) if tier(&counted) < tier(&observed) => Some(counted),
        (observed, counted) => observed.or(counted),
    };
    recorder.close(best);
    best
}

fn direct<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    answering: SeriesView<'_>,
    bounds: Bounds,
    recorder: &mut R,
) -> Option<Cell> {
    let definitions = world.definitions;
    let best = best(world, question, answering, bounds)?;
    if R::ON {
        recorder.observation(&best.unpacked());
        let others = candidates(question, answering, bounds).filter(|o| o.id() != best.id());
        others.for_each(|other| {
            recorder.rejected(&other.unpacked(), rejection(definitions, best, other, question.period));
        });
    }
    Some(cell_of(definitions, best, Method::Direct))
}

/// The best of the observations whose own period answers.
pub(crate) fn best<'o>(
    world: &World<'_>,
    question: &Question,
    answering: SeriesView<'o>,
    bounds: Bounds,
) -> Option<Observed<'o>> {
    if let Some(only) = answering.only() {
        // Nothing to rank, which is the usual case.
        return answers(question, only, bounds).then_some(only);
    }
    let rank = |o: &Observed<'_>| rank(world.definitions, *o, question.period);
    candidates(question, answering, bounds).min_by_key(rank)
}

fn candidates<'o>(
    question: &Question,
    answering: SeriesView<'o>,
    bounds: Bounds,
) -> impl Iterator<Item = Observed<'o>> {
    answering.iter().filter(move |o| answers(question, *o, bounds))
}

fn answers(question: &Question, observed: Observed<'_>, bounds: Bounds) -> bool {
    (bounds == Bounds::Allowed || !observed.fact().qualifiers.is_bound()) && is_visible(question, observed)
}

fn cell_of(definitions: &Definitions, observed: Observed<'_>, method: Method) -> Cell {
    let fact = observed.fact();
    Cell {
        value: observed.value(),
        rounding: rounding(definitions, observed.measure(), fact.decimals),
        qualifiers: fact.qualifiers,
        origin: fact.origin,
        source: Some(fact.source),
        method,
    }
}

/// Counted things are printed exactly; everything else was rounded to its last digit.
fn rounding(definitions: &Definitions, measure: MeasureIndex, decimals: i8) -> Decimal {
    let counted = definitions.measure(measure).unit.dimensions() == (Dimension::Count, Dimension::Pure);
    if counted && decimals == 0 { Decimal::ZERO } else { half_unit(decimals) }
}

/// The coarsest exact tiling of the period by shorter observations.
fn tiled<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    series: SeriesView<'_>,
    recorder: &mut R,
) -> Option<Cell> {
    let definitions = world.definitions;
    let period = question.period;
    if definitions.measure(measure).over_time != OverTime::Sum || period.months() == 1 {
        return None;
    }
    let tiles = match series.months_of_each() {
        Some(months) => even_tiles(world, question, series, months)?,
        None => {
            let inside: Vec<Observed<'_>> = series
                .ending_within(period)
                .iter()
                .filter(|o| o.period() != period && period.contains(o.period()))
                .filter(|o| answers(question, *o, Bounds::Refused))
                .collect();
            fewest_tiles(&inside, period, |o| rank(definitions, o, o.period()))?
        }
    };
    recorder.open(StepKind::Tiling(measure), &[territory], period);
    let mut cells = tiles.iter().map(|o| {
        if R::ON {
            recorder.observation(&o.unpacked());
        }
        cell_of(definitions, *o, Method::Tiled)
    });
    let first = cells.next()?;
    let sum = cells.try_fold(first, |sum, cell| {
        let value = sum.value.checked_add(cell.value)?;
        Some(sum.joined(cell, value, sum.rounding + cell.rounding, Method::Tiled))
    });
    recorder.close(sum);
    sum
}

/// The tiling by observations of one length, of which there is at most one.
fn even_tiles<'o>(
    world: &World<'_>,
    question: &Question,
    series: SeriesView<'o>,
    months: u16,
) -> Option<Vec<Observed<'o>>> {
    let period = question.period;
    let wanted = usize::from(period.months() / months);
    if !period.months().is_multiple_of(months) || wanted < 2 {
        return None;
    }
    let (mut tiles, mut next) = (Vec::with_capacity(wanted), period.first());
    for (observed, run) in series.ending_within(period).runs() {
        match observed.first().cmp(&next) {
            Ordering::Less => {}
            Ordering::Equal => {
                tiles.push(best(world, question, run, Bounds::Refused)?);
                next = observed.last().next();
            }
            Ordering::Greater => return None,
        }
    }
    (tiles.len() == wanted).then_some(tiles)
}

/// Shortest path from the period's first to its last month over the pieces; among pieces of one span the best.
fn fewest_tiles<'o>(
    pieces: &[Observed<'o>],
    period: Period,
    rank: impl Fn(Observed<'_>) -> Rank,
) -> Option<Vec<Observed<'o>>> {
    let months = usize::from(period.months());
    let offset = |p: Period| {
        (
            Period::new(period.first(), p.first()).map_or(0, |p| usize::from(p.months()) - 1),
            usize::from(p.months()),
        )
    };
    // reached[m]: fewest pieces that tile the first m months, and the last of them.
    let mut reached: Vec<Option<(usize, Observed<'o>)>> = vec![None; months + 1];
    for end in 1..=months {
        for piece in pieces {
            let (start, length) = offset(piece.period());
            let before = if start == 0 { Some(0) } else { reached[start].map(|(n, _)| n) };
            let Some(count) = before.filter(|_| start + length == end).map(|n| n + 1) else { continue };
            let better = reached[end].is_none_or(|(n, old)| (count, rank(*piece)) < (n, rank(old)));
            if better {
                reached[end] = Some((count, *piece));
            }
        }
    }
    let mut tiles = Vec::new();
    let mut end = months;
    while end > 0 {
        let (_, piece) = reached[end]?;
        tiles.push(piece);
        end = offset(piece.period()).0;
    }
    tiles.reverse();
    Some(tiles)
}

/// The difference of two year-to-date values of one source.
fn year_to_date_difference<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territory: TerritoryIndex,
    series: SeriesView<'_>,
    recorder: &mut R,
) -> Option<Cell> {
    let definitions = world.definitions;
    let period = question.period;
    // Of two values of one length none is a part of the other.
    if definitions.measure(measure).over_time != OverTime::Sum
        || series.months_of_each().is_some()
        || period.first().year() != period.last().year()
        || period.first().month() == 1
    {
        return None;
    }
    let longer = Period::year_to_date(period.last().year(), period.last().month())?;
    let shorter = Period::year_to_date(period.first().year(), period.first().month() - 1)?;
    let of = |wanted: Period| candidates(question, series.of(wanted), Bounds::Refused);
    let (whole, part) = of(longer)
        .flat_map(|whole| {
            of(shorter)
                .filter(move |part| part.fact().source == whole.fact().source)
                .map(move |part| (whole, part))
        })
        .min_by_key(|(whole, part)| (rank(definitions, *whole, longer), rank(definitions, *part, shorter)))?;
    recorder.open(StepKind::YearToDateDifference(measure), &[territory], period);
    if R::ON {
        recorder.observation(&whole.unpacked());
        recorder.observation(&part.unpacked());
    }
    let (a, b) = (
        cell_of(definitions, whole, Method::YearToDateDifference),
        cell_of(definitions, part, Method::YearToDateDifference),
    );
    let cell = a.joined(b, a.value - b.value, a.rounding + b.rounding, Method::YearToDateDifference);
    recorder.close(Some(cell));
    Some(cell)
}
