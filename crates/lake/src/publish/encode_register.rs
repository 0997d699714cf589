use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray, new_null_array,
};
use datafusion::arrow::datatypes::{FieldRef, SchemaRef};
use lanbai_intake::{RegisterBatch, RegisterColumn};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_plan::Plan;
use lanbai_plan::raw::Field;

use super::RegisterDefaults;
use super::encode_observations::stored;
use crate::identity::days;
use crate::schema::{PRECISION, SCALE, register_column};
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
        row_ids(plan, &fields[resolved.key], &batch.columns[resolved.key], &batch.line),
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
            RegisterColumn::Territory(values) => {
                Arc::new(StringArray::from_iter(values.iter().map(|v| v.map(|t| territory_id(plan, t)))))
            }
            RegisterColumn::Code(values) => {
                Arc::new(StringArray::from_iter(values.iter().map(|v| v.and_then(|n| field.code_at(n)))))
            }
        });
    }
    columns.extend([
        repeat(Some(defaults.origin.name())),
        sources(fields, batch).unwrap_or_else(|| repeat(defaults.source.as_deref())),
        days_known(fields, batch, defaults),
        Arc::new(Int64Array::from(vec![publication; rows])),
    ]);
    in_order_of(&schema, names_of(fields), columns).ok_or_else(|| wrong("any"))
}

/// The source of each row, where the register has a field of that name.
fn sources(fields: &[Field], batch: &RegisterBatch) -> Option<ArrayRef> {
    let at = fields.iter().position(|field| field.id.get_ref() == "source")?;
    match batch.columns.get(at)? {
        RegisterColumn::Text(values) => {
            Some(Arc::new(StringArray::from_iter(values.iter().map(Option::as_deref))))
        }
        _ => None,
    }
}

/// When each row became known: as it says itself, where the register has a field of that name.
fn days_known(fields: &[Field], batch: &RegisterBatch, defaults: &RegisterDefaults) -> ArrayRef {
    let at = fields.iter().position(|field| field.id.get_ref() == "known_on");
    let own = match at.and_then(|at| batch.columns.get(at)) {
        Some(RegisterColumn::Date(values)) => values.as_slice(),
        _ => &[],
    };
    let day = |n: usize| days(own.get(n).copied().flatten().unwrap_or(defaults.known_on));
    Arc::new(Date32Array::from_iter_values((0..batch.line.len()).map(day)))
}

/// The names of the columns in the order in which they were made above.
fn names_of(fields: &[Field]) -> Vec<String> {
    let own = fields.iter().filter(|field| !field.personal).map(|field| register_column(field.id.get_ref()));
    let before = ["row_id", "valid_from", "valid_to"].map(str::to_owned).into_iter();
    let after = ["origin", "source", "known_on", "publication"].map(str::to_owned).into_iter();
    before.chain(own).chain(after).collect()
}

/// A table that grew keeps its old columns in front, and columns that the plan dropped stay empty.
fn in_order_of(schema: &SchemaRef, names: Vec<String>, columns: Vec<ArrayRef>) -> Option<RecordBatch> {
    let rows = columns.first()?.len();
    let of = |field: &FieldRef| match names.iter().position(|name| name == field.name()) {
        Some(n) => ArrayRef::clone(&columns[n]),
        None => new_null_array(field.data_type(), rows),
    };
    let ordered = schema.fields().iter().map(of).collect();
    RecordBatch::try_new(SchemaRef::clone(schema), ordered).ok()
}

fn territory_id(plan: &Plan, index: u32) -> &str {
    plan.territory_text(TerritoryIndex(index)).id.get_ref()
}

/// The identity of each row, as text whatever type the key has.
fn row_ids(plan: &Plan, field: &Field, key: &RegisterColumn, lines: &[u32]) -> ArrayRef {
    let id = |n: usize| match key {
        RegisterColumn::Text(values) => values[n].clone(),
        RegisterColumn::Date(values) => values[n].map(|v| v.to_string()),
        RegisterColumn::Number(values) => values[n].map(|v| v.to_string()),
        RegisterColumn::Territory(values) => values[n].map(|v| territory_id(plan, v).to_owned()),
        RegisterColumn::Code(values) => values[n].and_then(|v| field.code_at(v)).cloned(),
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
