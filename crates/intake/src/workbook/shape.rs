use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Style, Xlsx};

use super::guarded;
use crate::source::RowError;

/// How a number is shown, where that changes what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    /// 0.035 shown as 3.5%.
    Percent,
    /// A day shown as 2023年9月: Excel made a day of what someone typed as a month.
    Month,
    /// A day shown as 2023.
    Year,
}

/// The shape of each cell, as changes down each column: columns are formatted as a whole.
#[derive(Default)]
pub(crate) struct Shapes {
    columns: HashMap<u32, Vec<(u32, Shape)>>,
}

impl Shapes {
    pub(crate) fn at(&self, row: u32, column: u32) -> Shape {
        let Some(changes) = self.columns.get(&column) else { return Shape::Plain };
        let behind = changes.partition_point(|(from, _)| *from <= row);
        behind.checked_sub(1).map_or(Shape::Plain, |n| changes[n].1)
    }

    fn note(&mut self, row: u32, column: u32, shape: Shape) {
        let changes = self.columns.entry(column).or_default();
        if changes.last().map_or(Shape::Plain, |(_, last)| *last) != shape {
            changes.push((row, shape));
        }
    }
}

/// Reads the shapes of a sheet's cells; a pass of its own, made only for workbooks with such a format.
pub(crate) fn shapes(xlsx: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Shapes, RowError> {
    let mut shapes = Shapes::default();
    let mut reader = guarded(None, || xlsx.worksheet_cells_reader(sheet))?;
    let styles: Vec<Shape> = reader.styles().iter().map(of_style).collect();
    if styles.iter().all(|shape| *shape == Shape::Plain) {
        return Ok(shapes);
    }
    while let Some((cell, style)) = guarded(None, || reader.next_cell_with_style_id())? {
        let (row, column) = cell.get_position();
        shapes.note(row, column, styles.get(style).copied().unwrap_or(Shape::Plain));
    }
    Ok(shapes)
}

fn of_style(style: &Style) -> Shape {
    let Some(format) = &style.number_format else { return Shape::Plain };
    // Excel's own numbers for yyyy"年"m"月" in Chinese (ECMA-376, 18.8.30): they have no text.
    if matches!(format.format_id, Some(27 | 36 | 50 | 52 | 57)) {
        return Shape::Month;
    }
    of_format(&format.format_code)
}

/// Looks at the letters of a number format outside quotes and brackets.
pub(crate) fn of_format(code: &str) -> Shape {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let mut letters = String::new();
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            // What follows is for negative numbers.
            ';' => break,
            c => letters.push(c.to_ascii_lowercase()),
        }
    }
    let has = |c| letters.contains(c);
    match () {
        () if has('%') => Shape::Percent,
        () if !has('y') || has('d') || has('h') || has('s') => Shape::Plain,
        () if has('m') => Shape::Month,
        () => Shape::Year,
    }
}
