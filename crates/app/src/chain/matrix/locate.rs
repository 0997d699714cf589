//! Where in a sheet a table stands: the rows of its headings and the columns of its labels.

use std::collections::{BTreeMap, BTreeSet};

use lanbai_intake::{BookSheet, is_same_name};

use super::labels::{LayoutLabels, TableLayout};

/// One direction of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Rows,
    Columns,
}

impl Axis {
    /// The cell of a line of this axis at a place across it: row and column from 0.
    pub const fn cell(self, line: u32, across: u32) -> (u32, u32) {
        match self {
            Self::Rows => (line, across),
            Self::Columns => (across, line),
        }
    }
}

/// Where the labels of one axis stand: for columns these are rows, for rows they are columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heads {
    pub codes: Option<u32>,
    pub names: Option<u32>,
}

impl Heads {
    /// The first place behind the labels.
    pub fn behind(self) -> u32 {
        self.codes.max(self.names).map_or(0, |last| last + 1)
    }
}

/// A table in a sheet.
#[derive(Clone, Copy)]
pub(super) struct Frame<'s> {
    pub sheet: &'s BookSheet,
    pub layout: TableLayout,
    pub columns: Heads,
    pub rows: Heads,
    /// How many labels were recognised.
    score: usize,
}

impl Frame<'_> {
    pub const fn heads(&self, axis: Axis) -> Heads {
        match axis {
            Axis::Rows => self.rows,
            Axis::Columns => self.columns,
        }
    }

    /// The lines of an axis that may hold values, to the last cell of the sheet.
    pub fn lines(&self, axis: Axis) -> std::ops::Range<u32> {
        let across = match axis {
            Axis::Rows => self.columns,
            Axis::Columns => self.rows,
        };
        let line = |(row, column): &(u32, u32)| if axis == Axis::Rows { *row } else { *column };
        across.behind()..self.sheet.cells.keys().map(line).max().map_or(0, |last| last + 1)
    }
}

/// The table that a sheet holds, of the layout whose labels it has most of.
pub(super) fn locate(sheet: &BookSheet, layout: Option<TableLayout>) -> Option<Frame<'_>> {
    let asked = TableLayout::ALL.into_iter().filter(|known| layout.is_none_or(|layout| layout == *known));
    let found: Vec<Frame<'_>> = asked.filter_map(|layout| of_layout(sheet, layout)).collect();
    // The first of equals.
    found.into_iter().rev().max_by_key(|frame| frame.score)
}

/// Labels of one kind, by where they stand across their axis.
type Seen = BTreeMap<u32, BTreeSet<usize>>;

fn of_layout(sheet: &BookSheet, layout: TableLayout) -> Option<Frame<'_>> {
    /// Two columns make a heading: one of the words alone stands in many a sheet.
    const COLUMNS: usize = 2;
    let labels = layout.labels();
    let [mut column_codes, mut column_names, mut row_codes, mut row_names] = [const { Seen::new() }; 4];
    for ((row, column), cell) in &sheet.cells {
        let text = cell.text.trim();
        // Most cells by far are numbers.
        if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.')) {
            continue;
        }
        let code = code_of(text);
        let note = |seen: &mut Seen, across: u32, label: Option<usize>| {
            if let Some(label) = label {
                seen.entry(across).or_default().insert(label);
            }
        };
        note(&mut column_codes, *row, labels.of_code(&labels.columns, code));
        note(&mut column_names, *row, labels.columns.of_name(text));
        note(&mut row_codes, *column, labels.of_code(&labels.rows, code));
        note(&mut row_names, *column, labels.rows.of_name(text));
    }
    let (columns, of_columns) = heads(&column_codes, &column_names, COLUMNS)?;
    let (rows, of_rows) = heads(&row_codes, &row_names, 1)?;
    let headed = headed_codes(sheet, labels);
    let near = |heads: Heads, code: Option<u32>| Heads {
        codes: heads.codes.or(code.filter(|code| heads.names.is_some_and(|names| names.abs_diff(*code) < 3))),
        ..heads
    };
    let (columns, rows) =
        (near(columns, headed.map(|(row, _)| row)), near(rows, headed.map(|(_, column)| column)));
    Some(Frame { sheet, layout, columns, rows, score: of_columns + of_rows })
}

/// Where most codes stand and where most names stand, and how many labels that are.
fn heads(codes: &Seen, names: &Seen, least: usize) -> Option<(Heads, usize)> {
    // The first of equals.
    let most = |seen: &Seen| {
        let best = seen.iter().rev().max_by_key(|(_, labels)| labels.len());
        best.filter(|(_, labels)| labels.len() >= least).map(|(across, labels)| (*across, labels.len()))
    };
    let (codes, names) = (most(codes), most(names));
    codes.or(names)?;
    let score = [codes, names].into_iter().flatten().map(|(_, labels)| labels).sum();
    Some((Heads { codes: codes.map(|(at, _)| at), names: names.map(|(at, _)| at) }, score))
}

/// The row and the column of codes, told by their heading: that of the columns' codes stands lower, that of the rows'
/// codes further right.
fn headed_codes(sheet: &BookSheet, labels: &LayoutLabels) -> Option<(u32, u32)> {
    let is_heading = |text: &str| labels.code_headings.iter().any(|heading| is_same_name(heading, text));
    let places = sheet.cells.iter().filter(|(_, cell)| is_heading(&cell.text)).map(|(at, _)| *at);
    places.reduce(|(row, column), (other_row, other_column)| (row.max(other_row), column.max(other_column)))
}

/// The code of a label that may be written `CODE: name`.
pub(super) fn code_of(text: &str) -> &str {
    text.split([':', '：']).next().unwrap_or(text).trim()
}
