use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::SchemaRef;
use lanbai_plan::Plan;
use lanbai_plan::raw::Source;

use crate::LakeError;
use crate::schema::SOURCES;

/// The plan's sources as rows of the table.
pub(crate) fn encode(plan: &Plan, publication: i64, schema: SchemaRef) -> Result<RecordBatch, LakeError> {
    let sources = &plan.raw.sources.content.source;
    let text = |of: &dyn Fn(&Source) -> Option<String>| -> ArrayRef {
        Arc::new(StringArray::from_iter(sources.iter().map(of)))
    };
    let columns = vec![
        text(&|s| Some(s.id.get_ref().clone())),
        text(&|s| Some(s.title.clone())),
        text(&|s| s.publisher.clone()),
        text(&|s| s.address.clone()),
        text(&|s| s.published_on.as_ref().map(ToString::to_string)),
        text(&|s| Some(format!("{:?}", s.grade))),
        text(&|s| s.note.clone()),
        Arc::new(Int64Array::from(vec![publication; sources.len()])) as ArrayRef,
    ];
    RecordBatch::try_new(schema, columns)
        .map_err(|_| LakeError::Shape { table: SOURCES.to_owned(), column: "any" })
}
