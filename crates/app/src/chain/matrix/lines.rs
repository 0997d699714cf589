//! The rows or columns of a table: sectors, labels that are known, and the rest.

use std::collections::HashSet;

use lanbai_intake::name_key;

use super::labels::AxisLabels;
use super::locate::{Axis, Frame, code_of};

/// A row or column of which one is a sector.
#[derive(Debug, Clone)]
pub(super) struct Sector {
    /// Row or column from 0.
    pub at: u32,
    /// Empty where the table has names only.
    pub code: String,
    pub name: String,
    /// By which a row and a column are of one sector.
    pub key: String,
    /// What stood before the code.
    pub prefix: String,
}

impl Sector {
    /// What it is called in findings.
    pub fn shown(&self) -> &str {
        if self.code.is_empty() { &self.name } else { &self.code }
    }
}

/// What the lines of an axis are.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub sectors: Vec<Sector>,
    /// Where each label stands, in the order of the layout's labels.
    pub known: Vec<Option<u32>>,
    /// Labels that stand again, by their number.
    pub again: Vec<(usize, u32)>,
    /// Lines with values that are nothing known, and what they are called.
    pub unknown: Vec<(u32, String)>,
    /// Lines with values and no label, among the sectors.
    pub unlabelled: Vec<u32>,
    /// Where the labels stand across the axis.
    across: u32,
}

impl Lines {
    /// The cell of a line's label.
    pub const fn label(&self, axis: Axis, line: u32) -> (u32, u32) {
        axis.cell(line, self.across)
    }
}

/// A line before it is told what it is.
struct Line {
    at: u32,
    code: String,
    name: String,
    known: Option<usize>,
}

/// Whether any sector has both a row and a column.
pub(super) fn has_sectors(frame: &Frame<'_>) -> bool {
    let (rows, columns) = lines(frame);
    let keys: HashSet<&str> = rows.sectors.iter().map(|sector| sector.key.as_str()).collect();
    columns.sectors.iter().any(|sector| keys.contains(sector.key.as_str()))
}

/// Tells the lines of both axes apart: rows first, then columns.
pub(super) fn lines(frame: &Frame<'_>) -> (Lines, Lines) {
    let with_codes = frame.rows.codes.is_some() && frame.columns.codes.is_some();
    let (rows, columns) = (read(frame, Axis::Rows), read(frame, Axis::Columns));
    let keys = |lines: &[Line]| -> HashSet<String> {
        let first = first_known(lines);
        let sectors = lines[..first].iter().filter(|line| line.is_labelled());
        sectors.map(|line| sector(frame, line, with_codes).key).collect()
    };
    let (of_rows, of_columns) = (keys(&rows), keys(&columns));
    let told = |axis, lines: &[Line], others: &HashSet<String>| tell(frame, axis, lines, others, with_codes);
    (told(Axis::Rows, &rows, &of_columns), told(Axis::Columns, &columns, &of_rows))
}

impl Line {
    fn is_labelled(&self) -> bool {
        !self.code.is_empty() || !self.name.is_empty()
    }
}

fn first_known(lines: &[Line]) -> usize {
    lines.iter().position(|line| line.known.is_some()).unwrap_or(lines.len())
}

fn axis_labels(frame: &Frame<'_>, axis: Axis) -> &'static AxisLabels {
    let labels = frame.layout.labels();
    match axis {
        Axis::Rows => &labels.rows,
        Axis::Columns => &labels.columns,
    }
}

fn read(frame: &Frame<'_>, axis: Axis) -> Vec<Line> {
    let heads = frame.heads(axis);
    let labels = axis_labels(frame, axis);
    let text = |line: u32, across: Option<u32>| {
        let (row, column) = axis.cell(line, across?);
        Some(frame.sheet.text(row, column)).filter(|text| !text.is_empty())
    };
    let line = |at: u32| {
        let coded = text(at, heads.codes).unwrap_or_default();
        let code = code_of(coded);
        let behind = coded[code.len()..].trim_start_matches([':', '：', ' ']).trim();
        let name = text(at, heads.names).filter(|_| heads.names != heads.codes).unwrap_or(behind);
        // A number is the code of a sector, whatever it is called.
        let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
        let by_name = |name: &str| labels.of_name(name).filter(|_| !is_number);
        // Labels of two rows or columns joined stand in the first of them.
        let beside =
            || (0..heads.behind()).rev().filter_map(|across| by_name(text(at, Some(across))?)).next();
        let known = frame.layout.labels().of_code(labels, code).or_else(|| by_name(name));
        let known = known.or_else(|| if name.is_empty() { beside() } else { None });
        Line { at, code: code.to_owned(), name: name.to_owned(), known }
    };
    frame.lines(axis).map(line).collect()
}

fn sector(frame: &Frame<'_>, line: &Line, with_codes: bool) -> Sector {
    let (prefix, code) = frame.layout.labels().stripped(&line.code);
    let is_coded = with_codes && !code.is_empty();
    let key = match code.bytes().all(|byte| byte.is_ascii_digit()) {
        _ if !is_coded => name_key(&line.name),
        // A workbook that holds 01001 as a number has lost the nought in front.
        true => code.trim_start_matches('0').to_owned(),
        false => name_key(code),
    };
    Sector { at: line.at, code: code.to_owned(), name: line.name.clone(), key, prefix: prefix.to_owned() }
}

fn tell(frame: &Frame<'_>, axis: Axis, lines: &[Line], others: &HashSet<String>, with_codes: bool) -> Lines {
    let heads = frame.heads(axis);
    let mut told = Lines {
        known: vec![None; axis_labels(frame, axis).all.len()],
        across: heads.codes.or(heads.names).unwrap_or_default(),
        ..Lines::default()
    };
    let first = first_known(lines);
    let filled = filled(frame, axis);
    for (n, line) in lines.iter().enumerate() {
        let holds_values = filled.contains(&line.at);
        if let Some(label) = line.known {
            match told.known[label] {
                Some(_) => told.again.push((label, line.at)),
                None => told.known[label] = Some(line.at),
            }
            continue;
        }
        let sector = sector(frame, line, with_codes);
        let is_other = line.is_labelled() && others.contains(&sector.key);
        if is_other || n < first && line.is_labelled() && holds_values {
            told.sectors.push(sector);
        } else if holds_values && n < first {
            told.unlabelled.push(line.at);
        } else if holds_values {
            told.unknown.push((line.at, sector.shown().to_owned()));
        }
    }
    told
}

/// The lines that hold anything where the table has its values.
fn filled(frame: &Frame<'_>, axis: Axis) -> HashSet<u32> {
    let (rows, columns) = (frame.lines(Axis::Rows), frame.lines(Axis::Columns));
    let values =
        frame.sheet.cells.keys().filter(|(row, column)| rows.contains(row) && columns.contains(column));
    values.map(|(row, column)| if axis == Axis::Rows { *row } else { *column }).collect()
}
