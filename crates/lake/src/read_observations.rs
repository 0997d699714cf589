use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};
use datafusion::arrow::array::Array;
use futures::StreamExt;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Origin, Period, Qualifiers};
use lanbai_measures::{MeasureIndex, Observation, SourceIndex};
use lanbai_plan::Plan;
use rustc_hash::FxHashMap;

use crate::columns::{Columns, TextColumn};
use crate::schema::{OBSERVATIONS, SCALE};
use crate::{Lake, LakeError};

/// What could not be placed in today's plan: ids that it does not have (any more), and how often.
pub type Orphans = HashMap<String, usize>;

impl Lake {
    /// The visible observations of some publications, placed in today's plan, and the ids that it lacks.
    pub async fn observations(
        &self,
        plan: &Plan,
        published: RangeInclusive<i64>,
    ) -> Result<(Vec<Observation>, Orphans), LakeError> {
        let mut observations = Vec::new();
        let mut orphans = Orphans::new();
        let Some(rows) = self.visible(OBSERVATIONS, published).await? else {
            return Ok((observations, orphans));
        };
        let mut stream = rows.execute_stream().await?;
        while let Some(batch) = stream.next().await {
            let batch = batch?;
            decode(
                &Columns::new(OBSERVATIONS, &batch),
                batch.num_rows(),
                plan,
                &mut observations,
                &mut orphans,
            )?;
        }
        Ok((observations, orphans))
    }
}

fn decode(
    columns: &Columns<'_>,
    rows: usize,
    plan: &Plan,
    observations: &mut Vec<Observation>,
    orphans: &mut Orphans,
) -> Result<(), LakeError> {
    let id = columns.long("id")?;
    let mut measure = Interned::new(columns.text("measure")?, |id| plan.measure(id));
    let mut territory = Interned::new(columns.text("territory")?, |id| plan.territory(id));
    let mut period = Interned::new(columns.text("period")?, |text| text.parse::<Period>().ok());
    let mut source = Interned::new(columns.text("source")?, |id| plan.source(id));
    let mut qualifiers = Interned::new(columns.text("qualifiers")?, Qualifiers::parse);
    let mut origin = Interned::new(columns.text("origin")?, Origin::from_name);
    let value = columns.decimal("value")?;
    let decimals = columns.byte("decimals")?;
    let known_on = columns.date("known_on")?;
    let supersedes = columns.long("supersedes")?;
    let publication = columns.long("publication")?;
    for n in 0..rows {
        let (Some(measure), Some(territory)) = (measure.get(n, orphans), territory.get(n, orphans)) else {
            continue;
        };
        let (measure, territory): (MeasureIndex, TerritoryIndex) = (measure, territory);
        let Some(period) = period.get(n, orphans) else { continue };
        observations.push(Observation {
            id: id.value(n),
            measure,
            territory,
            period,
            value: decimal(value.value(n)),
            decimals: decimals.value(n),
            qualifiers: qualifiers.get(n, orphans).unwrap_or_default(),
            origin: origin.get(n, orphans).unwrap_or(Origin::Sample),
            source: source.get(n, orphans).unwrap_or(SourceIndex(u32::MAX)),
            known_on: day(known_on.value(n)),
            publication: u32::try_from(publication.value(n)).unwrap_or(u32::MAX),
            supersedes: supersedes.is_valid(n).then(|| supersedes.value(n)),
        });
    }
    Ok(())
}

/// A decimal of the lake without its trailing zeros.
pub(crate) fn decimal(stored: i128) -> Decimal {
    let mut scale = u32::from(SCALE.unsigned_abs());
    let Ok(mut short) = i64::try_from(stored) else {
        return Decimal::try_from_i128_with_scale(stored, scale).unwrap_or_default().normalize();
    };
    // Dividing what fits a register is far cheaper than the decimal's own way.
    while scale > 0 && short % 10 == 0 {
        short /= 10;
        scale -= 1;
    }
    Decimal::new(short, scale)
}

/// A day of the lake: days since 1970.
pub(crate) fn day(stored: i32) -> NaiveDate {
    let days = Days::new(u64::from(stored.unsigned_abs()));
    let moved = if stored >= 0 {
        NaiveDate::default().checked_add_days(days)
    } else {
        NaiveDate::default().checked_sub_days(days)
    };
    moved.unwrap_or(NaiveDate::MAX)
}

/// A text column of few distinct values, each looked up once a batch.
///
/// Rows that share a text mostly share its view too (short texts lie in it, longer ones point into one dictionary), so
/// that what was found is found again by comparing one number.
struct Interned<T, F> {
    column: TextColumn,
    known: FxHashMap<u128, Option<T>>,
    last: Option<(u128, Option<T>)>,
    look_up: F,
}

impl<T: Copy, F: Fn(&str) -> Option<T>> Interned<T, F> {
    fn new(column: TextColumn, look_up: F) -> Self {
        Self { column, known: FxHashMap::default(), last: None, look_up }
    }

    fn get(&mut self, row: usize, orphans: &mut Orphans) -> Option<T> {
        let view = self.column.view(row)?;
        let value = match self.last {
            Some((last, value)) if last == view => value,
            _ => match self.known.get(&view) {
                Some(value) => *value,
                None => {
                    let value = self.column.get(row).and_then(&self.look_up);
                    self.known.insert(view, value);
                    value
                }
            },
        };
        self.last = Some((view, value));
        if value.is_none() {
            let text = self.column.owned(row).unwrap_or_default();
            *orphans.entry(text).or_default() += 1;
        }
        value
    }
}
