use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

use crate::harmless::is_formula_like;
use crate::{Cell, ReportError, Table};

/// A workbook with one sheet: title, headings that stay in view, rows, notes.
///
/// # Errors
/// If the workbook could not be put together, for example with more rows than a sheet can hold.
pub fn to_xlsx(table: &Table) -> Result<Vec<u8>, ReportError> {
    let title = Format::new().set_bold().set_font_size(14);
    let heading = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let note = Format::new().set_italic();
    let literal = Format::new().set_quote_prefix();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string_with_format(0, 0, &table.title, &title)?;
    for (n, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(2, n, &column.heading, &heading)?;
        sheet.set_column_width(n, column.width)?;
    }
    sheet.set_freeze_panes(3, 0)?;
    let mut row = 3;
    for cells in &table.rows {
        for (n, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                // Written as a string, so no beginning of it is taken for a formula when the file is opened; the prefix
                // keeps it text when somebody steps into the cell and leaves it again.
                Cell::Text(text) if is_formula_like(text) => {
                    sheet.write_string_with_format(row, n, text, &literal)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(row, n, text)?;
                }
                Cell::Number(number, decimals) => {
                    let digits = "0".repeat(usize::from(*decimals));
                    let pattern =
                        if digits.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{digits}") };
                    sheet.write_with_format(row, n, *number, &Format::new().set_num_format(pattern))?;
                }
            }
        }
        row += 1;
    }
    for (n, text) in (row + 1..).zip(&table.notes) {
        sheet.write_string_with_format(n, 0, text, &note)?;
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::to_xlsx;
    use crate::{Cell, Column, Table};

    fn table(cells: Vec<Cell>) -> Table {
        let columns = ["区域", "数值"].map(|heading| Column { heading: heading.into(), width: 20.0 });
        Table {
            title: "=标题".into(),
            columns: columns.into(),
            rows: vec![cells],
            notes: vec!["+出处".into()],
        }
    }

    #[test]
    fn a_spreadsheet_reads_back_what_was_written() {
        let bytes = to_xlsx(&table(vec![Cell::Text("=兰州".into()), Cell::Number(-698.5, 1)])).expect("made");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opened");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("read");
        assert_eq!(sheet.get_value((0, 0)), Some(&Data::String("=标题".into())));
        assert_eq!(sheet.get_value((3, 0)), Some(&Data::String("=兰州".into())));
        assert_eq!(sheet.get_value((3, 1)), Some(&Data::Float(-698.5)));
        assert_eq!(sheet.get_value((5, 0)), Some(&Data::String("+出处".into())));
    }

    #[test]
    fn nothing_in_it_is_a_formula() {
        let texts = ["=1+1", "+86", "-x", "@cmd", "\tx", "\rx", "{=1}"];
        for text in texts {
            let bytes = to_xlsx(&table(vec![Cell::Text(text.into())])).expect("made");
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opened");
            let formulas = book.worksheet_formula("Sheet1").expect("read");
            assert!(formulas.used_cells().next().is_none(), "{text:?}");
        }
    }
}
