use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::SchemaRef;
use futures::StreamExt;
use lanbai_plan::Plan;
use lanbai_plan::raw::Source;

use crate::columns::Columns;
use crate::schema::SOURCES;
use crate::session::ALL;
use crate::{Lake, LakeError};

/// The texts of a source, in the order of the table's columns.
type Texts = [Option<String>; 7];

fn texts(source: &Source) -> Texts {
    [
        Some(source.id.get_ref().clone()),
        Some(source.title.clone()),
        source.publisher.clone(),
        source.address.clone(),
        source.published_on.as_ref().map(ToString::to_string),
        Some(format!("{:?}", source.grade)),
        source.note.clone(),
    ]
}

/// The plan's sources that the lake does not have as they stand now.
pub(crate) async fn changed(lake: &Lake, plan: &Plan) -> Result<Vec<Texts>, LakeError> {
    const COLUMNS: [&str; 7] = ["id", "title", "publisher", "address", "published_on", "grade", "note"];
    let mut known: HashMap<Option<String>, (i64, Texts)> = HashMap::new();
    if let Some(rows) = lake.visible(SOURCES, ALL).await? {
        let mut stream = rows.execute_stream().await?;
        while let Some(batch) = stream.next().await {
            let batch = batch?;
            let columns = Columns::new(SOURCES, &batch);
            let publication = columns.long("publication")?;
            let read = COLUMNS.map(|name| columns.text(name));
            let read = read.into_iter().collect::<Result<Vec<_>, _>>()?;
            for row in 0..batch.num_rows() {
                let texts: Texts = std::array::from_fn(|n| read[n].owned(row));
                let number = publication.value(row);
                let older = known.get(&texts[0]).is_none_or(|(last, _)| *last <= number);
                if older {
                    known.insert(texts[0].clone(), (number, texts));
                }
            }
        }
    }
    let all = plan.raw.sources.content.source.iter().map(texts);
    Ok(all.filter(|texts| known.get(&texts[0]).is_none_or(|(_, last)| last != texts)).collect())
}

/// Sources as rows of the table.
pub(crate) fn encode(
    sources: &[Texts],
    publication: i64,
    schema: SchemaRef,
) -> Result<RecordBatch, LakeError> {
    let mut columns: Vec<ArrayRef> = (0..7)
        .map(|n| {
            Arc::new(StringArray::from_iter(sources.iter().map(|texts| texts[n].as_deref()))) as ArrayRef
        })
        .collect();
    columns.push(Arc::new(Int64Array::from(vec![publication; sources.len()])));
    RecordBatch::try_new(schema, columns)
        .map_err(|_| LakeError::Shape { table: SOURCES.to_owned(), column: "any" })
}
