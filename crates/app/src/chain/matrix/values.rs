//! Cells as numbers, and findings with their places.

use lanbai_intake::{AnswerProblem, SheetCell, column_letters, read_number, shorten};
use lanbai_kernel::{Decimal, Finding, Place};

use super::TOLD;
use super::locate::Axis;

/// Reads the values of a sheet, each cell once.
pub(super) struct Values<'s> {
    pub file: String,
    sheet: &'s lanbai_intake::BookSheet,
    pub findings: Vec<Finding>,
    /// Cells that are no numbers: counted apart, so that no warnings in front hide one.
    wrong: usize,
}

impl<'s> Values<'s> {
    pub fn new(file: String, sheet: &'s lanbai_intake::BookSheet) -> Self {
        Self { file, sheet, findings: Vec::new(), wrong: 0 }
    }

    /// A cell as a sheet names it.
    pub fn place(&self, (row, column): (u32, u32)) -> Place {
        Place::file(&self.file).line(row.saturating_add(1)).column(column_letters(column))
    }

    /// The number in a cell. An empty cell is nought; one that is no number is a finding.
    pub fn number(&mut self, at: (u32, u32)) -> Decimal {
        let Some(cell) = self.sheet.cells.get(&at) else { return Decimal::ZERO };
        let place = self.place(at);
        let finding = match number(cell) {
            Ok(number) => return number,
            Err(Wrong::NoResult) => Finding::error("chain-table-no-result", place),
            Err(Wrong::NoNumber) => {
                Finding::error("chain-table-no-number", place).with("value", shorten(cell.text.trim()))
            }
        };
        self.wrong += 1;
        if self.wrong <= TOLD {
            self.findings.push(finding);
        }
        Decimal::ZERO
    }

    /// The cells of a line at these places across; none where all are empty.
    pub fn vector(&mut self, axis: Axis, line: u32, across: &[u32]) -> Option<Vec<Decimal>> {
        let cells: Vec<(u32, u32)> = across.iter().map(|across| axis.cell(line, *across)).collect();
        let is_empty = cells.iter().all(|at| !self.sheet.cells.contains_key(at));
        (!is_empty).then(|| cells.into_iter().map(|at| self.number(at)).collect())
    }
}

/// Why a cell gave no number.
#[derive(Debug, PartialEq)]
enum Wrong {
    NoNumber,
    /// A formula of which the file remembers no result.
    NoResult,
}

fn number(cell: &SheetCell) -> Result<Decimal, Wrong> {
    let text = cell.text.trim();
    if text.is_empty() {
        return if cell.is_formula { Err(Wrong::NoResult) } else { Ok(Decimal::ZERO) };
    }
    // A stroke says that there is nothing; any other word for a missing value does not say that it is nought.
    if text.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '─' | '━')) {
        return Ok(Decimal::ZERO);
    }
    match read_number(text, None) {
        Ok(Some(number)) => Ok(number),
        // More digits than a decimal has: 1.2345678901234567e-16 is what is left of a difference.
        Err(AnswerProblem::Unreadable) => tiny(text).ok_or(Wrong::NoNumber),
        Ok(None) | Err(_) => Err(Wrong::NoNumber),
    }
}

fn tiny(text: &str) -> Option<Decimal> {
    let number: f64 = text.parse().ok()?;
    (number.abs() < 1.0).then(|| Decimal::try_from(number).ok())?
}

#[cfg(test)]
mod tests {
    use lanbai_intake::{BookSheet, SheetCell};
    use lanbai_kernel::{Decimal, Finding, has_errors};

    use super::{TOLD, Values, Wrong, number};

    #[test]
    fn no_warnings_hide_a_cell_that_is_no_number() {
        let cell = SheetCell { text: "x".to_owned(), is_formula: false, is_number: false };
        let sheet = BookSheet { name: String::new(), cells: [((5, 3), cell)].into() };
        let mut values = Values::new("t.csv".to_owned(), &sheet);
        let warning = Finding::warning("chain-table-total", values.place((0, 0)));
        values.findings = vec![warning; TOLD + 1];
        for _ in 0..=TOLD {
            assert_eq!(values.number((5, 3)), Decimal::ZERO);
        }
        assert!(has_errors(&values.findings));
        assert_eq!(values.findings.len(), 2 * TOLD + 1);
        let place = &values.findings[TOLD + 1].place;
        assert_eq!((place.line, place.column.as_deref()), (Some(6), Some("D")));
    }

    #[test]
    fn cells_are_numbers_nought_or_wrong() {
        let cell = |text: &str, is_formula| SheetCell { text: text.to_owned(), is_formula, is_number: false };
        let check = |text: &str, expected: Result<&str, Wrong>| {
            let expected = expected.map(|number| number.parse::<Decimal>().expect("a number"));
            assert_eq!(number(&cell(text, false)), expected, "{text}");
        };
        check(" 1,234.5 ", Ok("1234.5"));
        check("(12)", Ok("-12"));
        check("-", Ok("0"));
        check("——", Ok("0"));
        check("1.5e3", Ok("1500"));
        check("..", Err(Wrong::NoNumber));
        check("n/a", Err(Wrong::NoNumber));
        check("nan", Err(Wrong::NoNumber));
        check("#REF!", Err(Wrong::NoNumber));
        check("约3", Err(Wrong::NoNumber));
        let left = number(&cell("-1.2345678901234567e-16", false)).expect("a number");
        assert!(left.abs() < Decimal::new(1, 15), "{left}");
        assert_eq!(number(&cell("", true)), Err(Wrong::NoResult));
        assert_eq!(number(&cell("7", true)), Ok(Decimal::from(7)));
    }
}
