//! Expressions as a plan writes them: `rd-funds <= 0.5 * revenue + other-form:grants`, `staff = parts(staff)`,
//! `previous(berths) <= berths`. A hyphen between letters belongs to the word; as a minus it stands between spaces.

use std::sync::Arc;

use lanbai_kernel::Decimal;

use super::expression::{Comparison, Expression, Reference, When, Whose};

/// Where a text stops being an expression, and what might have stood there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{seen}` at byte {at}: {expected} was expected")]
pub struct NotUnderstood {
    /// Byte in the text.
    pub at: usize,
    /// The word that was found; empty at the end.
    pub seen: String,
    /// One of `number`, `field`, `operator`, `comparison`, `closing-bracket`, `end`, `shorter-text`.
    pub expected: &'static str,
}

/// The longest text that is read.
const MOST_BYTES: usize = 1_000;
/// The deepest brackets that are read, so that no text can exhaust the stack.
const DEEPEST: usize = 16;

/// Reads `left comparison right`.
///
/// # Errors
/// The first place that is not understood.
pub fn parse(text: &str) -> Result<(Expression, Comparison, Expression), NotUnderstood> {
    if text.len() > MOST_BYTES {
        return Err(NotUnderstood { at: MOST_BYTES, seen: String::new(), expected: "shorter-text" });
    }
    let mut parser = Parser { text, at: 0, depth: 0 };
    let left = parser.sum()?;
    let comparison = Comparison::SIGNS.into_iter().find(|(sign, _)| parser.take(sign)).map(|(_, c)| c);
    let comparison = comparison.ok_or_else(|| parser.expected("comparison"))?;
    let right = parser.sum()?;
    parser.skip_spaces();
    if parser.rest().is_empty() { Ok((left, comparison, right)) } else { Err(parser.expected("end")) }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn expected(&self, expected: &'static str) -> NotUnderstood {
        let seen: String =
            self.rest().trim_start().chars().take_while(|c| !c.is_whitespace()).take(32).collect();
        NotUnderstood { at: self.at, seen, expected }
    }

    fn take(&mut self, sign: &str) -> bool {
        self.skip_spaces();
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.at += sign.len();
        }
        is_next
    }

    fn sum(&mut self) -> Result<Expression, NotUnderstood> {
        let mut left = self.product()?;
        loop {
            if self.take("+") {
                left = Expression::Sum(Box::new(left), Box::new(self.product()?));
            } else if self.take("-") {
                left = Expression::Difference(Box::new(left), Box::new(self.product()?));
            } else {
                return Ok(left);
            }
        }
    }

    /// A number, a number times something, or something.
    fn product(&mut self) -> Result<Expression, NotUnderstood> {
        let start = self.at;
        let Some(word) = self.word() else { return self.bracketed() };
        if let Some(number) = number(word) {
            if !self.take("*") {
                return Ok(Expression::Constant(number));
            }
            let inner = match self.word() {
                Some(word) if number_like(word) => return Err(self.at(start).expected("field")),
                Some(word) => self.reference(word)?,
                None => self.bracketed()?,
            };
            return Ok(Expression::Product(number, Box::new(inner)));
        }
        if number_like(word) {
            return Err(self.at(start).expected("number"));
        }
        self.reference(word)
    }

    fn bracketed(&mut self) -> Result<Expression, NotUnderstood> {
        if self.depth >= DEEPEST || !self.take("(") {
            return Err(self.expected("field"));
        }
        self.depth += 1;
        let inner = self.sum()?;
        self.depth -= 1;
        if self.take(")") { Ok(inner) } else { Err(self.expected("closing-bracket")) }
    }

    /// A field, with `previous(…)`, `year-before(…)` and `parts(…)` around it and a form before it.
    fn reference(&mut self, word: &'t str) -> Result<Expression, NotUnderstood> {
        let (mut when, mut whose, mut word, mut open) = (When::Now, Whose::Own, word, 0);
        while self.take("(") {
            match word {
                "previous" if when == When::Now && whose == Whose::Own => when = When::Previous,
                "year-before" if when == When::Now && whose == Whose::Own => when = When::YearBefore,
                "parts" if whose == Whose::Own => whose = Whose::Parts,
                _ => return Err(self.expected("field")),
            }
            open += 1;
            word = self.field()?;
        }
        let (form, field) = if self.take(":") { (Some(word), self.field()?) } else { (None, word) };
        for _ in 0..open {
            if !self.take(")") {
                return Err(self.expected("closing-bracket"));
            }
        }
        Ok(Expression::Value(Reference {
            form: form.map(Arc::from),
            field: Arc::from(field),
            when,
            whose,
            factor: Decimal::ONE,
        }))
    }

    fn field(&mut self) -> Result<&'t str, NotUnderstood> {
        let start = self.at;
        match self.word() {
            Some(word) if !number_like(word) => Ok(word),
            _ => Err(self.at(start).expected("field")),
        }
    }

    fn at(&self, at: usize) -> Self {
        Self { text: self.text, at, depth: self.depth }
    }

    /// Letters, digits and dots, with single hyphens between them.
    fn word(&mut self) -> Option<&'t str> {
        self.skip_spaces();
        let rest = self.rest().as_bytes();
        let of_word = |at: usize| {
            rest.get(at).is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'.')
        };
        let mut length = 0;
        while of_word(length) || (length > 0 && rest.get(length) == Some(&b'-') && of_word(length + 1)) {
            length += 1;
        }
        let word = &self.rest()[..length];
        self.at += length;
        (length > 0).then_some(word)
    }
}

