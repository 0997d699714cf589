use crate::table::harmless;
use crate::{Cell, ReportError, Table};

/// UTF-8 with a byte order mark, which Excel needs to read Chinese; text that looks like a formula is quoted.
///
/// # Errors
/// If the table could not be written.
pub fn to_csv(table: &Table) -> Result<Vec<u8>, ReportError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(table.columns.iter().map(|column| harmless(&column.heading)))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Number(number, _) => number.to_string(),
        }))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
}

#[cfg(test)]
mod tests {
    use super::to_csv;
    use crate::{Cell, Column, Table};

    #[test]
    fn what_looks_like_a_formula_is_made_harmless() {
        let cells = ["=1+1", "+86", "-x", "@cmd", "plain"];
        let table = Table {
            columns: vec![Column { heading: "名称".into(), width: 10.0 }],
            rows: cells.iter().map(|text| vec![Cell::Text((*text).into())]).collect(),
            ..Table::default()
        };
        let text = String::from_utf8(to_csv(&table).expect("written")).expect("UTF-8");
        assert_eq!(text, "\u{feff}名称\n'=1+1\n'+86\n'-x\n'@cmd\nplain\n");
    }
}
