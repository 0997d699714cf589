//! Checks as formulas of a sheet, as far as a sheet knows what they speak of.

use lanbai_kernel::Decimal;
use lanbai_reporting::check::{Comparison, Expression, Reference, Rule, When, Whose};

use crate::layout::{Layout, column};
use crate::place::address;
use crate::template::Kind;

/// A check as a formula.
pub(crate) struct Test {
    /// Keys of the fields whose answers it needs.
    pub(crate) fields: Vec<String>,
    /// Every cell that it needs.
    cells: Vec<String>,
    /// True where it holds, if all cells have numbers.
    holds: String,
}

impl Test {
    /// Of a rule that speaks of nothing but this form's answers and the earlier values beside them. None for others:
    /// those are judged after the upload.
    pub(crate) fn of(rule: &Rule, layout: &Layout<'_>) -> Option<Self> {
        let mut test = Self { fields: Vec::new(), cells: Vec::new(), holds: String::new() };
        test.holds = match rule {
            Rule::Holds { left, comparison, right, tolerance } => {
                let (left, right) = (test.expression(left, layout)?, test.expression(right, layout)?);
                compared(&format!("({left})-({right})"), *comparison, *tolerance)
            }
            Rule::Change { field, since, more_than } => {
                let now = test.cell(field, When::Now, layout)?;
                let before = test.cell(field, *since, layout)?;
                // From nothing there is no share.
                format!("OR({before}=0,ROUND(ABS({now}-{before})-{more_than}*ABS({before}),{ROUNDED})<=0)")
            }
            Rule::Outlier { .. } => return None,
        };
        (!test.fields.is_empty()).then_some(test)
    }

    /// A formula that is true where every value is there and the check does not hold.
    pub(crate) fn broken(&self) -> String {
        format!("IF(COUNT({})={},NOT({}),FALSE)", self.cells.join(","), self.cells.len(), self.holds)
    }

    fn expression(&mut self, expression: &Expression, layout: &Layout<'_>) -> Option<String> {
        Some(match expression {
            Expression::Constant(number) => number.to_string(),
            Expression::Value(reference) => self.reference(reference, layout)?,
            Expression::Sum(left, right) => {
                format!("{}+({})", self.expression(left, layout)?, self.expression(right, layout)?)
            }
            Expression::Difference(left, right) => {
                format!("{}-({})", self.expression(left, layout)?, self.expression(right, layout)?)
            }
            Expression::Product(factor, inner) => format!("{factor}*({})", self.expression(inner, layout)?),
        })
    }

    fn reference(&mut self, reference: &Reference, layout: &Layout<'_>) -> Option<String> {
        let is_here = reference.form.is_none() && reference.whose == Whose::Own;
        is_here.then_some(())?;
        let cell = self.cell(&reference.field, reference.when, layout)?;
        Some(if reference.factor == Decimal::ONE { cell } else { format!("{}*{cell}", reference.factor) })
    }

    /// The cell of a value; none where the sheet does not have it.
    fn cell(&mut self, field: &str, when: When, layout: &Layout<'_>) -> Option<String> {
        let placed = layout.field(field)?;
        let Kind::Number { earlier, .. } = &placed.field.kind else { return None };
        let [far, near] = earlier.columns(layout.is_yearly);
        let at = match when {
            When::Now => column::VALUE,
            When::YearBefore if !layout.is_yearly => far.map(|_| column::EARLIER)?,
            When::Previous | When::YearBefore => near.map(|_| column::RECENT)?,
        };
        if when == When::Now && self.fields.iter().all(|known| known != field) {
            self.fields.push(field.to_owned());
        }
        let cell = address(placed.row, u32::from(at));
        if !self.cells.contains(&cell) {
            self.cells.push(cell.clone());
        }
        Some(cell)
    }
}

/// Digits after the point to which a difference is rounded: a sheet computes in binary, and 0.1 + 0.2 is 0.3 to
/// whoever typed it.
const ROUNDED: u8 = 9;

fn compared(difference: &str, comparison: Comparison, tolerance: Decimal) -> String {
    let difference = format!("ROUND({difference},{ROUNDED})");
    match comparison {
        Comparison::Equal => format!("ABS({difference})<={tolerance}"),
        Comparison::AtLeast => format!("{difference}>=-{tolerance}"),
        Comparison::AtMost => format!("{difference}<={tolerance}"),
        Comparison::MoreThan => format!("{difference}>{tolerance}"),
        Comparison::LessThan => format!("{difference}<-{tolerance}"),
    }
}

/// A text within a formula.
pub(crate) fn quoted(text: &str) -> String {
    // A formula's text may have 255 characters.
    let short: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    format!("\"{}\"", short.replace('"', "\"\""))
}
