//! What a register says of territories: its rows counted, and nothing counted where it is the whole list.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Origin, Qualifiers};

use super::{Cell, Method, Question, Recorder, StepNote, World};
use crate::definition::Aggregate;
use crate::{MeasureIndex, RegisterRow, SourceIndex};

/// What the register rows of these territories say; things that stand in several are counted once.
///
/// A register speaks of the time from its first row to the day on which it was last known; before and after it
/// says nothing, which is not the same as zero. Within that time a leaf without a row has none of the things if the
/// plan says that the register is the whole list there.
pub(super) fn register_cell<R: Recorder>(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territories: &[TerritoryIndex],
    recorder: &mut R,
) -> Option<Cell> {
    let feed = world.definitions.measure(measure).feed.as_ref()?;
    let last_day = question.period.last_day();
    let (begins, known) = world.cube.register_extent(measure)?;
    if last_day < begins || last_day > question.as_of.map_or(known, |day| day.min(known)) {
        return None;
    }
    let mut seen: Vec<&RegisterRow> = Vec::new();
    let mut ground = Ground::default();
    for territory in territories {
        let rows = seen.len();
        let all = world.cube.register(measure, *territory).iter();
        seen.extend(all.filter(|row| is_visible(question, row)));
        if seen.len() == rows
            && let Some(whole) = whole_list(world, question, measure, *territory)
        {
            ground = ground.with(whole);
        }
    }
    seen.iter().for_each(|row| ground = ground.with(Ground::of(row.origin, row.source)));
    let origin = ground.origin?;
    let taken: Vec<&RegisterRow> =
        seen.into_iter().filter(|row| feed.when.takes(row, question.period)).collect();
    if R::ON {
        recorder.note(StepNote::RegisterRows(taken.len()));
    }
    Some(Cell {
        value: aggregated(feed.aggregate, &taken),
        rounding: Decimal::ZERO,
        qualifiers: Qualifiers::EXACT,
        origin: origin.weakest(Origin::Published),
        source: ground.source,
        method: Method::Register,
    })
}

/// Whether a register speaks of a territory: it has rows there, or is the whole list there.
pub(super) fn speaks_of(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territory: TerritoryIndex,
) -> bool {
    !world.cube.register(measure, territory).is_empty()
        || whole_list(world, question, measure, territory).is_some()
}

/// A row stands until the question may see the version that replaced it.
fn is_visible(question: &Question, row: &RegisterRow) -> bool {
    question.sees(row.origin, row.known_on, row.publication)
        && !row.superseded.is_some_and(|(number, day)| question.sees(row.origin, day, number))
}

fn aggregated(aggregate: Aggregate, rows: &[&RegisterRow]) -> Decimal {
    match aggregate {
        Aggregate::Count => Decimal::from(rows.len()),
        Aggregate::Distinct => {
            let mut things: Vec<u64> = rows.iter().map(|row| row.thing).collect();
            things.sort_unstable();
            things.dedup();
            Decimal::from(things.len())
        }
        Aggregate::Sum => rows.iter().map(|row| row.amount).sum(),
    }
}

/// What a count rests on.
#[derive(Debug, Clone, Copy, Default)]
struct Ground {
    origin: Option<Origin>,
    /// The source, where there is just one.
    source: Option<SourceIndex>,
}

impl Ground {
    fn of(origin: Origin, source: SourceIndex) -> Self {
        Self { origin: Some(origin), source: Some(source) }
    }

    fn with(self, other: Self) -> Self {
        match (self.origin, other.origin) {
            (Some(a), Some(b)) => {
                Self { origin: Some(a.weakest(b)), source: self.source.filter(|s| Some(*s) == other.source) }
            }
            (None, _) => other,
            (_, None) => self,
        }
    }
}

/// What it rests on that a leaf has none of a register's things, if the register is the whole list there: on all
/// that the question may see of the register.
fn whole_list(
    world: &World<'_>,
    question: &Question,
    measure: MeasureIndex,
    territory: TerritoryIndex,
) -> Option<Ground> {
    let feed = world.definitions.measure(measure).feed.as_ref()?;
    if feed.complete_for.is_empty() {
        return None;
    }
    let editions = world.cube.register_editions(measure).iter();
    let visible = editions.filter(|e| question.sees(e.origin, e.known_on, e.publication));
    let ground = visible.fold(Ground::default(), |ground, e| ground.with(Ground::of(e.origin, e.source)));
    let is_complete = feed.complete_for.iter().any(|complete| {
        let kind = world.definitions.own_kind[complete.territory.at()];
        let view = world.territories.view(kind, question.period.last_day());
        complete.origin.is_none_or(|origin| ground.origin == Some(origin))
            && view.children(territory).is_empty()
            && view.leaves(territory).is_subset(view.leaves(complete.territory))
    });
    ground.origin.filter(|_| is_complete).map(|_| ground)
}
