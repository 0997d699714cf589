use lanbai_kernel::Decimal;

use super::evaluate::{Outcome, Told};
use super::expression::{Comparison, Expression, Reference, Whose};
use super::values::{Ask, Subject, Values};

/// Why an expression has no number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Unknown {
    /// Values that were not filled in.
    Missing(Vec<String>),
    /// The numbers are beyond what can be computed.
    TooLarge,
    /// The sum over the parts of a territory that has none.
    NoParts,
}

/// The number of an expression for a submission.
///
/// All missing values are gathered, so that they can be told at once.
fn number(expression: &Expression, subject: Subject<'_>, values: &dyn Values) -> Result<Decimal, Unknown> {
    let both = |left: &Expression, right: &Expression| {
        together(number(left, subject, values), number(right, subject, values))
    };
    let within = |number: Option<Decimal>| number.ok_or(Unknown::TooLarge);
    match expression {
        Expression::Constant(constant) => Ok(*constant),
        Expression::Value(reference) => value(reference, subject, values),
        Expression::Sum(left, right) => both(left, right).and_then(|(l, r)| within(l.checked_add(r))),
        Expression::Difference(left, right) => both(left, right).and_then(|(l, r)| within(l.checked_sub(r))),
        Expression::Product(factor, inner) => {
            number(inner, subject, values).and_then(|n| within(factor.checked_mul(n)))
        }
    }
}

/// Both numbers, or everything that is missing of either.
fn together(
    left: Result<Decimal, Unknown>,
    right: Result<Decimal, Unknown>,
) -> Result<(Decimal, Decimal), Unknown> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(Unknown::Missing(mut left)), Err(Unknown::Missing(right))) => {
            left.extend(right);
            Err(Unknown::Missing(left))
        }
        // Whatever else is missing, a territory without parts is not asked for their sum.
        (Err(Unknown::NoParts), _) | (_, Err(Unknown::NoParts)) => Err(Unknown::NoParts),
        (Err(why), _) | (_, Err(why)) => Err(why),
    }
}

fn value(reference: &Reference, subject: Subject<'_>, values: &dyn Values) -> Result<Decimal, Unknown> {
    let Some(ask) = Ask::of(subject, reference) else {
        return Err(Unknown::Missing(vec![reference.to_string()]));
    };
    let asks = match reference.whose {
        Whose::Own => vec![ask],
        Whose::Parts => {
            let parts = values.parts(&ask.form, ask.territory, ask.period);
            parts.into_iter().map(|territory| Ask { territory, ..ask.clone() }).collect()
        }
    };
    if asks.is_empty() {
        return Err(Unknown::NoParts);
    }
    let mut missing: Vec<String> = Vec::new();
    let mut sum = Some(Decimal::ZERO);
    for ask in asks {
        match values.value(&ask) {
            Some(value) => sum = sum.and_then(|sum| sum.checked_add(value.checked_mul(reference.factor)?)),
            None => missing.push(ask.shown()),
        }
    }
    if missing.is_empty() { sum.ok_or(Unknown::TooLarge) } else { Err(Unknown::Missing(missing)) }
}

/// Judges `left comparison right` for a submission.
pub(super) fn judge(
    (left, comparison, right): (&Expression, Comparison, &Expression),
    tolerance: Decimal,
    subject: Subject<'_>,
    values: &dyn Values,
) -> Outcome {
    let sides = together(number(left, subject, values), number(right, subject, values));
    let (l, r) = match sides {
        Ok(sides) => sides,
        Err(why) => return Outcome::from_unknown(why),
    };
    if comparison.holds(l, r, tolerance) {
        return Outcome::Holds;
    }
    Outcome::Broken(Told {
        seen: format!("{left} = {}", l.normalize()),
        expected: format!("{} {right} = {}", comparison.sign(), r.normalize()),
        difference: l.checked_sub(r).map(|apart| apart.normalize().to_string()).unwrap_or_default(),
    })
}
