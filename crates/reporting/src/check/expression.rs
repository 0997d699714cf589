use std::fmt;
use std::sync::Arc;

use lanbai_kernel::Decimal;

/// What is compared: values of fields, added, subtracted or multiplied by a constant.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Expression {
    Constant(Decimal),
    Value(Reference),
    Sum(Box<Expression>, Box<Expression>),
    Difference(Box<Expression>, Box<Expression>),
    Product(Decimal, Box<Expression>),
}

/// Which value is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Another form; the form itself where it is not given.
    pub form: Option<Arc<str>>,
    /// The field's key.
    pub field: Arc<str>,
    #[allow(missing_docs)]
    pub when: When,
    #[allow(missing_docs)]
    pub whose: Whose,
    /// Brings the field's unit into that of the expression.
    pub factor: Decimal,
}

/// Of which period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// The form's own.
    Now,
    /// 上期: the one before.
    Previous,
    /// 上年同期: the same months a year before.
    YearBefore,
}

/// Of which territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// The form's own.
    Own,
    /// The sum over the parts of the form's territory that owe the form.
    Parts,
}

/// How two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl When {
    /// What a plan may hold a change against.
    pub const NAMED: [(&'static str, Self); 2] =
        [("previous", Self::Previous), ("year-before", Self::YearBefore)];
}

impl Comparison {
    /// Each with the sign it is written by, longer ones first.
    pub const SIGNS: [(&'static str, Self); 5] = [
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        (">", Self::MoreThan),
        ("<", Self::LessThan),
        ("=", Self::Equal),
    ];

    /// The sign it is written by.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::MoreThan => ">",
            Self::LessThan => "<",
        }
    }

    /// Whether two numbers compare so, with what counts as equal.
    pub fn holds(self, left: Decimal, right: Decimal, tolerance: Decimal) -> bool {
        // Sides too far apart to subtract are not equal.
        let near = left.checked_sub(right).is_some_and(|apart| apart.abs() <= tolerance);
        match self {
            Self::Equal => near,
            Self::AtLeast => left >= right || near,
            Self::AtMost => left <= right || near,
            Self::MoreThan => left > right && !near,
            Self::LessThan => left < right && !near,
        }
    }
}

impl Expression {
    /// Every value that it needs, from left to right.
    pub fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Constant(_) => Vec::new(),
            Self::Value(reference) => vec![reference],
            Self::Sum(left, right) | Self::Difference(left, right) => {
                let mut found = left.references();
                found.extend(right.references());
                found
            }
            Self::Product(_, inner) => inner.references(),
        }
    }

    /// Lets each reference be changed, from left to right: a plan fills in factors of units.
    pub fn for_each_reference(&mut self, change: &mut impl FnMut(&mut Reference)) {
        match self {
            Self::Constant(_) => {}
            Self::Value(reference) => change(reference),
            Self::Sum(left, right) | Self::Difference(left, right) => {
                left.for_each_reference(change);
                right.for_each_reference(change);
            }
            Self::Product(_, inner) => inner.for_each_reference(change),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = match self.when {
            When::Now => "",
            When::Previous => "previous(",
            When::YearBefore => "year-before(",
        };
        let whose = match self.whose {
            Whose::Own => "",
            Whose::Parts => "parts(",
        };
        write!(f, "{when}{whose}")?;
        if let Some(form) = &self.form {
            write!(f, "{form}:")?;
        }
        let closing = usize::from(!when.is_empty()) + usize::from(!whose.is_empty());
        write!(f, "{}{}", self.field, ")".repeat(closing))
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bracketed = |inner: &Self| match inner {
            Self::Sum(..) | Self::Difference(..) => format!("({inner})"),
            _ => inner.to_string(),
        };
        match self {
            Self::Constant(number) => write!(f, "{number}"),
            Self::Value(reference) => write!(f, "{reference}"),
            Self::Sum(left, right) => write!(f, "{left} + {}", bracketed(right)),
            Self::Difference(left, right) => write!(f, "{left} - {}", bracketed(right)),
            Self::Product(factor, inner) => match **inner {
                // A product of a product or of a number would read as another tree.
                Self::Product(..) | Self::Constant(_) => write!(f, "{factor} * ({inner})"),
                _ => write!(f, "{factor} * {}", bracketed(inner)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;

    use super::Comparison;

    #[test]
    fn what_is_near_enough_counts_as_equal() {
        let number = |text: &str| text.parse::<Decimal>().expect(text);
        let check = |comparison: Comparison, left: &str, right: &str, tolerance: &str, expected: bool| {
            let held = comparison.holds(number(left), number(right), number(tolerance));
            assert_eq!(held, expected, "{left} {} {right} ± {tolerance}", comparison.sign());
        };
        check(Comparison::Equal, "1.004", "1", "0.005", true);
        check(Comparison::Equal, "1.006", "1", "0.005", false);
        check(Comparison::AtMost, "1.004", "1", "0.005", true);
        check(Comparison::AtLeast, "0.9", "1", "0", false);
        check(Comparison::MoreThan, "1.004", "1", "0.005", false);
        check(Comparison::MoreThan, "1.004", "1", "0", true);
        check(Comparison::LessThan, "1", "1", "0", false);
        check(
            Comparison::Equal,
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "1",
            false,
        );
    }
}
