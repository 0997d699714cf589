use std::collections::HashSet;

use lanbai_intake::{FieldKind, RegisterBatch, RegisterColumn};
use lanbai_kernel::territory::TerritoryIndex;

use super::{Cell, ReadRegister};

impl ReadRegister {
    /// What tells its rows apart.
    pub fn keys(&self) -> HashSet<String> {
        self.rows.iter().filter_map(|row| self.key(row)).collect()
    }

    fn key(&self, row: &[Option<Cell>]) -> Option<String> {
        Some(match row.get(self.asked.register.key)?.as_ref()? {
            Cell::Text(text) => text.clone(),
            Cell::Date(day) => day.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Territory(_) | Cell::Code(_) => return None,
        })
    }

    /// Its rows whose keys are not among `keys`, as rows that withdraw them: their key and nothing else, so that they
    /// hold from no day on.
    pub fn withdrawn(&self, keys: &HashSet<String>) -> Vec<Vec<Option<Cell>>> {
        let gone = self.rows.iter().filter(|row| self.key(row).is_some_and(|key| !keys.contains(&key)));
        let only_key = |row: &Vec<Option<Cell>>| {
            let mut cells = vec![None; row.len()];
            let key = self.asked.register.key;
            cells[key].clone_from(&row[key]);
            cells
        };
        gone.map(only_key).collect()
    }
}

/// The rows as the lake takes them; they belong where who reports them does.
pub(in crate::reporting) fn batch(register: &ReadRegister, territory: TerritoryIndex) -> RegisterBatch {
    let fields = &register.asked.register.fields;
    let mut columns = Vec::with_capacity(fields.len());
    for (n, field) in fields.iter().enumerate() {
        let cells = register.rows.iter().map(|row| row[n].as_ref());
        columns.push(match &field.kind {
            FieldKind::Text => RegisterColumn::Text(cells.map(|cell| of_text(cell?)).collect()),
            FieldKind::Date => RegisterColumn::Date(cells.map(|cell| of_day(cell?)).collect()),
            FieldKind::Number(_) => RegisterColumn::Number(
                cells
                    .map(|cell| if let Cell::Number(number) = cell? { Some(*number) } else { None })
                    .collect(),
            ),
            FieldKind::Territory if n == register.asked.territory => {
                RegisterColumn::Territory(cells.map(|_| Some(territory.0)).collect())
            }
            FieldKind::Territory => RegisterColumn::Territory(
                cells
                    .map(|cell| if let Cell::Territory(index) = cell? { Some(*index) } else { None })
                    .collect(),
            ),
            FieldKind::Code(_) => RegisterColumn::Code(
                cells
                    .map(|cell| if let Cell::Code(position) = cell? { Some(*position) } else { None })
                    .collect(),
            ),
        });
    }
    let count = u32::try_from(register.rows.len()).unwrap_or(u32::MAX);
    RegisterBatch { register: register.asked.index, columns, line: (1..=count).collect() }
}

fn of_text(cell: &Cell) -> Option<String> {
    if let Cell::Text(text) = cell { Some(text.clone()) } else { None }
}

fn of_day(cell: &Cell) -> Option<lanbai_kernel::NaiveDate> {
    if let Cell::Date(day) = cell { Some(*day) } else { None }
}
