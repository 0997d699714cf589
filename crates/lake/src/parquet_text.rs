//! A Parquet file as the text of a CSV file, so that it is understood, checked and refused like any other table.

use std::io::{self, Read};

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

/// What a Parquet file begins with.
pub const PARQUET_MAGIC: [u8; 4] = *b"PAR1";

/// Reads as CSV: a line of column names, then a line a row.
pub struct ParquetText {
    batches: ParquetRecordBatchReader,
    text: io::Cursor<Vec<u8>>,
}

impl ParquetText {
    /// The file in memory; Parquet is read from its end, so it cannot be streamed.
    pub fn new(file: Vec<u8>) -> io::Result<Self> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(bytes(file)).map_err(io::Error::other)?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(builder.schema().fields().iter().map(|field| field.name()))?;
        let text = io::Cursor::new(written(writer)?);
        Ok(Self { batches: builder.build().map_err(io::Error::other)?, text })
    }
}

fn bytes(file: Vec<u8>) -> bytes::Bytes {
    file.into()
}

impl Read for ParquetText {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.text.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            match self.batches.next() {
                None => return Ok(0),
                Some(batch) => self.text = io::Cursor::new(encode(&batch.map_err(io::Error::other)?)?),
            }
        }
    }
}

fn encode(batch: &RecordBatch) -> io::Result<Vec<u8>> {
    let columns = batch.columns().iter().map(|column| cast(column, &DataType::Utf8));
    let columns = columns.collect::<Result<Vec<_>, _>>().map_err(io::Error::other)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in 0..batch.num_rows() {
        let cells = columns.iter().map(|column| {
            let text = column.as_string::<i32>();
            if text.is_null(row) { "" } else { text.value(row) }
        });
        writer.write_record(cells)?;
    }
    written(writer)
}

fn written(writer: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::ParquetText;

    #[test]
    fn what_is_no_parquet_file_is_an_error_and_no_panic() {
        for file in [b"PAR1".to_vec(), b"PAR1PAR1".to_vec(), vec![0; 64], Vec::new()] {
            let text = ParquetText::new(file).and_then(|mut text| {
                let mut all = String::new();
                text.read_to_string(&mut all)
            });
            assert!(text.is_err());
        }
    }
}
