//! A table of any columns as text: what an analyst hands over without a plan.

use std::io::Read;

use lanbai_kernel::Finding;

use crate::codes;
use crate::csv::{CsvRows, Decoded};
use crate::limited::Limited;
use crate::open::{self, Opened};
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};
use crate::table::report_error;
use crate::{IntakeError, Limits};

/// Headings, and rows with as many cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainTable {
    headings: Vec<String>,
    /// The line on which they stand.
    headings_line: u32,
    /// The cells one after another.
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    lines: Vec<u32>,
}

impl PlainTable {
    /// What stands above the columns.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The line of the file on which the headings stand.
    pub fn headings_line(&self) -> u32 {
        self.headings_line
    }

    /// How many rows there are below the headings.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// On which line of the file a row stands, from 1.
    pub fn line(&self, row: usize) -> u32 {
        self.lines[row]
    }

    /// A cell without the space around it; empty beyond the last column.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.headings.len() {
            return "";
        }
        let at = row * self.headings.len() + column;
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[begin..self.ends[at]]
    }

    /// The column under a heading, whatever its case.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|known| known.eq_ignore_ascii_case(heading))
    }

    fn push(&mut self, row: RawRow<'_>) {
        for column in 0..self.headings.len() {
            self.text.push_str(&row.text(column));
            self.ends.push(self.text.len());
        }
        self.lines.push(row.line);
    }
}

/// Reads a text file (UTF-8 or GB18030; commas, semicolons or tabs): the first row that holds anything is that of the
/// headings, blank rows are passed over. A row with more cells than there are headings is an error finding.
///
/// # Errors
/// [`IntakeError`] if the bytes could not be had. What is wrong with them is a finding, and then there is no table.
pub fn read_plain(
    input: &mut dyn Read,
    file: &str,
    limits: &Limits,
) -> Result<(Option<PlainTable>, Vec<Finding>), IntakeError> {
    let mut report = Reporter::new(file, limits.findings);
    let table = match open::open(input)? {
        Opened::Text(head) => rows(head, input, limits, &mut report)?,
        Opened::Archive(_) | Opened::Compound(_) => {
            report.report(codes::NOT_A_TABLE, Spot::FILE, |f| f);
            PlainTable::default()
        }
        Opened::Other(code) => {
            report.report(code, Spot::FILE, |f| f);
            PlainTable::default()
        }
    };
    if table.is_empty() && !report.has_errors() {
        report.report(codes::EMPTY, Spot::FILE, |f| f);
    }
    let table = (!report.has_errors()).then_some(table);
    Ok((table, report.finish()))
}

fn rows(
    head: Vec<u8>,
    input: &mut dyn Read,
    limits: &Limits,
    report: &mut Reporter,
) -> std::io::Result<PlainTable> {
    let mut split = CsvRows::new(Decoded::new(head, input, limits.text_bytes), limits.line_bytes())?;
    let mut table = PlainTable::default();
    let mut rows = Limited::new(&mut split, *limits);
    loop {
        match rows.advance() {
            Ok(true) => take(&mut table, rows.row(), report),
            Ok(false) => break,
            Err(error) => {
                report_error(error, limits, report)?;
                break;
            }
        }
    }
    if split.exceeded() {
        let limit = usize::try_from(limits.text_bytes).unwrap_or(usize::MAX);
        report.report(codes::TOO_LARGE, Spot::FILE, |f| f.with("limit", limit));
    }
    Ok(table)
}

fn take(table: &mut PlainTable, row: RawRow<'_>, report: &mut Reporter) {
    if row.is_blank() {
        return;
    }
    if table.headings.is_empty() {
        table.headings_line = row.line;
        table.headings = (0..row.cells.len()).map(|column| row.text(column).into_owned()).collect();
        return;
    }
    let beyond = row.filled().find(|column| *column >= table.headings.len());
    if let Some(column) = beyond {
        let (seen, limit) = (column + 1, table.headings.len());
        report.report(codes::TOO_MANY_COLUMNS, Spot::line(row.line), |f| {
            f.with("limit", limit).with("seen", seen)
        });
        return;
    }
    table.push(row);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PlainTable, read_plain};
    use crate::Limits;

    fn read(bytes: &[u8]) -> (Option<PlainTable>, Vec<&'static str>) {
        let (table, findings) =
            read_plain(&mut &*bytes, "t.csv", &Limits::default()).expect("bytes are there");
        (table, findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn cells_stand_under_their_headings() {
        let (table, codes) = read("\n 甲 ,乙\n\"a,b\", 1\n\nc\n".as_bytes());
        let table = table.expect("nothing is wrong");
        assert_eq!(codes, Vec::<&str>::new());
        assert_eq!(
            (table.headings_line(), table.headings()),
            (2, ["甲", "乙"].map(str::to_owned).as_slice())
        );
        let cells: Vec<_> =
            (0..table.len()).map(|r| (table.line(r), table.cell(r, 0), table.cell(r, 1))).collect();
        assert_eq!(cells, [(3, "a,b", "1"), (5, "c", "")]);
        assert_eq!((table.column("乙"), table.column("丙"), table.cell(0, 7)), (Some(1), None, ""));
    }

    #[test]
    fn what_is_no_such_table_is_told() {
        assert_eq!(read(b"").1, ["intake-empty"]);
        assert_eq!(read(b"a,b\n").1, ["intake-empty"]);
        assert_eq!(read(b"a,b\n1,2,3\n").1, ["intake-too-many-columns"]);
        assert_eq!(read(b"PK\x03\x04").1, ["intake-not-a-table"]);
        assert_eq!(read(b"a\n\"1\n").1, ["intake-unclosed-quote"]);
    }

    proptest! {
        #[test]
        fn random_bytes_are_read_or_told(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let (table, codes) = read(&bytes);
            prop_assert!(table.is_some() || !codes.is_empty());
        }
    }
}
