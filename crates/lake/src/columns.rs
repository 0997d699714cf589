//! Columns of a batch by name, whatever of Arrow's text encodings they come in.

use datafusion::arrow::array::{
    Array, AsArray, Date32Array, Decimal128Array, Int8Array, Int64Array, RecordBatch, StringViewArray,
    TimestampMicrosecondArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Int8Type, Int64Type, TimestampMicrosecondType,
};

use crate::LakeError;

/// A batch of one table.
pub(crate) struct Columns<'b> {
    table: &'b str,
    batch: &'b RecordBatch,
}

/// A text column.
pub(crate) struct TextColumn(StringViewArray);

impl TextColumn {
    /// The text of a row, `""` where there is none.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.0.is_valid(row).then(|| self.0.value(row))
    }

    /// A number that is the same for rows that share one text in memory.
    pub fn view(&self, row: usize) -> Option<u128> {
        self.0.is_valid(row).then(|| self.0.views()[row])
    }

    /// The text of a row as a string of its own.
    pub fn owned(&self, row: usize) -> Option<String> {
        self.get(row).map(str::to_owned)
    }
}

impl<'b> Columns<'b> {
    pub const fn new(table: &'b str, batch: &'b RecordBatch) -> Self {
        Self { table, batch }
    }

    fn wrong(&self, column: &'static str) -> LakeError {
        LakeError::Shape { table: self.table.to_owned(), column }
    }

    fn find(&self, column: &'static str) -> Result<&'b dyn Array, LakeError> {
        self.batch.column_by_name(column).map(|array| array.as_ref()).ok_or_else(|| self.wrong(column))
    }

    pub fn long(&self, column: &'static str) -> Result<&'b Int64Array, LakeError> {
        self.find(column)?.as_primitive_opt::<Int64Type>().ok_or_else(|| self.wrong(column))
    }

    pub fn byte(&self, column: &'static str) -> Result<&'b Int8Array, LakeError> {
        self.find(column)?.as_primitive_opt::<Int8Type>().ok_or_else(|| self.wrong(column))
    }

    pub fn date(&self, column: &'static str) -> Result<&'b Date32Array, LakeError> {
        self.find(column)?.as_primitive_opt::<Date32Type>().ok_or_else(|| self.wrong(column))
    }

    pub fn decimal(&self, column: &'static str) -> Result<&'b Decimal128Array, LakeError> {
        self.find(column)?.as_primitive_opt::<Decimal128Type>().ok_or_else(|| self.wrong(column))
    }

    pub fn timestamp(&self, column: &'static str) -> Result<&'b TimestampMicrosecondArray, LakeError> {
        self.find(column)?.as_primitive_opt::<TimestampMicrosecondType>().ok_or_else(|| self.wrong(column))
    }

    pub fn text(&self, column: &'static str) -> Result<TextColumn, LakeError> {
        let array = cast(self.find(column)?, &DataType::Utf8View).map_err(|_| self.wrong(column))?;
        array.as_string_view_opt().cloned().map(TextColumn).ok_or_else(|| self.wrong(column))
    }

    /// A text column whose name the plan gives; empty where the rows were written before the plan had it.
    pub fn named_text(&self, column: &str) -> Result<TextColumn, LakeError> {
        let wrong = || self.wrong("a field of the register");
        let Some(array) = self.batch.column_by_name(column) else {
            return Ok(TextColumn(StringViewArray::new_null(self.batch.num_rows())));
        };
        let array = cast(array.as_ref(), &DataType::Utf8View).map_err(|_| wrong())?;
        array.as_string_view_opt().cloned().map(TextColumn).ok_or_else(wrong)
    }

    /// A decimal column whose name the plan gives, if it is one.
    pub fn named_decimal(&self, column: &str) -> Option<&'b Decimal128Array> {
        self.batch.column_by_name(column)?.as_primitive_opt::<Decimal128Type>()
    }
}
