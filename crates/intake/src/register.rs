//! One thing of a register a row.

use std::ops::ControlFlow;

use lanbai_kernel::{Decimal, NaiveDate, Unit};

use crate::batch::{Batch, RegisterBatch, RegisterColumn};
use crate::cell;
use crate::cell::number::NumberCell;
use crate::codes;
use crate::fold::{key, shorten};
use crate::layout::{FieldColumn, RegisterColumns};
use crate::output::Output;
use crate::raw::RawRow;
use crate::remark;
use crate::report::{Reporter, Spot};
use crate::request::{Code, Field, FieldKind, Register};
use crate::resolve::{Resolver, checked_text, tolerant};

/// Turns rows into things of a register.
pub(crate) struct RegisterRows<'r> {
    register: &'r Register,
    columns: RegisterColumns,
    batch: RegisterBatch,
    /// Bytes of the texts in the batch.
    text_bytes: usize,
}

/// One field of one row.
enum Value {
    Text(String),
    Date(NaiveDate),
    Number(Decimal),
    Territory(u32),
    Code(u32),
}

/// A cell that was empty, or that a finding was reported of.
enum Read {
    Value(Value),
    Empty,
    Bad,
}

impl<'r> RegisterRows<'r> {
    pub(crate) fn new(register: &'r Register, columns: RegisterColumns) -> Self {
        let batch = empty_batch(register, columns.register);
        Self { register, columns, batch, text_bytes: 0 }
    }

