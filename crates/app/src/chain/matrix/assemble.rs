use std::iter;

use lanbai_graphs::linkages::Tolerance;
use lanbai_kernel::{Decimal, has_errors};

use super::findings::{Places, pairs, tell_lines};
use super::lines::{Sector, lines};
use super::locate::{Axis, Frame};
use super::margins::{Margins, margins};
use super::side::Side;
use super::sums::Vector;
use super::values::Values;
use super::{IoFlow, IoSector, IoTable, exact};

/// The rows of the table in a frame. Where something is missing the findings say so, and there is none.
pub(super) fn assemble(
    frame: &Frame<'_>,
    values: &mut Values<'_>,
    tolerance: Tolerance,
) -> (Option<IoTable>, Places) {
    let labels = frame.layout.labels();
    let (rows, columns) = lines(frame);
    tell_lines(values, Axis::Rows, &rows, &labels.rows);
    tell_lines(values, Axis::Columns, &columns, &labels.columns);
    let sectors = pairs(values, &rows, &columns);
    let (row_at, column_at): (Vec<u32>, Vec<u32>) =
        sectors.iter().map(|(row, column)| (row.at, column.at)).unzip();
    let flows = Flows::read(values, &row_at, &column_at);
    let columns = Side::new(Axis::Columns, &labels.columns, columns, row_at);
    let rows = Side::new(Axis::Rows, &labels.rows, rows, column_at);
    let columns = columns.read(values, flows.of_suppliers(), &sectors, tolerance);
    let rows = rows.read(values, flows.of_users(), &sectors, tolerance);
    let margins = margins(values, &columns, &rows, &flows.of_suppliers(), &sectors, tolerance);
    let codes: Vec<String> = sectors.iter().map(code).collect();
    let at = |(row, column): &(Sector, Sector)| (row.at, column.at);
    let places = Places {
        file: values.file.clone(),
        sectors: iter::zip(codes.iter().cloned(), sectors.iter().map(at)).collect(),
    };
    let margins = margins.filter(|_| !sectors.is_empty() && !has_errors(&values.findings));
    let table = margins.map(|margins| IoTable {
        layout: frame.layout,
        sectors: iter::zip(&sectors, &codes)
            .enumerate()
            .map(|(n, (pair, code))| row(n, pair, code, &margins))
            .collect(),
        flows: flows.rows(&codes),
    });
    (table, places)
}

/// What sectors supply to each other, by supplier and user.
struct Flows(Vec<Vector>);

impl Flows {
    fn read(values: &mut Values<'_>, rows: &[u32], columns: &[u32]) -> Self {
        let mut row = |row: &u32| columns.iter().map(|column| values.number((*row, *column))).collect();
        Self(rows.iter().map(&mut row).collect())
    }

    fn of_suppliers(&self) -> Vector {
        self.0.iter().map(|row| sum(row.iter())).collect()
    }

    fn of_users(&self) -> Vector {
        (0..self.0.len()).map(|user| sum(self.0.iter().map(|row| &row[user]))).collect()
    }

    /// Those that are not nought.
    fn rows(&self, codes: &[String]) -> Vec<IoFlow> {
        let mut rows = Vec::new();
        for (supplier, row) in iter::zip(codes, &self.0) {
            for (user, value) in iter::zip(codes, row).filter(|(_, value)| !value.is_zero()) {
                rows.push(IoFlow { supplier: supplier.clone(), user: user.clone(), value: exact(*value) });
            }
        }
        rows
    }
}

fn sum<'v>(values: impl Iterator<Item = &'v Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value))
}

/// The code of a sector, with the noughts in front that one side may have lost; its name where there are no codes.
fn code((row, column): &(Sector, Sector)) -> String {
    let codes = [row.code.as_str(), column.code.as_str()];
    // The first of equals.
    let longest = codes.into_iter().rev().max_by_key(|code| code.len()).unwrap_or_default();
    let named = if row.name.is_empty() { &column.name } else { &row.name };
    if longest.is_empty() { named.clone() } else { longest.to_owned() }
}

fn row(n: usize, (row, column): &(Sector, Sector), code: &str, margins: &Margins) -> IoSector {
    IoSector {
        code: code.to_owned(),
        name: if row.name.is_empty() { column.name.clone() } else { row.name.clone() },
        final_use: exact(margins.final_use[n]),
        imports: exact(margins.imports[n]),
        gross_output: exact(margins.output[n]),
        value_added: exact(margins.value_added[n]),
    }
}
