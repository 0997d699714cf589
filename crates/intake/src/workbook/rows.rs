use std::io::{Cursor, Write};

use calamine::{DataRef, ExcelDateTime, XlsxCellReader};
use lanbai_kernel::Decimal;

use super::guarded;
use super::merges::Merges;
use super::shape::{Shape, Shapes};
use crate::Limits;
use crate::raw::RawRow;
use crate::source::{RowError, RowSource};

type Reader<'w, 'b> = XlsxCellReader<'w, Cursor<&'b [u8]>>;

/// The rows of a sheet, each cell as the text that a CSV of it would have.
pub(crate) struct SheetRows<'w, 'b> {
    reader: Reader<'w, 'b>,
    merges: Merges,
    shapes: Shapes,
    columns: usize,
    /// Bytes of a row's text: one string of a sheet may stand in thousands of cells.
    longest: usize,
    /// The first cell of the next row, read to know that this one ended.
    next: Option<Ready>,
    /// The library must not be asked again after the last cell.
    ended: bool,
    /// Row of the sheet, from 0.
    row: u32,
    text: Vec<u8>,
    cells: Vec<(u32, u32)>,
    unanswered: Vec<u32>,
    spread: Vec<u32>,
}

/// A cell as text.
struct Ready {
    row: u32,
    column: u32,
    text: Vec<u8>,
    unanswered: bool,
}

impl<'w, 'b> SheetRows<'w, 'b> {
    pub(crate) fn new(reader: Reader<'w, 'b>, merges: Merges, shapes: Shapes, limits: &Limits) -> Self {
        Self {
            reader,
            merges,
            shapes,
            columns: limits.columns,
            longest: limits.line_bytes(),
            next: None,
            ended: false,
            row: 0,
            text: Vec::new(),
            cells: Vec::new(),
            unanswered: Vec::new(),
            spread: Vec::new(),
        }
    }

    fn read(&mut self) -> Result<Option<Ready>, RowError> {
        let line = Some(self.row.saturating_add(1));
        let reader = &mut self.reader;
        if self.ended {
            return Ok(None);
        }
        let Some(record) = guarded(line, || reader.next_cell_with_formula_metadata())? else {
            self.ended = true;
            return Ok(None);
        };
        let (row, column) = record.pos;
        if column as usize >= self.columns {
            let line = row.saturating_add(1);
            return Err(RowError::TooManyColumns { line, seen: column as usize + 1 });
        }
        let mut text = Vec::new();
        render(&record.value, self.shapes.at(row, column), &mut text);
        let unanswered = record.formula.is_some() && matches!(record.value, DataRef::Empty);
        Ok(Some(Ready { row, column, text, unanswered }))
    }

    fn place(&mut self, cell: &Ready) -> Result<(), RowError> {
        let column = cell.column as usize;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, (0, 0));
        }
        let from = self.text.len() as u32;
        self.text.extend_from_slice(&cell.text);
        self.cells[column] = (from, self.text.len() as u32);
        if cell.unanswered {
            self.unanswered.push(cell.column);
        }
        if self.text.len() > self.longest {
            return Err(RowError::LineTooLong { line: cell.row.saturating_add(1) });
        }
        Ok(())
    }

    /// Copies the text of merged regions to the cells they cover.
    fn spread(&mut self) -> Result<(), RowError> {
        let mut copies = Vec::new();
        {
            let (text, cells) = (&self.text, &self.cells);
            let own = |column: u32| {
                cells.get(column as usize).map_or(&[][..], |&(from, to)| &text[from as usize..to as usize])
            };
            for covered in self.merges.at(self.row, self.columns, own) {
                if own(covered.column).is_empty() && !covered.text.is_empty() {
                    copies.push((covered.column, covered.text.to_vec()));
                }
            }
        }
        for (column, text) in copies {
            let row = self.row;
            self.place(&Ready { row, column, text, unanswered: false })?;
            self.spread.push(column);
        }
        Ok(())
    }
}

impl RowSource for SheetRows<'_, '_> {
    fn advance(&mut self) -> Result<bool, RowError> {
        self.text.clear();
        self.cells.clear();
        self.unanswered.clear();
        self.spread.clear();
        let first = match self.next.take() {
            Some(cell) => cell,
            None => match self.read()? {
                Some(cell) => cell,
                None => return Ok(false),
            },
        };
        self.row = first.row;
        self.place(&first)?;
        while let Some(cell) = self.read()? {
            if cell.row != self.row {
                if cell.row < self.row {
                    let reason = "rows-out-of-order";
                    return Err(RowError::Corrupt { line: Some(self.row + 1), reason });
                }
                self.next = Some(cell);
                break;
            }
            self.place(&cell)?;
        }
        self.spread()?;
        if self.merges.exhausted() {
            let reason = "too-many-merges";
            return Err(RowError::Corrupt { line: Some(self.row + 1), reason });
        }
        Ok(true)
    }

    fn row(&self) -> RawRow<'_> {
        RawRow {
            line: self.row.saturating_add(1),
            bytes: &self.text,
            cells: &self.cells,
            unanswered: &self.unanswered,
            spread: &self.spread,
        }
    }
}

/// Writes a cell as text; memory can always be written to.
pub(super) fn render(value: &DataRef<'_>, shape: Shape, text: &mut Vec<u8>) {
    match value {
        DataRef::Empty => {}
        DataRef::String(string) => text.extend_from_slice(string.as_bytes()),
        DataRef::SharedString(string) => text.extend_from_slice(string.as_bytes()),
        DataRef::DateTimeIso(string) | DataRef::DurationIso(string) => {
            text.extend_from_slice(string.as_bytes())
        }
        DataRef::Int(number) => text.extend_from_slice(number.to_string().as_bytes()),
        DataRef::Float(number) if shape == Shape::Percent => {
            text.extend_from_slice(fifteen_digits(*number * 100.0).as_bytes());
            text.push(b'%');
        }
        DataRef::Float(number) => text.extend_from_slice(fifteen_digits(*number).as_bytes()),
        DataRef::Bool(truth) => text.extend_from_slice(if *truth { b"TRUE" } else { b"FALSE" }),
        DataRef::Error(error) => text.extend_from_slice(error.to_string().as_bytes()),
        DataRef::DateTime(day) => render_day(day, shape, text),
    }
}

/// Excel keeps numbers in binary and shows fifteen digits of them: 0.1 + 0.2 is 0.3 to whoever typed it.
pub(crate) fn fifteen_digits(number: f64) -> String {
    let written = format!("{number:.14e}");
    Decimal::from_scientific(&written).map_or(written, |decimal| decimal.normalize().to_string())
}

fn render_day(day: &ExcelDateTime, shape: Shape, text: &mut Vec<u8>) {
    // The workbook may count from 1904; a serial of our own reading always counts from 1900.
    let (year, month, of_month, ..) = day.to_ymd_hms_milli();
    let number = day.as_f64();
    let written = if day.is_duration() || !(1.0..110_000.0).contains(&number) {
        text.extend_from_slice(fifteen_digits(number).as_bytes());
        Ok(())
    } else {
        match shape {
            Shape::Month => write!(text, "{year:04}-{month:02}"),
            Shape::Year => write!(text, "{year:04}"),
            Shape::Plain | Shape::Percent => write!(text, "{year:04}-{month:02}-{of_month:02}"),
        }
    };
    debug_assert!(written.is_ok(), "a vector grows");
}