    /// One row: a thing, nothing, or findings.
    pub(crate) fn row(
        &mut self,
        row: &RawRow<'_>,
        resolver: &mut Resolver<'_>,
        out: &mut Output<'_>,
        report: &mut Reporter,
    ) -> ControlFlow<()> {
        if row.is_blank() || self.is_remark(row, report) {
            return ControlFlow::Continue(());
        }
        out.rows += 1;
        let mut values = Vec::with_capacity(self.register.fields.len());
        let mut readable = true;
        for (n, (field, column)) in self.register.fields.iter().zip(&self.columns.fields).enumerate() {
            let Some(column) = column else {
                values.push(None);
                continue;
            };
            match read_field(row, field, column, resolver, report) {
                Read::Value(value) => values.push(Some(value)),
                Read::Empty if field.required || n == self.register.key => {
                    let spot = Spot::cell(row.line, &column.heading.shown);
                    report.report(codes::EMPTY_CELL, spot, |f| f.with("rows", 1usize));
                    readable = false;
                }
                Read::Empty => values.push(None),
                Read::Bad => readable = false,
            }
        }
        if !readable {
            return ControlFlow::Continue(());
        }
        self.batch.line.push(row.line);
        for (column, value) in self.batch.columns.iter_mut().zip(values) {
            if let Some(Value::Text(text)) = &value {
                self.text_bytes += text.len();
            }
            push(column, value);
        }
        if self.batch.line.len() == Batch::ROWS || self.text_bytes > Batch::TEXT_BYTES {
            self.flush(out)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Hands on what is left.
    pub(crate) fn flush(&mut self, out: &mut Output<'_>) -> ControlFlow<()> {
        if self.batch.line.is_empty() {
            return ControlFlow::Continue(());
        }
        self.text_bytes = 0;
        let empty = empty_batch(self.register, self.columns.register);
        out.hand_on(Batch::Register(std::mem::replace(&mut self.batch, empty)))
    }

    /// A row whose key is empty, or that holds nothing but its first cell, may be a remark.
    fn is_remark(&self, row: &RawRow<'_>, report: &mut Reporter) -> bool {
        let key = self.columns.fields.get(self.register.key).and_then(Option::as_ref);
        let keyless = key.is_none_or(|key| row.cell(key.column).trim_ascii().is_empty());
        (keyless || row.filled().nth(1).is_none()) && remark::is_remark(row, report)
    }
}

fn read_field(
    row: &RawRow<'_>,
    field: &Field,
    column: &FieldColumn,
    resolver: &mut Resolver<'_>,
    report: &mut Reporter,
) -> Read {
    let spot = Spot::cell(row.line, &column.heading.shown);
    if row.unanswered.contains(&(column.column as u32)) {
        report.report(codes::FORMULA_WITHOUT_VALUE, spot, |f| f);
        return Read::Bad;
    }
    if matches!(field.kind, FieldKind::Number(_)) && row.is_spread(column.column) {
        report.report(codes::MERGED_VALUE, spot, |f| f.with("seen", shorten(&row.text(column.column))));
        return Read::Bad;
    }
    let bytes = row.cell(column.column).trim_ascii();
    let Ok(text) = checked_text(bytes, spot, report) else { return Read::Bad };
    if cell::is_missing(text) {
        return Read::Empty;
    }
    if cell::is_error_value(text) {
        report.report(codes::ERROR_VALUE, spot, |f| f.with("seen", text));
        return Read::Bad;
    }
    let value = match &field.kind {
        FieldKind::Text => Some(Value::Text(text.to_owned())),
        FieldKind::Date => resolver.date(bytes, spot, report).flatten().map(Value::Date),
        FieldKind::Territory => resolver.territory(bytes, spot, report).map(Value::Territory),
        FieldKind::Number(unit) => {
            read_number(bytes, (column.heading.unit, *unit), spot, report).map(Value::Number)
        }
        FieldKind::Code(known) => read_code(text, known, spot, report).map(Value::Code),
    };
    value.map_or(Read::Bad, Read::Value)
}

/// A number in the field's unit, from one in the unit of the cell or the heading.
fn read_number(
    bytes: &[u8],
    (heading, wanted): (Option<Unit>, Option<Unit>),
    spot: Spot<'_>,
    report: &mut Reporter,
) -> Option<Decimal> {
    let NumberCell::Value(number) = tolerant(bytes, spot, report)? else { return None };
    let seen = number.unit.or(heading);
    let bound = number.qualifiers.is_bound() || number.exponent != 0;
    if bound {
        // A register's number has no place for "more than", and 万 of an unnamed unit is anyone's guess.
        let text = String::from_utf8_lossy(bytes).into_owned();
        report.report(codes::NOT_A_NUMBER, spot, |f| f.with("seen", shorten(&text)));
        return None;
    }
    let (Some(seen), Some(wanted)) = (seen, wanted) else { return Some(number.value) };
    let converted = seen.convert(number.value, wanted);
    if converted.is_none() {
        report.report(codes::UNIT_MISMATCH, spot, |f| {
            f.with("seen", seen.to_string()).with("expected", wanted.to_string()).with("rows", 1usize)
        });
    }
    converted
}

fn read_code(text: &str, known: &[Code], spot: Spot<'_>, report: &mut Reporter) -> Option<u32> {
    let seen = key(text);
    let is = |code: &Code| {
        code.id == text || [&code.id, &code.name.zh, &code.name.en].iter().any(|name| key(name) == seen)
    };
    let found = known.iter().position(is);
    if found.is_none() {
        let expected: Vec<String> = known.iter().map(|code| code.name.zh.clone()).collect();
        report
            .report(codes::UNKNOWN_CODE, spot, |f| f.with("seen", shorten(text)).with("expected", expected));
    }
    found.map(|n| n as u32)
}

fn empty_batch(register: &Register, n: usize) -> RegisterBatch {
    let columns = register
        .fields
        .iter()
        .map(|field| match field.kind {
            FieldKind::Text => RegisterColumn::Text(Vec::new()),
            FieldKind::Date => RegisterColumn::Date(Vec::new()),
            FieldKind::Number(_) => RegisterColumn::Number(Vec::new()),
            FieldKind::Territory => RegisterColumn::Territory(Vec::new()),
            FieldKind::Code(_) => RegisterColumn::Code(Vec::new()),
        })
        .collect();
    RegisterBatch { register: n, columns, line: Vec::new() }
}

/// Every column grows by one, whatever the value: they are rows side by side.
fn push(column: &mut RegisterColumn, value: Option<Value>) {
    match (column, value) {
        (RegisterColumn::Text(column), Some(Value::Text(value))) => column.push(Some(value)),
        (RegisterColumn::Date(column), Some(Value::Date(value))) => column.push(Some(value)),
        (RegisterColumn::Number(column), Some(Value::Number(value))) => column.push(Some(value)),
        (RegisterColumn::Territory(column), Some(Value::Territory(value))) => column.push(Some(value)),
        (RegisterColumn::Code(column), Some(Value::Code(value))) => column.push(Some(value)),
        (RegisterColumn::Text(column), _) => column.push(None),
        (RegisterColumn::Date(column), _) => column.push(None),
        (RegisterColumn::Number(column), _) => column.push(None),
        (RegisterColumn::Territory(column) | RegisterColumn::Code(column), _) => column.push(None),
    }
}
