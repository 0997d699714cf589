use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use datafusion::arrow::datatypes::SchemaRef;

use crate::schema::PUBLICATIONS;
use crate::{LakeError, Publication};

/// Publications as rows of their table.
pub(super) fn encode(publications: &[Publication], schema: SchemaRef) -> Result<RecordBatch, LakeError> {
    let long = |of: &dyn Fn(&Publication) -> i64| -> ArrayRef {
        Arc::new(publications.iter().map(|p| Some(of(p))).collect::<Int64Array>())
    };
    let text = |of: &dyn Fn(&Publication) -> Option<&str>| -> ArrayRef {
        Arc::new(publications.iter().map(of).collect::<StringArray>())
    };
    let recorded: TimestampMicrosecondArray =
        publications.iter().map(|p| Some(p.recorded_at.timestamp_micros())).collect();
    let columns = vec![
        long(&|p| p.number),
        Arc::new(recorded.with_timezone("UTC")) as ArrayRef,
        text(&|p| Some(&p.kind)),
        text(&|p| p.file.as_deref()),
        text(&|p| p.content_hash.as_deref()),
        long(&|p| p.rows),
        text(&|p| Some(&p.tables)),
        text(&|p| p.plan_version.as_deref()),
    ];
    RecordBatch::try_new(schema, columns)
        .map_err(|_| LakeError::Shape { table: PUBLICATIONS.to_owned(), column: "any" })
}
