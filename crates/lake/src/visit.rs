//! Answers row by row, read where Arrow has them: for questions of millions of rows.

use datafusion::arrow::array::{Array, AsArray, Date32Array, Float64Array, RecordBatch, StringViewArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, Float64Type};
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use futures::StreamExt;
use lanbai_kernel::NaiveDate;
use tokio::task::JoinSet;

use crate::read_observations::day;
use crate::{Lake, LakeError, QueryLimits};

/// One row of an answer; columns by their place in the statement.
#[derive(Debug, Clone, Copy)]
pub struct VisitedRow<'b> {
    columns: &'b [Visited],
    row: usize,
}

/// A column that is read as numbers, as days or else as text.
#[derive(Debug)]
enum Visited {
    Text(StringViewArray),
    Number(Float64Array),
    Day(Date32Array),
}

impl<'b> VisitedRow<'b> {
    /// The text of a column; none where there is none, or where it holds no text.
    pub fn text(&self, column: usize) -> Option<&'b str> {
        match self.columns.get(column)? {
            Visited::Text(texts) => texts.is_valid(self.row).then(|| texts.value(self.row)),
            _ => None,
        }
    }

    /// The number of a column.
    pub fn number(&self, column: usize) -> Option<f64> {
        match self.columns.get(column)? {
            Visited::Number(numbers) => numbers.is_valid(self.row).then(|| numbers.value(self.row)),
            _ => None,
        }
    }

    /// The day of a column.
    pub fn day(&self, column: usize) -> Option<NaiveDate> {
        match self.columns.get(column)? {
            Visited::Day(days) => days.is_valid(self.row).then(|| day(days.value(self.row))),
            _ => None,
        }
    }
}

/// Sees the rows of a part of an answer, one after another.
pub trait Visitor: Send + 'static {
    /// Sees one.
    fn see(&mut self, row: VisitedRow<'_>);
}

impl Lake {
    /// Shows every row of one reading statement's answer, in whatever order they come.
    ///
    /// # Errors
    /// If the statement cannot be answered within the memory and time of `limits`. Rows are not kept, so their number
    /// has no limit.
    pub async fn visit(
        &self,
        sql: &str,
        limits: QueryLimits,
        mut see: impl FnMut(VisitedRow<'_>) + Send,
    ) -> Result<(), LakeError> {
        let run = async {
            let rows = self.frame(sql, limits, &[]).await?.execute_stream().await?;
            show(rows, &mut see).await
        };
        limits.within(run).await
    }

    /// The same for millions of rows: parts of the answer are read side by side, each shown to a visitor of its own.
    /// All visitors, in the order of the parts.
    ///
    /// # Errors
    /// As of [`Self::visit`].
    pub async fn visit_beside<V: Visitor>(
        &self,
        sql: &str,
        limits: QueryLimits,
        visitor: impl Fn() -> V,
    ) -> Result<Vec<V>, LakeError> {
        let run = async {
            let parts = self.frame(sql, limits, &[]).await?.execute_stream_partitioned().await?;
            let mut reading = JoinSet::new();
            for (part, rows) in parts.into_iter().enumerate() {
                let mut visitor = visitor();
                reading
                    .spawn(async move { show(rows, |row| visitor.see(row)).await.map(|()| (part, visitor)) });
            }
            let mut seen = reading.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()?;
            seen.sort_unstable_by_key(|(part, _)| *part);
            Ok(seen.into_iter().map(|(_, visitor)| visitor).collect())
        };
        limits.within(run).await
    }
}

async fn show(
    mut rows: SendableRecordBatchStream,
    mut see: impl FnMut(VisitedRow<'_>),
) -> Result<(), LakeError> {
    while let Some(batch) = rows.next().await.transpose()? {
        let columns = columns(&batch)?;
        (0..batch.num_rows()).for_each(|row| see(VisitedRow { columns: &columns, row }));
    }
    Ok(())
}

fn columns(batch: &RecordBatch) -> Result<Vec<Visited>, LakeError> {
    let failed = |error| LakeError::from(DataFusionError::from(error));
    let read = |array: &std::sync::Arc<dyn Array>| {
        let of = array.data_type();
        Ok(match of {
            DataType::Date32 => Visited::Day(array.as_primitive::<Date32Type>().clone()),
            of if of.is_numeric() => {
                let numbers = cast(array, &DataType::Float64).map_err(failed)?;
                Visited::Number(numbers.as_primitive::<Float64Type>().clone())
            }
            _ => Visited::Text(cast(array, &DataType::Utf8View).map_err(failed)?.as_string_view().clone()),
        })
    };
    batch.columns().iter().map(read).collect()
}
