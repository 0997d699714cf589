use std::borrow::Cow;

use lanbai_intake::{RegisterBatch, RegisterColumn};
use lanbai_plan::raw::Field;
use lanbai_plan::{Plan, Register};
use xxhash_rust::xxh3::xxh3_64;

/// The rows as the lake may hold them: of those that are counted and never named, only what counting needs. Whoever
/// opens the lake's files with another program finds no name there either.
pub(super) fn counted_only<'b>(
    plan: &Plan,
    register: usize,
    batch: &'b RegisterBatch,
) -> Cow<'b, RegisterBatch> {
    let resolved = &plan.registers[register];
    let fields = &plan.register_text(register).field;
    let Some((field, value)) = &resolved.count_only else { return Cow::Borrowed(batch) };
    let Some(column) = batch.columns.get(*field) else { return Cow::Borrowed(batch) };
    let unnamed: Vec<bool> =
        (0..batch.line.len()).map(|n| says(&fields[*field], column, n) == Some(value)).collect();
    if !unnamed.contains(&true) {
        return Cow::Borrowed(batch);
    }
    let mut batch = batch.clone();
    for (n, column) in batch.columns.iter_mut().enumerate() {
        let keep = what_to_keep(resolved, *field, n);
        let rows = unnamed.iter().enumerate().filter(|(_, is)| **is).map(|(row, _)| row);
        rows.for_each(|row| without_name(column, row, keep));
    }
    Cow::Owned(batch)
}

/// What of a field counting needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Whole,
    /// Whether it is the same as another, and no more.
    Sameness,
    Nothing,
}

fn what_to_keep(register: &Register, marks: usize, field: usize) -> Keep {
    let whole = [Some(register.territory), Some(register.valid_from), register.valid_to, Some(marks)];
    let mut filters = register.feeds.iter().filter_map(|feed| feed.filter.as_ref());
    if whole.contains(&Some(field)) || filters.any(|(n, _)| *n == field) {
        Keep::Whole
    } else if field == register.key || register.feeds.iter().any(|feed| feed.of == Some(field)) {
        Keep::Sameness
    } else {
        Keep::Nothing
    }
}

fn without_name(column: &mut RegisterColumn, row: usize, keep: Keep) {
    match (column, keep) {
        (_, Keep::Whole) | (RegisterColumn::Number(_), Keep::Sameness) => {}
        (RegisterColumn::Text(values), Keep::Sameness) => {
            if let Some(value) = &mut values[row] {
                *value = format!("*{:016x}", xxh3_64(value.as_bytes()));
            }
        }
        (RegisterColumn::Text(values), _) => values[row] = None,
        (RegisterColumn::Date(values), _) => values[row] = None,
        (RegisterColumn::Number(values), _) => values[row] = None,
        (RegisterColumn::Territory(values), _) => values[row] = None,
        (RegisterColumn::Code(values), _) => values[row] = None,
    }
}

fn says<'c>(field: &'c Field, column: &'c RegisterColumn, row: usize) -> Option<&'c String> {
    match column {
        RegisterColumn::Text(values) => values[row].as_ref(),
        RegisterColumn::Code(values) => field.code_at(values[row]?),
        _ => None,
    }
}
