//! Answers row by row, read where Arrow has them: for questions of millions of rows.

use datafusion::arrow::array::{Array, AsArray, Date32Array, Float64Array, RecordBatch, StringViewArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, Float64Type};
use datafusion::error::DataFusionError;
use futures::StreamExt;
use lanbai_kernel::NaiveDate;

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

impl Lake {
    /// Shows every row of one reading statement's answer, in whatever order they come; how many there were.
    ///
    /// # Errors
    /// If the statement cannot be answered within the memory and time of `limits`. Rows are not kept, so their number
    /// has no limit.
    pub async fn visit(
        &self,
        sql: &str,
        limits: QueryLimits,
        mut see: impl FnMut(VisitedRow<'_>) + Send,
    ) -> Result<usize, LakeError> {
        let run = async {
            let mut stream = self.frame(sql, limits, &[]).await?.execute_stream().await?;
            let mut seen = 0;
            while let Some(batch) = stream.next().await.transpose()? {
                let columns = columns(&batch)?;
                (0..batch.num_rows()).for_each(|row| see(VisitedRow { columns: &columns, row }));
                seen += batch.num_rows();
            }
            Ok(seen)
        };
        match tokio::time::timeout(limits.time, run).await {
            Ok(result) => result,
            Err(_) => Err(LakeError::TooLong { seconds: limits.time.as_secs() }),
        }
    }
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
