use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
};
use datafusion::arrow::datatypes::SchemaRef;
use lanbai_intake::{RegisterBatch, RegisterColumn};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_plan::Plan;

use super::RegisterDefaults;
use super::encode_observations::{days, stored};
use crate::schema::{PRECISION, SCALE};
use crate::{LakeError, register_table};

/// Rows of a register as a batch of its table.
pub(super) fn encode(
    plan: &Plan,
    register: usize,
    batch: &RegisterBatch,
    defaults: &RegisterDefaults,
    publication: i64,
    schema: SchemaRef,
) -> Result<RecordBatch, LakeError> {
    let rows = batch.line.len();
    let resolved = &plan.registers[register];
    let fields = &plan.register_text(register).field;
    let wrong = |column| LakeError::Shape {
        table: register_table(plan.register_text(register).id.get_ref()),
        column,
    };
    let repeat = |text: Option<&str>| -> ArrayRef { Arc::new(StringArray::from(vec![text; rows])) };
    let mut columns: Vec<ArrayRef> = vec![
        row_ids(&batch.columns[resolved.key], &batch.line),
        dates(batch.columns.get(resolved.valid_from), rows),
        dates(resolved.valid_to.and_then(|n| batch.columns.get(n)), rows),
    ];
    for (field, column) in fields.iter().zip(&batch.columns).filter(|(field, _)| !field.personal) {
        columns.push(match column {
            RegisterColumn::Text(values) => {
                Arc::new(StringArray::from_iter(values.iter().map(Option::as_deref)))
            }
            RegisterColumn::Date(_) => dates(Some(column), rows),
            RegisterColumn::Number(values) => {
                let stored: Result<Vec<Option<i128>>, LakeError> =
                    values.iter().map(|v| v.map(stored).transpose()).collect();
                let array = Decimal128Array::from(stored?).with_precision_and_scale(PRECISION, SCALE);
                Arc::new(array.map_err(|_| wrong("any"))?)
            }
            RegisterColumn::Territory(values) => Arc::new(StringArray::from_iter(
                values
                    .iter()
                    .map(|v| v.map(|t| plan.territory_text(TerritoryIndex(t)).id.get_ref().as_str())),
            )),
            RegisterColumn::Code(values) => {
                let code = |n: u32| field.codes.get(n as usize).map(|code| code.id.get_ref().as_str());
                Arc::new(StringArray::from_iter(values.iter().map(|v| v.and_then(code))))
            }
        });
    }
    columns.extend([
        repeat(Some(defaults.origin.name())),
        repeat(defaults.source.as_deref()),
        Arc::new(Date32Array::from(vec![days(defaults.known_on); rows])),
        Arc::new(Int64Array::from(vec![publication; rows])),
    ]);
    RecordBatch::try_new(schema, columns).map_err(|_| wrong("any"))
}

/// The identity of each row, as text whatever type the key has.
fn row_ids(key: &RegisterColumn, lines: &[u32]) -> ArrayRef {
    let id = |n: usize| match key {
        RegisterColumn::Text(values) => values[n].clone(),
        RegisterColumn::Date(values) => values[n].map(|v| v.to_string()),
        RegisterColumn::Number(values) => values[n].map(|v| v.to_string()),
        RegisterColumn::Territory(values) | RegisterColumn::Code(values) => values[n].map(|v| v.to_string()),
    };
    let ids = (0..lines.len()).map(|n| id(n).unwrap_or_else(|| format!("line-{}", lines[n])));
    Arc::new(StringArray::from_iter_values(ids))
}

fn dates(column: Option<&RegisterColumn>, rows: usize) -> ArrayRef {
    match column {
        Some(RegisterColumn::Date(values)) => {
            Arc::new(Date32Array::from_iter(values.iter().map(|v| v.map(days))))
        }
        _ => Arc::new(Date32Array::new_null(rows)),
    }
}
