use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use datafusion::arrow::array::Array;
use datafusion::execution::SendableRecordBatchStream;
use futures::StreamExt;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Origin, Period, Qualifiers};
use lanbai_measures::{Arrivals, MeasureIndex, Observation, SourceIndex};
use lanbai_plan::Plan;
use rustc_hash::FxHashMap;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::aside::aside;
use crate::columns::{Columns, TextColumn};
use crate::schema::{OBSERVATIONS, SCALE, is_submission};
use crate::{Lake, LakeError};

/// What could not be placed in today's plan: ids that it does not have (any more), and how often.
pub type Orphans = HashMap<String, usize>;

/// How many rows are handed on together: few enough that taking them in disturbs nobody for long.
const TOGETHER: usize = 1 << 18;

/// Observations that are being read: their parts beside each other, away from the threads that serve.
#[derive(Debug, Default)]
pub struct Reading {
    arriving: Option<mpsc::Receiver<Arrivals>>,
    readers: JoinSet<Result<Orphans, LakeError>>,
}

impl Lake {
    /// Begins to read the visible observations of some publications, placed in today's plan.
    pub async fn observations(
        &self,
        plan: &Arc<Plan>,
        published: RangeInclusive<i64>,
    ) -> Result<Reading, LakeError> {
        let Some(rows) = self.visible(OBSERVATIONS, published).await? else { return Ok(Reading::default()) };
        let (send, arriving) = mpsc::channel(1);
        let mut readers = JoinSet::new();
        for stream in rows.execute_stream_partitioned().await? {
            let (plan, send) = (Arc::clone(plan), send.clone());
            let here = Handle::current();
            readers.spawn(aside(move || here.block_on(read(stream, &plan, send))));
        }
        Ok(Reading { arriving: Some(arriving), readers })
    }
}

impl Reading {
    /// The next of them; `None` after the last.
    pub async fn next(&mut self) -> Option<Arrivals> {
        self.arriving.as_mut()?.recv().await
    }

    /// The ids that the plan lacks, once all is read.
    pub async fn finish(mut self) -> Result<Orphans, LakeError> {
        let mut orphans = Orphans::new();
        while self.next().await.is_some() {}
        while let Some(read) = self.readers.join_next().await {
            let lacking = read.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()))?;
            lacking.into_iter().for_each(|(id, count)| *orphans.entry(id).or_default() += count);
        }
        Ok(orphans)
    }
}

/// Reads one part of the table.
async fn read(
    mut stream: SendableRecordBatchStream,
    plan: &Plan,
    send: mpsc::Sender<Arrivals>,
) -> Result<Orphans, LakeError> {
    let (mut arrivals, mut orphans) = (Arrivals::default(), Orphans::new());
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        decode(&Columns::new(OBSERVATIONS, &batch), batch.num_rows(), plan, &mut arrivals, &mut orphans)?;
        if arrivals.len() >= TOGETHER && send.send(std::mem::take(&mut arrivals)).await.is_err() {
            break;
        }
    }
    // Nobody takes it any more when the other side gave up, and then nobody misses it.
    let _ = send.send(arrivals).await;
    Ok(orphans)
}

fn decode(
    columns: &Columns<'_>,
    rows: usize,
    plan: &Plan,
    arrivals: &mut Arrivals,
    orphans: &mut Orphans,
) -> Result<(), LakeError> {
    let id = columns.long("id")?;
    let mut measure = Interned::new(columns.text("measure")?, |id| plan.measure(id));
    let mut territory = Interned::new(columns.text("territory")?, |id| plan.territory(id));
    let mut period = Interned::new(columns.text("period")?, |text| text.parse::<Period>().ok());
    let mut source = Interned::new(columns.text("source")?, |id| {
        // A submission is its own source: no source of the plan, and none that the plan lacks.
        plan.source(id).or_else(|| is_submission(id).then_some(SourceIndex(u32::MAX)))
    });
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
        arrivals.push(&Observation {
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
    // Dividing what fits a register is far cheaper than the decimal's own way, and most values end in many zeros.
    for (zeros, ten) in [(4, 10_000), (4, 10_000), (2, 100), (1, 10), (1, 10)] {
        if zeros <= scale && short % ten == 0 {
            short /= ten;
            scale -= zeros;
        }
    }
    Decimal::new(short, scale)
}

/// A day of the lake: days since 1970.
pub(crate) fn day(stored: i32) -> NaiveDate {
    /// From the first day of year 1, which chrono counts from, to 1970.
    const BEFORE_1970: i32 = 719_163;
    stored.checked_add(BEFORE_1970).and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(NaiveDate::MAX)
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Decimal, day, decimal};

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day(0), NaiveDate::default());
        assert_eq!(day(-1).to_string(), "1969-12-31");
        assert_eq!(day(20_000).to_string(), "2024-10-04");
        assert_eq!(day(i32::MAX), NaiveDate::MAX);
    }

    #[test]
    fn trailing_zeros_go() {
        for text in ["0", "1", "-12.5", "698", "1000000", "0.000000001", "17.48", "12345.67891", "100.0101"] {
            let value: Decimal = text.parse().expect(text);
            let mut stored = value;
            stored.rescale(9);
            assert_eq!(decimal(stored.mantissa()).to_string(), text);
        }
    }
}
