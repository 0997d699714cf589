//! Answers as Parquet files, typed as the columns are.

use std::io::Write;
use std::sync::Arc;

use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::DataFrame;
use futures::StreamExt;

use crate::{Lake, LakeError, QueryLimits};

impl Lake {
    /// Answers one reading statement with a Parquet file; how many rows it has and whether there were more.
    pub async fn query_parquet(
        &self,
        sql: &str,
        limits: QueryLimits,
        to: impl Write + Send,
    ) -> Result<(usize, bool), LakeError> {
        let run = async { write(self.frame(sql, limits, &[]).await?, limits.rows, to).await };
        limits.within(run).await
    }
}

async fn write(frame: DataFrame, most: usize, to: impl Write + Send) -> Result<(usize, bool), LakeError> {
    let failed = |error| LakeError::from(DataFusionError::from(error));
    let schema = Arc::new(frame.schema().as_arrow().clone());
    let mut writer = ArrowWriter::try_new(to, schema, None).map_err(failed)?;
    let mut stream = frame.execute_stream().await?;
    let (mut rows, mut cut) = (0, false);
    while let Some(batch) = stream.next().await.transpose()? {
        let taken = batch.slice(0, batch.num_rows().min(most - rows));
        writer.write(&taken).map_err(failed)?;
        rows += taken.num_rows();
        cut = taken.num_rows() < batch.num_rows();
        if cut {
            break;
        }
    }
    writer.close().map_err(failed)?;
    Ok((rows, cut))
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::DataType;
    use datafusion::arrow::util::pretty::pretty_format_batches;
    use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use crate::{Lake, QueryLimits};

    const QUESTION: &str = "SELECT * FROM (VALUES (1, 'a', CAST(1.5 AS DECIMAL(28, 9)), DATE '2024-02-29'), \
                            (2, NULL, CAST(-2 AS DECIMAL(28, 9)), NULL), (3, 'c', NULL, NULL)) AS t(n, text, v, day)";

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_read_back_has_the_types_and_values_of_the_answer() {
        let folder = tempfile::tempdir().expect("a folder");
        let lake = Lake::at(folder.path());
        let ask = async |rows: usize| {
            let mut file = Vec::new();
            let limits = QueryLimits { rows, ..QueryLimits::default() };
            let told = lake.query_parquet(QUESTION, limits, &mut file).await.expect("answered");
            (told, ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file)).expect("Parquet"))
        };
        let (told, file) = ask(2).await;
        assert_eq!(told, (2, true));
        let types: Vec<DataType> = file.schema().fields().iter().map(|f| f.data_type().clone()).collect();
        assert_eq!(types[0], DataType::Int64);
        assert!(matches!(types[1], DataType::Utf8 | DataType::Utf8View), "{}", types[1]);
        assert_eq!(types[2..], [DataType::Decimal128(28, 9), DataType::Date32]);
        let batches: Vec<_> = file.build().expect("a reader").map(|batch| batch.expect("a batch")).collect();
        let shown = pretty_format_batches(&batches).expect("shown").to_string();
        let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(
            rows,
            [
                "| n | text | v            | day        |",
                "| 1 | a    | 1.500000000  | 2024-02-29 |",
                "| 2 |      | -2.000000000 |            |",
            ]
        );
        assert_eq!(ask(3).await.0, (3, false));
    }
}
