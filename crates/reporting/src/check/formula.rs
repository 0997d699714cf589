//! A rule as the formula of a worksheet, so that a template checks itself offline.

use lanbai_kernel::Decimal;

use super::Rule;
use super::expression::{Comparison, Expression, Reference, When, Whose};

/// The formula of a rule, without the equals sign before it; true where the rule holds. `cell` says where a value
/// stands. Nothing where one of them has no cell, and for outliers, which no worksheet can tell.
pub fn formula(rule: &Rule, cell: &dyn Fn(&Reference) -> Option<String>) -> Option<String> {
    match rule {
        Rule::Holds { left, comparison, right, tolerance } => {
            let (left, right) = (side(left, cell)?, side(right, cell)?);
            Some(compared(&left, *comparison, &right, *tolerance))
        }
        Rule::Change { field, since, more_than } => {
            let value = |when: When| {
                let field = std::sync::Arc::clone(field);
                cell(&Reference { form: None, field, when, whose: Whose::Own, factor: Decimal::ONE })
            };
            let (now, before) = (value(When::Now)?, value(*since)?);
            // From zero no share can be told, so nothing is said of it here.
            Some(format!("OR({before}=0,ABS({now}-{before})<={more_than}*ABS({before}))"))
        }
        Rule::Outlier { .. } => None,
    }
}

fn side(expression: &Expression, cell: &dyn Fn(&Reference) -> Option<String>) -> Option<String> {
    Some(match expression {
        Expression::Constant(number) => number.to_string(),
        Expression::Value(reference) if reference.factor == Decimal::ONE => cell(reference)?,
        Expression::Value(reference) => format!("({}*{})", reference.factor.normalize(), cell(reference)?),
        Expression::Sum(left, right) => format!("({}+{})", side(left, cell)?, side(right, cell)?),
        Expression::Difference(left, right) => format!("({}-{})", side(left, cell)?, side(right, cell)?),
        Expression::Product(factor, inner) => format!("({factor}*{})", side(inner, cell)?),
    })
}

/// Digits after the point to which both sides are compared, as many as are stored: a worksheet computes in binary, where
/// 0.1 + 0.2 is not 0.3.
const DIGITS: u8 = 9;

/// The comparison as [`Comparison::holds`] makes it.
fn compared(left: &str, comparison: Comparison, right: &str, tolerance: Decimal) -> String {
    let apart = format!("ROUND({left}-{right},{DIGITS})");
    match comparison {
        Comparison::Equal => format!("ABS({apart})<={tolerance}"),
        Comparison::AtLeast => format!("{apart}>=-{tolerance}"),
        Comparison::AtMost => format!("{apart}<={tolerance}"),
        Comparison::MoreThan => format!("{apart}>{tolerance}"),
        Comparison::LessThan => format!("{apart}<-{tolerance}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Among, Rule, When, Whose};
    use super::formula;
    use crate::sample::{holds, number};

    fn shown(rule: &Rule) -> Option<String> {
        formula(rule, &|reference| {
            let column = match (reference.when, reference.whose, &reference.form) {
                (When::Now, Whose::Own, None) => "C",
                (When::YearBefore, Whose::Own, None) => "D",
                _ => return None,
            };
            let row = reference.field.bytes().next()? - b'a' + 1;
            Some(format!("{column}{row}"))
        })
    }

    #[test]
    fn what_stands_in_the_sheet_is_checked_there() {
        for (text, expected) in [
            ("a <= 0.5 * b + 3", Some("ROUND(C1-((0.5*C2)+3),9)<=0")),
            ("a = b - c", Some("ABS(ROUND(C1-(C2-C3),9))<=0")),
            ("a > year-before(a)", Some("ROUND(C1-D1,9)>0")),
            ("a = parts(a)", None),
            ("a = other:a", None),
        ] {
            assert_eq!(shown(&holds(text).rule).as_deref(), expected, "{text}");
        }
        let field: Arc<str> = Arc::from("b");
        let more_than = number("0.3");
        let change = Rule::Change { field: Arc::clone(&field), since: When::YearBefore, more_than };
        assert_eq!(shown(&change).as_deref(), Some("OR(D2=0,ABS(C2-D2)<=0.3*ABS(D2))"));
        let among = Among::SameSeason;
        let outlier = Rule::Outlier { field, among, window: 4, at_least: 3, threshold: number("3.5") };
        assert_eq!(shown(&outlier), None);
    }

    #[test]
    fn another_unit_is_brought_into_that_of_the_first() {
        let mut rule = holds("a <= b").rule;
        if let Rule::Holds { right, .. } = &mut rule {
            right.for_each_reference(&mut |reference| reference.factor = number("10000"));
        }
        assert_eq!(shown(&rule).as_deref(), Some("ROUND(C1-(10000*C2),9)<=0"));
    }
}
