use crate::harmless::harmless;
use crate::{Cell, ReportError, Table};

/// UTF-8 with a byte order mark, which Excel needs to read Chinese; text that looks like a formula is quoted.
///
/// # Errors
/// If the table could not be written.
pub fn to_csv(table: &Table) -> Result<Vec<u8>, ReportError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(table.columns.iter().map(|column| harmless(&column.heading).into_owned()))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text).into_owned(),
            Cell::Number(number, _) => number.to_string(),
        }))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
}

#[cfg(test)]
mod tests {
    use super::to_csv;
    use crate::{Cell, Column, Table};

    fn written(heading: &str, cells: Vec<Cell>) -> String {
        let table = Table {
            columns: vec![Column { heading: heading.into(), width: 10.0 }],
            rows: cells.into_iter().map(|cell| vec![cell]).collect(),
            ..Table::default()
        };
        String::from_utf8(to_csv(&table).expect("written")).expect("UTF-8")
    }

    #[test]
    fn what_looks_like_a_formula_is_made_harmless() {
        let cells = ["=1+1", "+86", "-x", "@cmd", "\tx", "plain"];
        let text = written("=名称", cells.map(|text| Cell::Text(text.into())).to_vec());
        assert_eq!(text, "\u{feff}'=名称\n'=1+1\n'+86\n'-x\n'@cmd\n'\tx\nplain\n");
    }

    #[test]
    fn no_cell_hides_behind_a_quote_or_a_line_break() {
        let text = written("a", vec![Cell::Text("x\",=1+1\n=2".into()), Cell::Text("\r=1".into())]);
        assert_eq!(text, "\u{feff}a\n\"x\"\",=1+1\n=2\"\n\"'\r=1\"\n");
    }

    #[test]
    fn negative_numbers_stay_numbers() {
        let cells = vec![Cell::Number(-5.5, 1), Cell::Text("-12.50".into()), Cell::Empty];
        assert_eq!(written("a", cells), "\u{feff}a\n-5.5\n-12.50\n\"\"\n");
    }
}
