use std::sync::Arc;

use chrono::NaiveDate;
use datafusion::arrow::array::{
    ArrayRef, Date32Array, Decimal128Array, Int8Array, Int64Array, RecordBatch, StringArray, StringBuilder,
};
use datafusion::arrow::datatypes::SchemaRef;
use lanbai_intake::{NO_SOURCE, ObservationBatch};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Qualifiers};
use lanbai_measures::{MeasureIndex, SourceIndex};
use lanbai_plan::Plan;
use xxhash_rust::xxh3::Xxh3;

use crate::LakeError;
use crate::schema::{OBSERVATIONS, PRECISION, SCALE};

/// The id of each row: a hash of everything that it states, so that the same statement has the same id in any lake.
pub fn identify(plan: &Plan, batch: &ObservationBatch) -> Vec<i64> {
    (0..batch.line.len())
        .map(|n| {
            let mut hash = Xxh3::new();
            for text in
                [measure(plan, batch, n), territory(plan, batch, n), source(plan, batch, n).unwrap_or("")]
            {
                hash.update(text.as_bytes());
                hash.update(&[0]);
            }
            hash.update(&batch.period[n].to_bits().to_le_bytes());
            let value = batch.value[n].normalize();
            hash.update(&value.mantissa().to_le_bytes());
            hash.update(&value.scale().to_le_bytes());
            hash.update(batch.qualifiers[n].to_string().as_bytes());
            hash.update(batch.origin[n].name().as_bytes());
            hash.update(&days(batch.known_on[n]).to_le_bytes());
            if let Some(corrected) = batch.supersedes_at(n) {
                hash.update(&corrected.to_le_bytes());
            }
            hash.digest().cast_signed()
        })
        .collect()
}

fn measure<'p>(plan: &'p Plan, batch: &ObservationBatch, row: usize) -> &'p str {
    plan.measure_text(MeasureIndex(batch.measure[row])).id.get_ref()
}

fn territory<'p>(plan: &'p Plan, batch: &ObservationBatch, row: usize) -> &'p str {
    plan.territory_text(TerritoryIndex(batch.territory[row])).id.get_ref()
}

fn source<'b>(plan: &'b Plan, batch: &'b ObservationBatch, row: usize) -> Option<&'b str> {
    if let Some(submission) = batch.reported_in_at(row) {
        return Some(submission);
    }
    let index = batch.source[row];
    (index != NO_SOURCE).then(|| plan.source_text(SourceIndex(index)).id.get_ref().as_str())
}

/// Days since 1970.
pub(crate) fn days(day: NaiveDate) -> i32 {
    let since = day.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(since).unwrap_or(i32::MAX)
}

/// A decimal as the lake keeps it; digits beyond the ninth after the point are rounded half to even.
pub(crate) fn stored(value: Decimal) -> Result<i128, LakeError> {
    let scale = u32::from(SCALE.unsigned_abs());
    let mut rounded = value.round_dp(scale);
    rounded.rescale(scale);
    let fits =
        rounded.scale() == scale && rounded.mantissa().unsigned_abs() < 10_u128.pow(u32::from(PRECISION));
    if fits { Ok(rounded.mantissa()) } else { Err(LakeError::ValueTooLong(value.to_string())) }
}

/// The chosen rows as a batch of the table.
pub(super) fn encode(
    plan: &Plan,
    batch: &ObservationBatch,
    ids: &[i64],
    rows: &[usize],
    publication: i64,
    schema: SchemaRef,
) -> Result<RecordBatch, LakeError> {
    let text = |of: &dyn Fn(usize) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(|n| of(*n))))
    };
    let names = |of: &dyn Fn(usize) -> &'static str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(|n| of(*n))))
    };
    let values: Result<Vec<i128>, LakeError> = rows.iter().map(|n| stored(batch.value[*n])).collect();
    let values = Decimal128Array::from(values?)
        .with_precision_and_scale(PRECISION, SCALE)
        .map_err(|_| LakeError::Shape { table: OBSERVATIONS.to_owned(), column: "value" })?;
    let columns: Vec<ArrayRef> = vec![
        Arc::new(rows.iter().map(|n| ids[*n]).collect::<Int64Array>()),
        borrowed(rows, |n| Some(measure(plan, batch, n))),
        borrowed(rows, |n| Some(territory(plan, batch, n))),
        text(&|n| batch.period[n].to_string()),
        Arc::new(values),
        Arc::new(rows.iter().map(|n| Some(batch.decimals[*n].min(SCALE))).collect::<Int8Array>()),
        text(&|n| qualifiers(batch.qualifiers[n])),
        names(&|n| batch.origin[n].name()),
        borrowed(rows, |n| source(plan, batch, n)),
        Arc::new(rows.iter().map(|n| Some(days(batch.known_on[*n]))).collect::<Date32Array>()),
        borrowed(rows, |n| batch.note[n].as_deref()),
        Arc::new(rows.iter().map(|n| batch.supersedes_at(*n)).collect::<Int64Array>()),
        Arc::new(rows.iter().map(|_| publication).collect::<Int64Array>()),
    ];
    RecordBatch::try_new(schema, columns)
        .map_err(|_| LakeError::Shape { table: OBSERVATIONS.to_owned(), column: "any" })
}

fn qualifiers(set: Qualifiers) -> String {
    set.to_string()
}

fn borrowed<'t>(rows: &[usize], of: impl Fn(usize) -> Option<&'t str>) -> ArrayRef {
    let mut builder = StringBuilder::with_capacity(rows.len(), rows.len() * 16);
    rows.iter().for_each(|n| builder.append_option(of(*n)));
    Arc::new(builder.finish())
}