fn number_like(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn number(word: &str) -> Option<Decimal> {
    number_like(word).then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lanbai_kernel::Decimal;
    use proptest::prelude::*;

    use super::super::expression::{Comparison, Expression, Reference, When, Whose};
    use super::parse;

    fn shown(text: &str) -> String {
        let (left, comparison, right) = parse(text).expect(text);
        format!("{left} {} {right}", comparison.sign())
    }

    #[test]
    fn what_is_read_is_written_alike() {
        for (written, meant) in [
            ("a<=b", "a <= b"),
            ("rd-funds <= 0.5*revenue + grants", "rd-funds <= 0.5 * revenue + grants"),
            ("a - b - c = 0", "a - b - c = 0"),
            ("a - (b - c) > 1", "a - (b - c) > 1"),
            ("2 * (a + b) < c", "2 * (a + b) < c"),
            ("staff = parts( staff )", "staff = parts(staff)"),
            ("previous(a) <= a", "previous(a) <= a"),
            ("year-before(parts(park-year:a)) >= a", "year-before(parts(park-year:a)) >= a"),
            ("i-1.2 = 3", "i-1.2 = 3"),
        ] {
            assert_eq!(shown(written), meant);
        }
    }

    #[test]
    fn what_is_no_expression_is_told_with_its_place() {
        let check = |text: &str, at: usize, expected: &str| {
            let told = parse(text).expect_err(text);
            assert_eq!((told.at, told.expected), (at, expected), "{text}");
        };
        check("a b", 2, "comparison");
        check("a <= ", 5, "field");
        check("a <= b c", 7, "end");
        check("(a + b <= c", 7, "closing-bracket");
        check("previous(previous(a)) = b", 18, "field");
        check("parts(previous(a)) = b", 15, "field");
        check("1.2.3 = a", 0, "number");
        check("2 * 3 = a", 0, "field");
        check("园区 = a", 0, "field");
        check(&"(".repeat(400), 16, "field");
    }

    fn any_expression() -> impl Strategy<Value = Expression> {
        let reference = ("[a-e](-[a-e1-9]{1,3})?", 0usize..3, any::<bool>(), any::<bool>()).prop_map(
            |(field, when, parts, other)| {
                Expression::Value(Reference {
                    form: other.then(|| Arc::from("other")),
                    field: Arc::from(field),
                    when: [When::Now, When::Previous, When::YearBefore][when],
                    whose: if parts { Whose::Parts } else { Whose::Own },
                    factor: Decimal::ONE,
                })
            },
        );
        let leaf = prop_oneof![reference.clone(), (0i64..999).prop_map(|n| Expression::Constant(n.into()))];
        leaf.prop_recursive(4, 24, 2, move |inner| {
            let of_reference = reference.clone();
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| Expression::Sum(Box::new(a), Box::new(b))),
                (inner.clone(), inner).prop_map(|(a, b)| Expression::Difference(Box::new(a), Box::new(b))),
                (0i64..99, of_reference)
                    .prop_map(|(n, e)| Expression::Product(Decimal::new(n, 1), Box::new(e))),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_expression_reads_back_as_written(left in any_expression(), right in any_expression()) {
            let text = format!("{left} >= {right}");
            prop_assume!(text.len() <= super::MOST_BYTES);
            prop_assert_eq!(parse(&text), Ok((left, Comparison::AtLeast, right)));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a-c0-9().:*+<>= \\-万]{0,40}") {
            let _ = parse(&text);
        }
    }
}
